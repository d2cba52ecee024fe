import React from 'react';
import {FormattedMessage} from 'react-intl';

import {existsSince} from '../../../server-bridge/my_tokens/reminder.ts';
import {Moment} from '../shared/moment.tsx';

import type {MyToken} from '../../../server-bridge/my_tokens/load_my_tokens.ts';

/** When a token was created, as far as it is known. */
export function Created({mine}: {mine: MyToken}) {
    const since = existsSince(mine);
    return mine.lifecycle?.created || since === undefined ? (
        <FormattedMessage
            id='token_audit.mine.created'
            defaultMessage='{known, select, yes {Created {when}} other {Created: not known}}'
            values={{
                known: since === undefined ? 'no' : 'yes',
                when: since !== undefined && (
                    <Moment
                        key='when'
                        at={since}
                    />
                ),
            }}
        />
    ) : (
        <FormattedMessage
            id='token_audit.mine.created_before'
            defaultMessage='Created before {when}'
            values={{
                when: (
                    <Moment
                        key='when'
                        at={since}
                    />
                ),
            }}
        />
    );
}

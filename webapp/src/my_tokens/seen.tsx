import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Moment} from '../shared/moment.tsx';

import type {MyToken} from '../../../server-bridge/my_tokens/load_my_tokens.ts';

/** When a token was last seen in use, at least (ms since 1970); undefined for no trace. */
export function lastSeenOf({sessions}: Pick<MyToken, 'sessions'>): number | undefined {
    const seen = sessions?.map(({create_at, last_activity_at}) => Math.max(create_at, last_activity_at)) ?? [];
    return seen.length > 0 ? Math.max(...seen) : undefined;
}

/** The same in words. */
export function Seen({mine}: {mine: MyToken}) {
    const at = lastSeenOf(mine);
    if (mine.sessions === undefined) {
        return (
            <FormattedMessage
                id='token_audit.mine.seen.unknown'
                defaultMessage='Last seen: not known'
            />
        );
    }
    return at === undefined ? (
        <FormattedMessage
            id='token_audit.mine.seen.never'
            defaultMessage='No trace of use'
        />
    ) : (
        <FormattedMessage
            id='token_audit.mine.seen.at'
            defaultMessage='Seen {when}, at least'
            values={{
                when: (
                    <Moment
                        key='when'
                        at={at}
                    />
                ),
            }}
        />
    );
}

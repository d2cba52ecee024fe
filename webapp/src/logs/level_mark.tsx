import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {sureness} from './log_messages.ts';

import type {Attribution} from '../../../server-bridge/attribution/attribution.ts';

/** How sure an attribution is, as a coloured word; what it means on hover. */
export function LevelMark({of: attribution}: {of: Pick<Attribution, 'level' | 'is_awaited'>}) {
    const {formatMessage} = useIntl();
    const {name, means} = sureness(attribution);
    return (
        <span
            className={`TokenAudit__level TokenAudit__level--${attribution.level}`}
            title={formatMessage(means)}
        >
            <FormattedMessage {...name}/>
        </span>
    );
}

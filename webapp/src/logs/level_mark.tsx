import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {levelMeanings, levelNames} from './log_messages.ts';

import type {Level} from '../../../server-bridge/attribution/attribution.ts';

/** How sure an attribution is, as a coloured word; what it means on hover. */
export function LevelMark({level}: {level: Level}) {
    const {formatMessage} = useIntl();
    return (
        <span
            className={`TokenAudit__level TokenAudit__level--${level}`}
            title={formatMessage(levelMeanings[level])}
        >
            <FormattedMessage {...levelNames[level]}/>
        </span>
    );
}

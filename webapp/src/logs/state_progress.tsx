import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import type {LogSnapshot} from './log_snapshot.ts';

/** How much of what the server knows of its tokens has been asked for. */
export function StateProgress({progress: {done, total}}: {progress: NonNullable<LogSnapshot['state_progress']>}) {
    const {formatMessage} = useIntl();
    return (
        <span className='TokenAudit__trust TokenAudit__muted'>
            <progress
                className='TokenAudit__small-progress'
                value={done}
                max={Math.max(total, 1)}
                aria-label={formatMessage({id: 'token_audit.logs.state_progress.label', defaultMessage: 'Asking the server about its tokens'})}
            />
            <FormattedMessage
                id='token_audit.logs.state_progress'
                defaultMessage='{done, number} of {total, number} questions to the server'
                values={{done, total}}
            />
        </span>
    );
}

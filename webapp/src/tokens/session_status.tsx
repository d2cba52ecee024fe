import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {SessionProgress} from '../../../server-bridge/sessions/session_loader.ts';

interface Props {
    progress: SessionProgress;

    /** The cause that stands beside it already, and need not be said twice. */
    toldBeside?: RestErrorKind | undefined;
    onStop: () => void;
    onResume: () => void;
}

/** How many owners' sessions are known: one request each, so it can be stopped. Nothing once all are. */
export function SessionStatus({progress: {done, total, running, error}, toldBeside, onStop, onResume}: Props) {
    const {formatMessage} = useIntl();
    if (total === 0 || done >= total) {
        return null;
    }
    return (
        <span className='TokenAudit__trust TokenAudit__muted'>
            <progress
                className='TokenAudit__small-progress'
                value={done}
                max={total}
                aria-label={formatMessage({id: 'token_audit.sessions.progress', defaultMessage: 'Last seen'})}
            />
            <span>
                <FormattedMessage
                    id='token_audit.sessions.asking'
                    defaultMessage='Last seen: {done, number} of {total, number} owners'
                    values={{done, total}}
                />
                {error && error.kind !== toldBeside && (
                    <>
                        {'. '}
                        <RestErrorMessage kind={error.kind}/>
                    </>
                )}
            </span>
            <button
                type='button'
                className='TokenAudit__link'
                onClick={running ? onStop : onResume}
            >
                {running ? (
                    <FormattedMessage
                        id='token_audit.sessions.stop'
                        defaultMessage='Stop'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.sessions.resume'
                        defaultMessage='Go on'
                    />
                )}
            </button>
        </span>
    );
}

import React from 'react';
import {FormattedMessage} from 'react-intl';

import {doneOutcomes} from './bulk_messages.ts';

import type {OpenRun} from '../../../server-bridge/bulk/journal.ts';

interface Props {
    unfinished: OpenRun;
    onGoOn: () => void;
    onDiscard: () => void;
}

/** Offers to go on with a run that a reload or crash interrupted, or to leave it as it is. */
export function ResumeBanner({unfinished: {run, entries}, onGoOn, onDiscard}: Props) {
    const done = new Set(entries.flatMap((entry) => (entry.kind === 'answer' && (entry.answer === 'accepted' || entry.answer === 'gone') ? [entry.id] : []))).size;
    return (
        <div
            className='TokenAudit__resume'
            role='alert'
        >
            <span>
                <FormattedMessage
                    id='token_audit.resume.text'
                    defaultMessage='A bulk change of {at, date, medium}, {at, time, short} was interrupted: at least {done, number} of {total, plural, one {# token} other {# tokens}} {outcome}. Going on does not repeat what is done; discarding leaves the rest as it is and records what was done.'
                    values={{at: run.started_at, done, total: run.tokens.length, outcome: <FormattedMessage {...doneOutcomes[run.action]}>{(text) => String(text).toLocaleLowerCase()}</FormattedMessage>}}
                />
            </span>
            <button
                type='button'
                className='btn btn-primary btn-sm'
                onClick={onGoOn}
            >
                <FormattedMessage
                    id='token_audit.resume.go_on'
                    defaultMessage='Go on'
                />
            </button>
            <button
                type='button'
                className='btn btn-tertiary btn-sm'
                onClick={onDiscard}
            >
                <FormattedMessage
                    id='token_audit.resume.discard'
                    defaultMessage='Discard'
                />
            </button>
        </div>
    );
}

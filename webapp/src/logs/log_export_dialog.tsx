import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';
import {download} from '../shared/download.ts';

interface Props {
    events: number;
    onExport: (format: 'csv' | 'json') => Promise<Blob>;
    onClose: () => void;
}

/** The events that the filters show, as a file. */
export function LogExportDialog({events, onExport, onClose}: Props) {
    const [state, setState] = useState<'idle' | 'making' | 'failed'>('idle');
    const save = async (format: 'csv' | 'json') => {
        setState('making');
        try {
            const file = await onExport(format);
            download(`token-audit-log-${new Date().toISOString().slice(0, 10)}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', file);
            setState('idle');
        } catch {
            setState('failed');
        }
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.logs.export.title'
                    defaultMessage='Export {events, plural, one {# event} other {# events}}'
                    values={{events}}
                />
            }
            onClose={onClose}
            footer={null}
        >
            <p>
                <FormattedMessage
                    id='token_audit.logs.export.what'
                    defaultMessage='Exactly the events that the search and filters show, each with whose it was, how sure that is, and why. No file ever holds a secret, only its SHA-256.'
                />
            </p>
            <div className='TokenAudit__panel-actions'>
                {(['csv', 'json'] as const).map((format) => (
                    <button
                        key={format}
                        type='button'
                        className='btn btn-primary'
                        disabled={state === 'making'}
                        onClick={() => void save(format)}
                    >
                        {format.toUpperCase()}
                    </button>
                ))}
            </div>
            {state === 'failed' && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <FormattedMessage
                        id='token_audit.logs.export.failed'
                        defaultMessage='The file could not be made. Narrow the filters, then try again.'
                    />
                </p>
            )}
        </Dialog>
    );
}

import React, {useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {PasteDialog} from './paste_dialog.tsx';

import type {ChosenLog} from './log_snapshot.ts';

interface Props {
    onAdd: (logs: ChosenLog[]) => void;

    /** Whether reading the server's log is what the page is for now. */
    primary: boolean;
}

/** The ways to a log: the server's own, files, text. */
export function AddLogs({onAdd, primary}: Props) {
    const input = useRef<HTMLInputElement>(null);
    const [pasting, setPasting] = useState(false);
    return (
        <div className='TokenAudit__add-logs'>
            <button
                type='button'
                className={`btn ${primary ? 'btn-primary' : 'btn-tertiary'}`}
                onClick={() => onAdd([{kind: 'server'}])}
            >
                <FormattedMessage
                    id='token_audit.logs.read_server'
                    defaultMessage='Read the server’s log'
                />
            </button>
            {/* The host's CSS hides the button of a file input, and shows one that is hidden. */}
            <input
                ref={input}
                style={{display: 'none'}}
                type='file'
                multiple={true}
                onChange={(event) => {
                    onAdd(Array.from(event.target.files ?? [], (file) => ({kind: 'file', file})));

                    // The same file can be chosen again.
                    event.target.value = '';
                }}
            />
            <button
                type='button'
                className='btn btn-tertiary'
                onClick={() => input.current?.click()}
            >
                <FormattedMessage
                    id='token_audit.logs.choose'
                    defaultMessage='Choose files …'
                />
            </button>
            <button
                type='button'
                className='btn btn-tertiary'
                onClick={() => setPasting(true)}
            >
                <FormattedMessage
                    id='token_audit.logs.paste'
                    defaultMessage='Paste text …'
                />
            </button>
            {pasting && (
                <PasteDialog
                    onText={(text, name) => {
                        setPasting(false);
                        onAdd([{kind: 'text', name, text}]);
                    }}
                    onClose={() => setPasting(false)}
                />
            )}
        </div>
    );
}

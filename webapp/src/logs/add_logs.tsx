import React, {useRef, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {LokiDialog} from './loki_dialog.tsx';
import {PasteDialog} from './paste_dialog.tsx';

import type {LogPlaces} from './log_places.ts';
import type {ChosenLog} from './log_snapshot.ts';

interface Props {
    places: LogPlaces;
    onAdd: (logs: ChosenLog[]) => void;

    /** Whether reading the server's log is what the page is for now. */
    primary: boolean;
}

/** The ways to a log: the server's own, its cluster's, Loki, files, text. */
export function AddLogs({places: {is_cluster: isCluster, loki}, onAdd, primary}: Props) {
    const {formatMessage} = useIntl();
    const input = useRef<HTMLInputElement>(null);
    const [asking, setAsking] = useState<'text' | 'loki'>();
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
            {isCluster && (
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={() => onAdd([{kind: 'nodes', name: formatMessage({id: 'token_audit.logs.nodes', defaultMessage: 'Every node’s last lines'})}])}
                >
                    <FormattedMessage
                        id='token_audit.logs.read_nodes'
                        defaultMessage='Read every node’s last lines'
                    />
                </button>
            )}
            {loki && (
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={() => setAsking('loki')}
                >
                    <FormattedMessage
                        id='token_audit.logs.loki'
                        defaultMessage='Read from Loki …'
                    />
                </button>
            )}
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
                onClick={() => setAsking('text')}
            >
                <FormattedMessage
                    id='token_audit.logs.paste'
                    defaultMessage='Paste text …'
                />
            </button>
            {asking === 'text' && (
                <PasteDialog
                    onText={(text, name) => {
                        setAsking(undefined);
                        onAdd([{kind: 'text', name, text}]);
                    }}
                    onClose={() => setAsking(undefined)}
                />
            )}
            {asking === 'loki' && loki && (
                <LokiDialog
                    loki={loki}
                    onRead={(settings, range) => {
                        setAsking(undefined);
                        onAdd([{kind: 'loki', settings, range}]);
                    }}
                    onClose={() => setAsking(undefined)}
                />
            )}
        </div>
    );
}

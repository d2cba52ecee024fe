import React, {useId, useLayoutEffect, useRef} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import type {TraceModel} from './use_trace.ts';

const MIN_ROWS = 3;
const MAX_ROWS = 12;
const CHARACTERS_PER_ROW = 90;

/** Where anything is pasted. Enter traces, Shift+Enter begins a line. */
export function TraceBox({model}: {model: TraceModel}) {
    const {text, generation, phase} = model;
    const id = useId();
    const hintId = useId();
    const box = useRef<HTMLTextAreaElement>(null);
    const {formatMessage} = useIntl();

    // Another generation is another element: the browser's undo would bring a secret back into the same one.
    useLayoutEffect(() => {
        const element = box.current;
        element?.focus();
        element?.setSelectionRange(element.value.length, element.value.length);
    }, [generation]);

    const paste = (event: React.ClipboardEvent<HTMLTextAreaElement>) => {
        const {selectionStart, selectionEnd, value} = event.currentTarget;
        if (model.insertRedacted(value.slice(0, selectionStart) + event.clipboardData.getData('text/plain') + value.slice(selectionEnd))) {
            event.preventDefault();
        }
    };
    const drop = (event: React.DragEvent<HTMLTextAreaElement>) => {
        if (model.insertRedacted(`${text}${text && '\n'}${event.dataTransfer.getData('text/plain')}`)) {
            event.preventDefault();
        }
    };
    return (
        <div className='TokenAudit__trace-box'>
            <label htmlFor={id}>
                <FormattedMessage
                    id='token_audit.trace.label'
                    defaultMessage='Paste an id, a name, a log line or a whole message'
                />
            </label>
            <textarea
                key={generation}
                ref={box}
                id={id}
                className='TokenAudit__trace-text'
                aria-describedby={hintId}
                rows={rowsFor(text)}
                value={text}
                autoComplete='off'
                autoCorrect='off'
                autoCapitalize='off'
                spellCheck={false}
                data-gramm='false'
                onChange={(event) => model.setText(event.target.value)}
                onPaste={paste}
                onDrop={drop}
                onKeyDown={(event) => {
                    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
                        event.preventDefault();
                        model.submit();
                    }
                }}
            />
            <div className='TokenAudit__trace-actions'>
                <span
                    id={hintId}
                    className='TokenAudit__muted'
                >
                    <FormattedMessage
                        id='token_audit.trace.hint'
                        defaultMessage='Enter traces, Shift+Enter begins a new line'
                    />
                </span>
                <button
                    type='button'
                    className='btn btn-primary btn-sm'
                    disabled={text.trim() === '' || phase.is === 'tracing'}
                    aria-label={formatMessage({id: 'token_audit.trace.go_label', defaultMessage: 'Trace what is in the box'})}
                    onClick={() => model.submit()}
                >
                    <FormattedMessage
                        id='token_audit.trace.go'
                        defaultMessage='Trace'
                    />
                </button>
            </div>
        </div>
    );
}

function rowsFor(text: string): number {
    const lines = text.slice(0, MAX_ROWS * CHARACTERS_PER_ROW).split('\n');
    const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_PER_ROW)), 0);
    return Math.min(MAX_ROWS, Math.max(MIN_ROWS, rows));
}

import React, {useId, useRef, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';

interface Props {

    /** `name` is what the text is called among the logs. */
    onText: (text: string, name: string) => void;
    onClose: () => void;
}

/** Log lines out of a ticket or a terminal. What is typed stays in the field alone: it may hold secrets. */
export function PasteDialog({onText, onClose}: Props) {
    const {formatMessage, formatTime} = useIntl();
    const field = useRef<HTMLTextAreaElement>(null);
    const [empty, setEmpty] = useState(true);
    const id = useId();
    const read = () => {
        const name = formatMessage({id: 'token_audit.logs.pasted', defaultMessage: 'Pasted at {time}'}, {time: formatTime(Date.now(), {timeStyle: 'medium'})});
        onText(field.current?.value ?? '', name);
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.logs.paste.title'
                    defaultMessage='Paste log lines'
                />
            }
            onClose={onClose}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        onClick={onClose}
                    >
                        <FormattedMessage
                            id='token_audit.logs.paste.cancel'
                            defaultMessage='Cancel'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-primary'
                        disabled={empty}
                        onClick={read}
                    >
                        <FormattedMessage
                            id='token_audit.logs.paste.read'
                            defaultMessage='Read it'
                        />
                    </button>
                </>
            }
        >
            <label
                htmlFor={id}
                className='TokenAudit__muted'
            >
                <FormattedMessage
                    id='token_audit.logs.paste.help'
                    defaultMessage='Lines of the server’s log or of its audit file, JSON or plain text, also with the prefixes of journald, Docker or Kubernetes. Nothing of it leaves this page.'
                />
            </label>
            <textarea
                ref={field}
                id={id}
                className='form-control TokenAudit__paste'
                rows={12}
                autoComplete='off'
                spellCheck={false}
                onChange={(event) => setEmpty(event.target.value.trim() === '')}
            />
        </Dialog>
    );
}

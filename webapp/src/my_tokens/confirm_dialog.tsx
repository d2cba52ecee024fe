import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {Dialog} from '../shared/dialog.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

interface Props {
    title: React.ReactNode;
    children: React.ReactNode;
    confirm: React.ReactNode;
    danger?: boolean;

    /** Resolves with what is left to say, or with nothing when it is done; what it rejects with is shown, and it can be tried again. */
    onConfirm: () => Promise<React.ReactNode>;

    /** `tried`: it may have happened. */
    onClose: (tried: boolean) => void;
}

/** Asks before something happens, says what, and stays until it has: what comes of it closes no other dialog. */
export function ConfirmDialog({title, children, confirm, danger = false, onConfirm, onClose}: Props) {
    const [state, setState] = useState<'asking' | 'doing' | {error: RestErrorKind} | {left: React.ReactNode}>('asking');
    const isOver = typeof state === 'object' && 'left' in state;
    const close = () => onClose(state !== 'asking');
    const run = async () => {
        setState('doing');
        try {
            const left = await onConfirm();
            if (left) {
                setState({left});
            } else {
                onClose(true);
            }
        } catch (error) {
            setState({error: toRestError(error).kind});
        }
    };
    return (
        <Dialog
            title={title}
            onClose={state === 'doing' ? undefined : close}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        disabled={state === 'doing'}
                        onClick={close}
                    >
                        {isOver ? (
                            <FormattedMessage
                                id='token_audit.mine.close'
                                defaultMessage='Close'
                            />
                        ) : (
                            <FormattedMessage
                                id='token_audit.mine.cancel'
                                defaultMessage='Cancel'
                            />
                        )}
                    </button>
                    {!isOver && (
                        <button
                            type='button'
                            className={`btn ${danger ? 'btn-danger' : 'btn-primary'}`}
                            disabled={state === 'doing'}
                            onClick={() => void run()}
                        >
                            {confirm}
                        </button>
                    )}
                </>
            }
        >
            {typeof state === 'object' && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    {'left' in state ? state.left : (
                        <RestErrorMessage
                            kind={state.error}
                            forAnyone
                        />
                    )}
                </p>
            )}
            {!isOver && children}
        </Dialog>
    );
}

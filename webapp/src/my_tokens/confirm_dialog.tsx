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

    /** Resolves when it is done; what it rejects with is shown, and it can be tried again. */
    onConfirm: () => Promise<void>;
    onClose: () => void;
}

/** Asks before something happens, says what, and stays until it has: what comes of it closes no other dialog. */
export function ConfirmDialog({title, children, confirm, danger = false, onConfirm, onClose}: Props) {
    const [state, setState] = useState<'asking' | 'doing' | {error: RestErrorKind}>('asking');
    const run = async () => {
        setState('doing');
        try {
            await onConfirm();
        } catch (error) {
            setState({error: toRestError(error).kind});
        }
    };
    return (
        <Dialog
            title={title}
            onClose={state === 'doing' ? undefined : onClose}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        disabled={state === 'doing'}
                        onClick={onClose}
                    >
                        <FormattedMessage
                            id='token_audit.mine.cancel'
                            defaultMessage='Cancel'
                        />
                    </button>
                    <button
                        type='button'
                        className={`btn ${danger ? 'btn-danger' : 'btn-primary'}`}
                        disabled={state === 'doing'}
                        onClick={() => void run()}
                    >
                        {confirm}
                    </button>
                </>
            }
        >
            {typeof state === 'object' && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <RestErrorMessage kind={state.error} forAnyone/>
                </p>
            )}
            {children}
        </Dialog>
    );
}

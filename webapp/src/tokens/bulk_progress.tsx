import React, {useState} from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';

import type {BulkProgress} from '../../../server-bridge/bulk/run_bulk.ts';
import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';

const titles = defineMessages({
    deactivate: {id: 'token_audit.progress.deactivate', defaultMessage: 'Deactivating tokens'},
    activate: {id: 'token_audit.progress.activate', defaultMessage: 'Activating tokens'},
    revoke: {id: 'token_audit.progress.revoke', defaultMessage: 'Revoking tokens'},
} satisfies Record<TokenAction, {id: string; defaultMessage: string}>);

interface Props {
    action: TokenAction;
    progress: BulkProgress;
    onCancel: () => void;
}

/** A run under way. It can be stopped, not left: its outcome would be lost. */
export function BulkProgressDialog({action, progress: {phase, done, total}, onCancel}: Props) {
    const [stopping, setStopping] = useState(false);
    const stop = () => {
        setStopping(true);
        onCancel();
    };
    return (
        <Dialog
            title={<FormattedMessage {...titles[action]}/>}
            onClose={undefined}
            footer={
                <button
                    type='button'
                    className='btn btn-tertiary'
                    disabled={stopping || phase === 'reading_back'}
                    onClick={stop}
                >
                    <FormattedMessage
                        id='token_audit.progress.stop'
                        defaultMessage='Stop'
                    />
                </button>
            }
        >
            <progress
                className='TokenAudit__progress'
                value={done}
                max={total}
                aria-labelledby='token-audit-progress'
            />
            <p
                id='token-audit-progress'
                className='TokenAudit__muted'
            >
                {phase === 'changing' ? (
                    <FormattedMessage
                        id='token_audit.progress.changing'
                        defaultMessage='{done, number} of {total, number}{stopping, select, true {; stopping …} other {}}'
                        values={{done, total, stopping}}
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.progress.reading_back'
                        defaultMessage='Asking the server what became of each …'
                    />
                )}
            </p>
        </Dialog>
    );
}

import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';

import {PauseNotice} from './pause_notice.tsx';

import type {BulkRunState} from '../../../server-bridge/bulk/bulk_run_spec.ts';
import type {RunControl} from '../../../server-bridge/bulk/run_control.ts';
import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';

const titles = defineMessages({
    deactivate: {id: 'token_audit.progress.deactivate', defaultMessage: 'Deactivating tokens'},
    activate: {id: 'token_audit.progress.activate', defaultMessage: 'Activating tokens'},
    revoke: {id: 'token_audit.progress.revoke', defaultMessage: 'Revoking tokens'},
} satisfies Record<TokenAction, {id: string; defaultMessage: string}>);

const phases = defineMessages({
    changing: {id: 'token_audit.progress.changing', defaultMessage: '{done, number} of {total, number}{stopping, select, true {; stopping …} other {}}'},
    reading_back: {id: 'token_audit.progress.reading_back', defaultMessage: 'Asking the server what became of each …'},
    noting: {id: 'token_audit.progress.noting', defaultMessage: 'Noting it for the quarantine list …'},
    telling: {id: 'token_audit.progress.telling', defaultMessage: 'Telling owners: {done, number} of {total, number}{stopping, select, true {; stopping …} other {}}'},
    recording: {id: 'token_audit.progress.recording', defaultMessage: 'Posting the record …'},
    finished: {id: 'token_audit.progress.finished', defaultMessage: 'Done'},
} satisfies Record<BulkRunState['phase'], {id: string; defaultMessage: string}>);

interface Props {
    action: TokenAction;
    state: BulkRunState;
    control: RunControl;
}

/** A run under way. It can be paused and stopped, not left: its outcome would be lost. */
export function BulkProgressDialog({action, state, control}: Props) {
    const {phase, done, total, journal} = state;
    const stopping = state.control.name === 'cancelled';
    const steps = phase === 'changing' || phase === 'telling';
    const paused = state.control.name === 'paused';
    const reading = phase === 'reading_back' && !paused;
    return (
        <Dialog
            title={<FormattedMessage {...titles[action]}/>}
            onClose={undefined}
            footer={
                <>
                    {paused ? (
                        <button
                            type='button'
                            className='btn btn-primary'
                            onClick={() => control.resume()}
                        >
                            <FormattedMessage
                                id='token_audit.progress.resume'
                                defaultMessage='Resume'
                            />
                        </button>
                    ) : (
                        <button
                            type='button'
                            className='btn btn-tertiary'
                            disabled={stopping || !steps}
                            onClick={() => control.pause()}
                        >
                            <FormattedMessage
                                id='token_audit.progress.pause'
                                defaultMessage='Pause'
                            />
                        </button>
                    )}
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        disabled={reading ? false : stopping || (!steps && !paused)}
                        onClick={() => (reading ? control.stopReading() : control.cancel())}
                    >
                        <FormattedMessage
                            id='token_audit.progress.stop'
                            defaultMessage='Stop'
                        />
                    </button>
                </>
            }
        >
            <progress
                className='TokenAudit__progress'
                value={done}
                max={Math.max(1, total)}
                aria-labelledby='token-audit-progress'
            />
            <p
                id='token-audit-progress'
                className='TokenAudit__muted'
            >
                <FormattedMessage
                    {...phases[phase]}
                    values={{done, total, stopping}}
                />
            </p>
            {state.control.name === 'paused' && <PauseNotice reason={state.control.reason}/>}
            {journal === 'lost' && (
                <p role='status'>
                    <FormattedMessage
                        id='token_audit.progress.no_journal'
                        defaultMessage='This browser does not let the page store how far it is (storage full or forbidden). The run works, but if this page is closed it cannot be continued.'
                    />
                </p>
            )}
        </Dialog>
    );
}

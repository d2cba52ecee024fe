import React, {useId, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {actionNames, confirmations, consequences, questions, unchanged} from './bulk_messages.ts';
import {DryRunExport} from './dry_run_export.tsx';
import {DryRunOwners} from './dry_run_owners.tsx';
import {TellOwners} from './tell_owners.tsx';
import {useRecipients} from './use_recipients.ts';

import type {DryRun} from '../../../server-bridge/bulk/dry_run.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {BulkServices} from './bulk_services.ts';

interface Props {
    dry: DryRun;
    client: RestClient;

    /** Undefined while they are read. */
    services: BulkServices | undefined;

    /** Confirmed: it begins as soon as the services are read. */
    starting: boolean;

    /** Why the run could not start. */
    error: RestErrorKind | undefined;
    warning?: React.ReactNode;
    onConfirm: (reason: string, tell: boolean) => void;
    onClose: () => void;
}

/** Says what will happen to whom before anything does. What cannot be undone asks for the count to be typed. */
export function BulkConfirm({dry, client, services, starting, error, warning, onConfirm, onClose}: Props) {
    const {action} = dry;
    const count = dry.tokens.length;
    const [typed, setTyped] = useState('');
    const [reason, setReason] = useState('');
    const [tell, setTell] = useState(false);
    const recipients = useRecipients(client, dry.tokens, tell);
    const countId = useId();
    const reasonId = useId();
    const confirmed = count > 0 && (action !== 'revoke' || typed.trim() === String(count));
    const confirm = () => onConfirm(reason.trim(), tell);

    return (
        <Dialog
            title={
                <FormattedMessage
                    {...questions[action]}
                    values={{count}}
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
                            id='token_audit.bulk.cancel'
                            defaultMessage='Cancel'
                        />
                    </button>
                    <button
                        type='button'
                        className={`btn ${action === 'revoke' ? 'btn-danger' : 'btn-primary'}`}
                        disabled={!confirmed || starting}
                        onClick={confirm}
                    >
                        <FormattedMessage
                            {...(count > 0 ? confirmations : actionNames)[action]}
                            values={{count}}
                        />
                    </button>
                </>
            }
        >
            {error && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <RestErrorMessage kind={error}/>
                </p>
            )}
            {warning && <p className='TokenAudit__banner'>{warning}</p>}
            {count > 0 && <p><FormattedMessage {...consequences[action]}/></p>}
            {dry.unchanged > 0 && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        {...unchanged[action]}
                        values={{count: dry.unchanged}}
                    />
                </p>
            )}
            {count > 0 && (
                <>
                    <DryRunOwners dry={dry}/>
                    <div className='TokenAudit__field'>
                        <label htmlFor={reasonId}>
                            <FormattedMessage
                                id='token_audit.bulk.reason'
                                defaultMessage='Reason, for the record and the owners (optional)'
                            />
                        </label>
                        <textarea
                            id={reasonId}
                            className='form-control'
                            rows={2}
                            maxLength={1000}
                            value={reason}
                            onChange={(event) => setReason(event.target.value)}
                        />
                    </div>
                    <TellOwners
                        action={action}
                        reason={reason}
                        services={services}
                        tell={tell}
                        onTell={setTell}
                        recipients={recipients}
                    />
                    <DryRunExport
                        dry={dry}
                        services={services}
                        reason={reason}
                        recipients={recipients}
                    />
                </>
            )}
            {action === 'revoke' && count > 0 && (
                <div className='TokenAudit__field'>
                    <label htmlFor={countId}>
                        <FormattedMessage
                            id='token_audit.bulk.type_count'
                            defaultMessage='Type {count} to confirm'
                            values={{count: <strong>{count}</strong>}}
                        />
                    </label>
                    <input
                        id={countId}
                        className='form-control'
                        inputMode='numeric'
                        autoComplete='off'
                        value={typed}
                        onChange={(event) => setTyped(event.target.value)}
                        onKeyDown={(event) => {
                            // On the plugin's settings page Enter would submit the host's form.
                            if (event.key === 'Enter') {
                                event.preventDefault();
                                if (confirmed) {
                                    confirm();
                                }
                            }
                        }}
                    />
                </div>
            )}
        </Dialog>
    );
}

import React, {useEffect, useId, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {newRunId} from '../../../server-bridge/bulk/bulk_run_spec.ts';
import {renderOwnerMessage} from '../../../server-bridge/bulk/owner_message.ts';
import {RunControl} from '../../../server-bridge/bulk/run_control.ts';
import {tellOwners} from '../../../server-bridge/bulk/tell_owners.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {readServices} from '../bulk/bulk_services.ts';
import {Deliveries} from '../bulk/deliveries.tsx';
import {PauseNotice} from '../bulk/pause_notice.tsx';
import {TellPreview} from '../bulk/tell_owners.tsx';
import {useRecipients} from '../bulk/use_recipients.ts';
import {Dialog} from '../shared/dialog.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';
import '../bulk/bulk.css';

import type {PlannedToken} from '../../../server-bridge/bulk/dry_run.ts';
import type {ControlState} from '../../../server-bridge/bulk/run_control.ts';
import type {Delivery} from '../../../server-bridge/bulk/tell_owners.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

interface Props {
    client: RestClient;
    tokens: PlannedToken[];

    /** What failed, in words. */
    reason: string;

    /** Why these may not be the ones to tell. */
    warning: React.ReactNode;
    ownerName: (userId: string) => string;
    onClose: () => void;
}

/** Tells the owners of some tokens that requests with them fail. Nothing is changed; the text can be. */
export function TellDialog({client, tokens, reason, warning, ownerName, onClose}: Props) {
    const {formatMessage} = useIntl();
    const [template, setTemplate] = useState(() => formatMessage({
        id: 'token_audit.logs.tell.template',
        defaultMessage: 'Requests to this server fail: {reason}. They seem to come from something of yours that uses\n\n{tokens}\n\nPlease look into it. If you do not know what this is about, reply here.',
    }, {reason, tokens: '{{tokens}}'}));
    const [control] = useState(() => new RunControl());
    const [state, setState] = useState<ControlState>(control.state);
    const [deliveries, setDeliveries] = useState<readonly Delivery[]>();
    const [error, setError] = useState<RestErrorKind>();
    const recipients = useRecipients(client, tokens, true);
    const id = useId();

    useEffect(() => control.subscribe(() => setState(control.state)), [control]);
    useEffect(() => () => control.leave(), [control]);

    const send = async () => {
        if (recipients.state !== 'read') {
            return;
        }
        setError(undefined);

        // At once: from now on there is nothing to send.
        setDeliveries([]);
        try {
            const {me} = await readServices(client);
            await tellOwners(client, recipients.recipients, {
                run_id: newRunId(),
                action: null,
                reason,
                admin: me,
                template,
                control,
                onDelivery: (delivery) => setDeliveries((sent = []) => [...sent, delivery]),
            });
        } catch (thrown) {
            setDeliveries((sent) => (sent?.length ? sent : undefined));
            setError(toRestError(thrown).kind);
        }
    };
    const failed = error ?? (recipients.state === 'failed' ? recipients.error : undefined);

    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.logs.tell.title'
                    defaultMessage='Tell the owner'
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
                            id='token_audit.dialog.close'
                            defaultMessage='Close'
                        />
                    </button>
                    {state.name === 'paused' && (
                        <button
                            type='button'
                            className='btn btn-primary'
                            onClick={() => control.resume()}
                        >
                            <FormattedMessage
                                id='token_audit.logs.tell.resume'
                                defaultMessage='Resume'
                            />
                        </button>
                    )}
                    {!deliveries && (
                        <button
                            type='button'
                            className='btn btn-primary'
                            disabled={recipients.state !== 'read' || recipients.recipients.every(({cannot_tell: cannot}) => cannot) || template.trim() === ''}
                            onClick={() => void send()}
                        >
                            <FormattedMessage
                                id='token_audit.logs.tell.send'
                                defaultMessage='Send'
                            />
                        </button>
                    )}
                </>
            }
        >
            {failed && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <RestErrorMessage kind={failed}/>
                </p>
            )}
            {warning && <p className='TokenAudit__banner'>{warning}</p>}
            {state.name === 'paused' && <PauseNotice reason={state.reason}/>}
            {deliveries ? (
                <Deliveries
                    state={{deliveries, telling_failed: undefined, untold: recipients.state === 'read' ? recipients.recipients.length - deliveries.length : 0}}
                    ownerName={ownerName}
                />
            ) : (
                <div className='TokenAudit__field'>
                    <label htmlFor={id}>
                        <FormattedMessage
                            id='token_audit.logs.tell.message'
                            defaultMessage='Direct message; {tokens} becomes the list of their tokens'
                            values={{tokens: <code key='tokens'>{'{{tokens}}'}</code>}}
                        />
                    </label>
                    <textarea
                        id={id}
                        className='form-control'
                        rows={6}
                        maxLength={2000}
                        value={template}
                        onChange={(event) => setTemplate(event.target.value)}
                    />
                    {recipients.state === 'read' && (
                        <TellPreview
                            recipients={recipients.recipients}
                            render={({tokens: told}) => renderOwnerMessage(template, {action: null, reason, admin: '', tokens: told})}
                        />
                    )}
                </div>
            )}
        </Dialog>
    );
}

import React, {useEffect, useId, useRef, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';
import {useHistory} from 'react-router-dom';

import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {listAdmins, prepareMessage} from '../../../server-bridge/trace/ask_admin.ts';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {useAdminMessage} from './use_admin_message.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {Answer} from '../../../server-bridge/trace/answer.ts';

interface Props {
    client: RestClient;
    me: Owner;

    /** What an admin could say more about. */
    open: readonly Answer[];
}

/** Whom to ask for the rest, with a message that is ready to be sent: ids and fingerprints, never secrets. */
export function AskAdmin({client, me, open}: Props) {
    const {formatMessage} = useIntl();
    const history = useHistory();
    const [adminId, messageId] = [useId(), useId()];
    const [admins, setAdmins] = useState<Owner[]>();
    const [chosen, setChosen] = useState('');
    const [error, setError] = useState<RestErrorKind>();
    const [copied, setCopied] = useState<'yes' | 'by hand'>();
    const box = useRef<HTMLTextAreaElement>(null);
    const proposed = useAdminMessage(open);
    const [edited, setEdited] = useState<string>();
    const message = edited ?? proposed;
    const admin = admins?.find(({id}) => id === chosen) ?? admins?.[0];

    useEffect(() => {
        const abort = new AbortController();
        listAdmins(client.abortable(abort.signal)).then(setAdmins, (thrown: unknown) => abort.signal.aborted || setError(toRestError(thrown).kind));
        return () => abort.abort();
    }, [client]);

    const copy = async () => {
        const isCopied = box.current !== null && await copyAllOf(box.current);
        setCopied(isCopied ? 'yes' : 'by hand');
        return isCopied;
    };
    const write = async () => {
        if (!admin) {
            return;
        }
        setError(undefined);
        try {
            const {path, is_drafted} = await prepareMessage(client, me, admin, message);
            const isKept = is_drafted || await copy();
            if (isKept && path !== '') {
                history.push(path);
            }
        } catch (thrown) {
            setError(toRestError(thrown).kind);
        }
    };
    return (
        <section className='TokenAudit__trace-card'>
            <h2>
                <FormattedMessage
                    id='token_audit.trace.ask'
                    defaultMessage='Ask a system admin for the rest'
                />
            </h2>
            <p className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.trace.ask_why'
                    defaultMessage='System admins see every access token, all audits and the server’s log. The message names ids only, no secret.'
                />
            </p>
            {admins && admins.length > 0 && (
                <div className='TokenAudit__trace-field'>
                    <label htmlFor={adminId}>
                        <FormattedMessage
                            id='token_audit.trace.ask_whom'
                            defaultMessage='System admin'
                        />
                    </label>
                    <select
                        id={adminId}
                        value={admin?.id}
                        onChange={(event) => setChosen(event.target.value)}
                    >
                        {admins.map(({id, username}) => (
                            <option
                                key={id}
                                value={id}
                            >
                                {`@${username}`}
                            </option>
                        ))}
                    </select>
                </div>
            )}
            {admins?.length === 0 && (
                <p>
                    <FormattedMessage
                        id='token_audit.trace.ask_nobody'
                        defaultMessage='You may not see who the system admins are. Send the message to whoever runs this server.'
                    />
                </p>
            )}
            <div className='TokenAudit__trace-field'>
                <label htmlFor={messageId}>
                    <FormattedMessage
                        id='token_audit.trace.ask_message'
                        defaultMessage='Message'
                    />
                </label>
                <textarea
                    ref={box}
                    id={messageId}
                    className='TokenAudit__trace-message'
                    rows={message.split('\n').length + 1}
                    value={message}
                    onChange={(event) => setEdited(event.target.value)}
                />
            </div>
            {error && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <RestErrorMessage
                        kind={error}
                        forAnyone
                    />
                </p>
            )}
            <div className='TokenAudit__trace-links'>
                {admin && (
                    <button
                        type='button'
                        className='btn btn-primary btn-sm'
                        onClick={() => void write()}
                    >
                        <FormattedMessage
                            id='token_audit.trace.ask_write'
                            defaultMessage='Open a direct message to {admin}'
                            values={{admin: `@${admin.username}`}}
                        />
                    </button>
                )}
                <button
                    type='button'
                    className='btn btn-tertiary btn-sm'
                    onClick={() => void copy()}
                >
                    <FormattedMessage
                        id='token_audit.trace.ask_copy'
                        defaultMessage='Copy the message'
                    />
                </button>
                <span role='status'>
                    {copied === 'yes' && formatMessage({id: 'token_audit.trace.ask_copied', defaultMessage: 'Copied'})}
                    {copied === 'by hand' && formatMessage({id: 'token_audit.trace.ask_copy_by_hand', defaultMessage: 'The browser does not let this page copy. The message is selected: press Ctrl+C, or ⌘C on a Mac.'})}
                </span>
            </div>
        </section>
    );
}

/** Puts what stands in the box on the clipboard; false where the browser refuses, with it selected: on plain http there is no clipboard for pages. */
async function copyAllOf(box: HTMLTextAreaElement): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(box.value);
        return true;
    } catch {
        box.focus();
        box.select();

        // Deprecated, and the only way where there is no other.
        return document.execCommand('copy');
    }
}

import React, {useId, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {renderOwnerMessage} from '../../../server-bridge/bulk/owner_message.ts';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {Recipient} from '../../../server-bridge/bulk/recipients.ts';
import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';
import type {BulkServices} from './bulk_services.ts';
import type {Recipients} from './use_recipients.ts';

/** Whose message can be looked at before it is sent; reading them all is not what a preview is for. */
const PREVIEWS = 100;

interface Props {
    action: TokenAction;
    reason: string;
    services: BulkServices | undefined;
    tell: boolean;
    onTell: (tell: boolean) => void;
    recipients: Recipients;
}

/** Whether owners are told, who they are, and what each will read. */
export function TellOwners({action, reason, services, tell, onTell, recipients}: Props) {
    const id = useId();
    return (
        <div className='TokenAudit__field'>
            <label
                htmlFor={id}
                className='TokenAudit__check'
            >
                <input
                    id={id}
                    type='checkbox'
                    checked={tell}
                    onChange={(event) => onTell(event.target.checked)}
                />
                <FormattedMessage
                    id='token_audit.tell.label'
                    defaultMessage='Tell the owners by direct message afterwards'
                />
            </label>
            {recipients.state === 'failed' && (
                <p role='alert'><RestErrorMessage kind={recipients.error}/></p>
            )}
            {recipients.state === 'read' && services && (
                <TellPreview
                    recipients={recipients.recipients}
                    render={({tokens}) => renderOwnerMessage(services.settings.owner_message, {action, reason, admin: services.me.username, tokens})}
                />
            )}
            {services && (
                <p className='TokenAudit__muted'>
                    {services.settings.record_channel.kind === 'named' ? (
                        <FormattedMessage
                            id='token_audit.tell.record'
                            defaultMessage='A record will be posted to {channel}.'
                            values={{channel: <bdi>{`${services.settings.record_channel.team}/~${services.settings.record_channel.channel}`}</bdi>}}
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.tell.no_record'
                            defaultMessage='The record can be downloaded afterwards; the plugin’s settings name no {invalid, select, true {valid } other {}}channel to post it to.'
                            values={{invalid: services.settings.record_channel.kind === 'invalid'}}
                        />
                    )}
                </p>
            )}
        </div>
    );
}

/** How many are told, and what each of them will read. */
export function TellPreview({recipients, render}: {recipients: Recipient[]; render: (recipient: Recipient) => string}) {
    const {formatMessage} = useIntl();
    const reachable = recipients.filter(({cannot_tell: not}) => !not);
    const unreachable = recipients.length - reachable.length;
    const [shown, setShown] = useState('');
    const recipient = reachable.find(({user_id: userId}) => userId === shown) ?? reachable[0];
    return (
        <>
            <p>
                <FormattedMessage
                    id='token_audit.tell.who'
                    defaultMessage='{reachable, plural, =0 {Nobody can be told} one {# person will be told} other {# people will be told}}{unreachable, plural, =0 {.} one {; # cannot be: deactivated, unknown, or a plugin’s bot.} other {; # cannot be: deactivated, unknown, or a plugin’s bots.}}'
                    values={{reachable: reachable.length, unreachable}}
                />
            </p>
            {recipient && (
                <>
                    <select
                        className='TokenAudit__select'
                        aria-label={formatMessage({id: 'token_audit.tell.preview', defaultMessage: 'Preview of the message to'})}
                        value={recipient.user_id}
                        onChange={(event) => setShown(event.target.value)}
                    >
                        {reachable.slice(0, PREVIEWS).map(({user_id: userId, username}) => (
                            <option
                                key={userId}
                                value={userId}
                            >
                                {`@${username}`}
                            </option>
                        ))}
                    </select>
                    <pre className='TokenAudit__preview'>{render(recipient)}</pre>
                </>
            )}
        </>
    );
}

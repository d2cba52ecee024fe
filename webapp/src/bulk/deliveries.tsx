import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {BulkRunState} from '../../../server-bridge/bulk/bulk_run_spec.ts';
import type {CannotTell} from '../../../server-bridge/bulk/recipients.ts';
import type {Delivery} from '../../../server-bridge/bulk/tell_owners.ts';

/** More than these are in the record. */
const SHOWN = 200;

const statuses = defineMessages({
    sent: {id: 'token_audit.delivery.sent', defaultMessage: 'Told'},
    skipped: {id: 'token_audit.delivery.skipped', defaultMessage: 'Not told'},
    failed: {id: 'token_audit.delivery.failed', defaultMessage: 'Could not be told'},
    unknown: {id: 'token_audit.delivery.unknown', defaultMessage: 'The message may have arrived'},
} satisfies Record<Delivery['status'], {id: string; defaultMessage: string}>);

const reasons = defineMessages({
    unknown_user: {id: 'token_audit.delivery.unknown_user', defaultMessage: 'the server does not know this user'},
    deactivated: {id: 'token_audit.delivery.deactivated', defaultMessage: 'the account is deactivated'},
    bot_of_a_plugin: {id: 'token_audit.delivery.bot_of_a_plugin', defaultMessage: 'a bot without a person as its owner'},
} satisfies Record<CannotTell, {id: string; defaultMessage: string}>);

interface Props {
    state: Pick<BulkRunState, 'deliveries' | 'telling_failed' | 'untold'>;
    ownerName: (userId: string) => string;

    /** Tells those whose turn has not come. */
    onTellRest?: () => void;
}

/** Who was told and who was not. */
export function Deliveries({state: {deliveries, telling_failed: failed, untold}, ownerName, onTellRest}: Props) {
    return (
        <>
            <h3 className='TokenAudit__subheading'>
                <FormattedMessage
                    id='token_audit.delivery.title'
                    defaultMessage='{sent, number} of {total, plural, one {# owner} other {# owners}} told'
                    values={{sent: deliveries.filter(({status}) => status === 'sent').length, total: deliveries.length + untold}}
                />
            </h3>
            {failed && <p role='alert'><RestErrorMessage kind={failed}/></p>}
            {untold > 0 && onTellRest && (
                <p>
                    <button
                        type='button'
                        className='btn btn-tertiary btn-sm'
                        onClick={onTellRest}
                    >
                        <FormattedMessage
                            id='token_audit.delivery.rest'
                            defaultMessage='Tell the rest ({untold, number})'
                            values={{untold}}
                        />
                    </button>
                </p>
            )}
            {deliveries.length > 0 && (
                <ul className='TokenAudit__deliveries'>
                    {[...deliveries].sort((a, b) => Number(a.status === 'sent') - Number(b.status === 'sent')).slice(0, SHOWN).map((delivery, i) => (
                        <li key={i}>
                            <span className='TokenAudit__ellipsis'>{delivery.username ? `@${delivery.username}` : ownerName(delivery.user_id)}</span>
                            <span><Result delivery={delivery}/></span>
                        </li>
                    ))}
                </ul>
            )}
        </>
    );
}

function Result({delivery: {status, why}}: {delivery: Delivery}) {
    return (
        <>
            <FormattedMessage {...statuses[status]}/>
            {why && ': '}
            {why && (isReason(why) ? <FormattedMessage {...reasons[why]}/> : <RestErrorMessage kind={why}/>)}
        </>
    );
}

function isReason(why: NonNullable<Delivery['why']>): why is CannotTell {
    return why in reasons;
}

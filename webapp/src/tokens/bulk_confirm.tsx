import React, {useId, useMemo, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';

import {actionNames, confirmations, consequences, questions, unchanged} from './bulk_messages.ts';
import {summarise} from './bulk_summary.ts';
import {OwnerCell} from './owner_cell.tsx';

import type {BulkPlan} from '../../../server-bridge/bulk/plan.ts';
import type {Inventory} from '../../../server-bridge/inventory/inventory.ts';

/** The owners named one by one; with more, the rest is counted. */
const NAMED_OWNERS = 50;

interface Props {
    plan: BulkPlan;
    inventory: Inventory;
    onConfirm: () => void;
    onClose: () => void;
}

/** Says what will happen to whom before anything does. What cannot be undone asks for the count to be typed. */
export function BulkConfirm({plan, inventory, onConfirm, onClose}: Props) {
    const {action} = plan;
    const count = plan.token_ids.length;
    const {owners, bots} = useMemo(() => summarise(inventory, plan.token_ids), [inventory, plan]);
    const [typed, setTyped] = useState('');
    const inputId = useId();
    const confirmed = count > 0 && (action !== 'revoke' || typed.trim() === String(count));

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
                        disabled={!confirmed}
                        onClick={onConfirm}
                    >
                        <FormattedMessage
                            {...(count > 0 ? confirmations : actionNames)[action]}
                            values={{count}}
                        />
                    </button>
                </>
            }
        >
            {count > 0 && <p><FormattedMessage {...consequences[action]}/></p>}
            {plan.unchanged > 0 && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        {...unchanged[action]}
                        values={{count: plan.unchanged}}
                    />
                </p>
            )}
            {count > 0 && (
                <>
                    <h3 className='TokenAudit__subheading'>
                        <FormattedMessage
                            id='token_audit.bulk.owners'
                            defaultMessage='{owners, plural, one {# owner} other {# owners}}{bots, plural, =0 {} one {, # of them a bot} other {, # of them bots}}'
                            values={{owners: owners.length, bots}}
                        />
                    </h3>
                    <ul className='TokenAudit__owners'>
                        {owners.slice(0, NAMED_OWNERS).map(({userId, owner, tokens}) => (
                            <li key={userId}>
                                <OwnerCell
                                    owner={owner}
                                    userId={userId}
                                />
                                <span className='TokenAudit__owner-count'>
                                    <FormattedMessage
                                        id='token_audit.bulk.owner_tokens'
                                        defaultMessage='{tokens, plural, one {# token} other {# tokens}}'
                                        values={{tokens}}
                                    />
                                </span>
                            </li>
                        ))}
                        {owners.length > NAMED_OWNERS && (
                            <li className='TokenAudit__muted'>
                                <FormattedMessage
                                    id='token_audit.bulk.more_owners'
                                    defaultMessage='and {count, plural, one {# more owner} other {# more owners}}'
                                    values={{count: owners.length - NAMED_OWNERS}}
                                />
                            </li>
                        )}
                    </ul>
                </>
            )}
            {action === 'revoke' && count > 0 && (
                <div className='TokenAudit__field'>
                    <label htmlFor={inputId}>
                        <FormattedMessage
                            id='token_audit.bulk.type_count'
                            defaultMessage='Type {count} to confirm'
                            values={{count: <strong>{count}</strong>}}
                        />
                    </label>
                    <input
                        id={inputId}
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
                                    onConfirm();
                                }
                            }
                        }}
                    />
                </div>
            )}
        </Dialog>
    );
}

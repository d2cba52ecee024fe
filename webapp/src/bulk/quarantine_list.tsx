import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Description} from '../shared/description.tsx';

import type {Quarantined} from '../../../server-bridge/bulk/quarantine.ts';
import type {Inventory} from '../../../server-bridge/inventory/inventory.ts';

/** As many are drawn; the tick of all goes for the rest as well. */
const DRAWN = 500;

interface Props {
    quarantined: Quarantined[];
    inventory: Inventory;
    ticked: ReadonlySet<string>;
    onTicked: (ticked: ReadonlySet<string>) => void;
}

/** Quarantined tokens to tick: which, whose, since when, by whom and why. */
export function QuarantineList({quarantined, inventory, ticked, onTicked}: Props) {
    const toggle = (id: string) => {
        const next = new Set(ticked);
        if (!next.delete(id)) {
            next.add(id);
        }
        onTicked(next);
    };
    return (
        <>
            <label className='TokenAudit__check'>
                <input
                    type='checkbox'
                    checked={ticked.size === quarantined.length}
                    onChange={() => onTicked(new Set(ticked.size === quarantined.length ? [] : quarantined.map(({token_id: id}) => id)))}
                />
                <FormattedMessage
                    id='token_audit.quarantine.all'
                    defaultMessage='{count, plural, one {Select the # token} other {Select all # tokens}}'
                    values={{count: quarantined.length}}
                />
            </label>
            <ul className='TokenAudit__quarantine'>
                {quarantined.slice(0, DRAWN).map(({token_id: id, since, by, reason}) => {
                    const row = inventory.rowOf(id) ?? -1;
                    return (
                        <li key={id}>
                            <input
                                id={`token-audit-${id}`}
                                type='checkbox'
                                checked={ticked.has(id)}
                                onChange={() => toggle(id)}
                            />
                            <label
                                htmlFor={`token-audit-${id}`}
                                className='TokenAudit__quarantine-token'
                            >
                                <span className='TokenAudit__ellipsis'>
                                    <Description text={inventory.descriptions[row] ?? ''}/>
                                    <span className='TokenAudit__muted'>{` @${inventory.owner(row)?.username ?? inventory.userId(row)}`}</span>
                                </span>
                                <span className='TokenAudit__muted TokenAudit__ellipsis'>
                                    <FormattedMessage
                                        id='token_audit.quarantine.since'
                                        defaultMessage='Since {since, date, medium}, {since, time, short}, by @{by}{reason, select, none {} other {: }}'
                                        values={{since, by: by.username, reason: reason ? 'some' : 'none'}}
                                    />
                                    <bdi>{reason}</bdi>
                                </span>
                            </label>
                        </li>
                    );
                })}
                {quarantined.length > DRAWN && (
                    <li className='TokenAudit__muted'>
                        <FormattedMessage
                            id='token_audit.quarantine.more'
                            defaultMessage='and {count, number} more'
                            values={{count: quarantined.length - DRAWN}}
                        />
                    </li>
                )}
            </ul>
        </>
    );
}

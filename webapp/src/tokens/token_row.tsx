import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {FindingMarks} from '../findings/finding_marks.tsx';
import {Description, isBlank} from '../shared/description.tsx';
import {Moment} from '../shared/moment.tsx';
import {OwnerCell} from '../shared/owner_cell.tsx';

import {LastSeen} from './last_seen.tsx';
import {TokenState} from './token_state.tsx';

import type {Row} from '../../../server-bridge/inventory/inventory.ts';
import type {InventorySnapshot} from './inventory_store.ts';

interface Props {
    snapshot: InventorySnapshot;
    row: Row;

    /** Where it stands among the rows shown, from 0. */
    position: number;

    /** Distance from the first row, in px. */
    top: number;
    withExpiry: boolean;
    ticked: boolean;
    onTick: (position: number, shift: boolean) => void;
    onOpen: (tokenId: string) => void;
}

/** One token. Scrolling draws only the rows that come into sight. */
export const TokenRow = React.memo(function TokenRow({snapshot: {inventory, findings, people, awaiting_audits: awaitingAudits}, row, position, top, withExpiry, ticked, onTick, onOpen}: Props) {
    const {formatMessage} = useIntl();
    const description = inventory.descriptions[row] ?? '';
    const id = inventory.ids.get(row);
    const created = inventory.lifecycle(row)?.created;
    const creator = created && (inventory.ownerById(created.actor_id) ?? people.get(created.actor_id));
    const expiresAt = inventory.expiresAt(row);
    return (
        <div
            role='row'
            aria-rowindex={position + 2}
            className={`TokenAudit__row TokenAudit__row--body ${ticked ? 'TokenAudit__row--ticked' : ''}`}
            style={{transform: `translateY(${top}px)`}}
        >
            <div
                role='cell'
                className='TokenAudit__cell TokenAudit__cell--tick'
            >
                <input
                    type='checkbox'
                    checked={ticked}

                    // Of the two events only the click tells whether Shift was held.
                    onChange={() => undefined}
                    onClick={(event) => onTick(position, event.shiftKey)}
                    aria-label={formatMessage({id: 'token_audit.table.select', defaultMessage: 'Select {description} of {owner}'}, {
                        description: isBlank(description) ? id : description,
                        owner: inventory.owner(row)?.username ?? inventory.userId(row),
                    })}
                />
            </div>
            <div
                role='cell'
                className='TokenAudit__cell'
                title={description}
            >
                <button
                    type='button'
                    className='TokenAudit__open TokenAudit__ellipsis'
                    onClick={() => onOpen(id)}
                >
                    <Description text={description}/>
                </button>
            </div>
            <div
                role='cell'
                className='TokenAudit__cell'
            >
                <OwnerCell
                    owner={inventory.owner(row)}
                    userId={inventory.userId(row)}
                />
            </div>
            <div
                role='cell'
                className='TokenAudit__cell'
            >
                <FindingMarks
                    findings={findings.of(row)}
                    partial={inventory.sessions(row) === undefined || awaitingAudits}
                />
            </div>
            <div
                role='cell'
                className='TokenAudit__cell'
            >
                <TokenState active={inventory.isActive(row)}/>
            </div>
            <div
                role='cell'
                className='TokenAudit__cell'
            >
                <LastSeen
                    at={inventory.lastSeen(row)}
                    sessions={inventory.sessions(row)?.length ?? 0}
                />
            </div>
            <div
                role='cell'
                className='TokenAudit__cell'
            >
                {created ? (
                    <span className='TokenAudit__token-name'>
                        <Moment at={created.at}/>
                        {creator && (
                            <span
                                className='TokenAudit__muted TokenAudit__ellipsis'
                                title={`@${creator.username}`}
                            >
                                <FormattedMessage
                                    id='token_audit.table.created_by'
                                    defaultMessage='by {name}'
                                    values={{name: <bdi>{`@${creator.username}`}</bdi>}}
                                />
                            </span>
                        )}
                    </span>
                ) : (
                    <span className='TokenAudit__muted'>
                        {awaitingAudits ? '…' : (
                            <FormattedMessage
                                id='token_audit.table.unknown'
                                defaultMessage='Unknown'
                            />
                        )}
                    </span>
                )}
            </div>
            {withExpiry && (
                <div
                    role='cell'
                    className='TokenAudit__cell'
                >
                    {expiresAt ? <Moment at={expiresAt}/> : (
                        <FormattedMessage
                            id='token_audit.table.never'
                            defaultMessage='Never'
                        />
                    )}
                </div>
            )}
            <div
                role='cell'
                className='TokenAudit__cell'
            >
                <code className='TokenAudit__id'>{id}</code>
            </div>
        </div>
    );
});

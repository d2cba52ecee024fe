import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {OwnerCell} from './owner_cell.tsx';
import {TokenState} from './token_state.tsx';

import type {Inventory, Row} from '../../../server-bridge/inventory/inventory.ts';

interface Props {
    inventory: Inventory;
    row: Row;

    /** Where it stands among the rows shown, from 0. */
    position: number;

    /** Distance from the first row, in px. */
    top: number;
    ticked: boolean;
    onTick: (position: number, shift: boolean) => void;
}

/** One token. */
export function TokenRow({inventory, row, position, top, ticked, onTick}: Props) {
    const {formatMessage} = useIntl();
    const description = inventory.descriptions[row] ?? '';
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
                        description,
                        owner: inventory.owner(row)?.username ?? inventory.userId(row),
                    })}
                />
            </div>
            <div
                role='cell'
                className='TokenAudit__cell'
                title={description}
            >
                <span className='TokenAudit__ellipsis'>
                    {description.trim() ? <bdi>{description}</bdi> : (
                        <span className='TokenAudit__muted'>
                            <FormattedMessage
                                id='token_audit.table.no_description'
                                defaultMessage='No description'
                            />
                        </span>
                    )}
                </span>
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
                <TokenState active={inventory.isActive(row)}/>
            </div>
            <div
                role='cell'
                className='TokenAudit__cell'
            >
                <code className='TokenAudit__id'>{inventory.ids[row]}</code>
            </div>
        </div>
    );
}

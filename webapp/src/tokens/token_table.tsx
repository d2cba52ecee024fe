import {useVirtualizer} from '@tanstack/react-virtual';
import React, {useRef} from 'react';
import {useIntl} from 'react-intl';

import {howMany, selectRange, toggle, toggleAll} from './selection.ts';
import {TableHeader} from './table_header.tsx';
import {TokenRow} from './token_row.tsx';

import type {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import type {Query} from '../../../server-bridge/inventory/query.ts';
import type {Selection} from './selection.ts';

const ROW_HEIGHT = 56;

interface Props {
    inventory: Inventory;
    rows: Uint32Array;
    query: Query;
    onQuery: (query: Query) => void;
    selection: Selection;
    onSelection: (selection: Selection) => void;

    /** Shown where rows would be, when there are none. */
    empty: React.ReactNode;
}

/** The tokens, of which only the rows in sight exist in the page. */
export function TokenTable({inventory, rows, query, onQuery, selection, onSelection, empty}: Props) {
    const {formatMessage} = useIntl();
    const scroller = useRef<HTMLDivElement>(null);
    const lastTicked = useRef<number>();
    const virtualizer = useVirtualizer({
        count: rows.length,
        getScrollElement: () => scroller.current,
        estimateSize: () => ROW_HEIGHT,
        overscan: 8,
    });

    const tick = (position: number, shift: boolean) => {
        const row = rows[position];
        if (row === undefined) {
            return;
        }
        const from = lastTicked.current;
        onSelection(shift && from !== undefined ? selectRange(selection, rows, from, position) : toggle(selection, row));
        lastTicked.current = position;
    };

    return (
        <div
            ref={scroller}
            className='TokenAudit__scroller'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.table.region', defaultMessage: 'Access tokens'})}
        >
            <div
                className='TokenAudit__table'
                role='table'
                aria-label={formatMessage({id: 'token_audit.table.label', defaultMessage: 'Personal access tokens of this server'})}
                aria-rowcount={rows.length + 1}
                aria-colcount={5}
            >
                <TableHeader
                    query={query}
                    onQuery={onQuery}
                    ticked={howMany(selection, rows)}
                    onTickAll={() => onSelection(toggleAll(selection, rows))}
                    matching={rows.length}
                />
                <div
                    role='rowgroup'
                    className='TokenAudit__rows'
                    style={{height: virtualizer.getTotalSize()}}
                >
                    {virtualizer.getVirtualItems().map((item) => (
                        <TokenRow
                            key={item.key}
                            inventory={inventory}
                            row={rows[item.index] ?? 0}
                            position={item.index}
                            top={item.start}
                            ticked={selection.has(rows[item.index] ?? -1)}
                            onTick={tick}
                        />
                    ))}
                </div>
            </div>
            {rows.length === 0 && empty}
        </div>
    );
}

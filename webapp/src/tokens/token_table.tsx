import {useVirtualizer} from '@tanstack/react-virtual';
import React, {useCallback, useEffect, useRef} from 'react';
import {useIntl} from 'react-intl';

import {howMany, selectRange, toggle, toggleAll} from './selection.ts';
import {TableHeader} from './table_header.tsx';
import {TokenRow} from './token_row.tsx';

import type {Query} from '../../../server-bridge/inventory/query.ts';
import type {InventorySnapshot} from './inventory_store.ts';
import type {Selection} from './selection.ts';

const ROW_HEIGHT = 56;

interface Props {
    snapshot: InventorySnapshot;
    rows: Uint32Array;
    query: Query;
    onQuery: (query: Query) => void;
    selection: Selection;
    onSelection: (selection: Selection) => void;
    onOpen: (tokenId: string) => void;

    /** Gets the owners whose rows came into sight. */
    onOwnersInSight: (userIds: string[]) => void;

    /** Gets who created tokens in sight: their names may not be known yet. */
    onNames: (userIds: string[]) => void;
    busyHandlers: React.HTMLAttributes<HTMLElement>;

    /** Shown where rows would be, when there are none. */
    empty: React.ReactNode;
}

/** The tokens, of which only the rows in sight exist in the page. */
export function TokenTable({snapshot, rows, query, onQuery, selection, onSelection, onOpen, onOwnersInSight, onNames, busyHandlers, empty}: Props) {
    const {formatMessage} = useIntl();
    const scroller = useRef<HTMLDivElement>(null);
    const lastTicked = useRef<number>();

    // An element stays with its token when the order changes: a click never lands on another one that took its place.
    // The virtualizer measures every row anew whenever it gets another function.
    const getItemKey = useCallback((index: number) => rows[index] ?? index, [rows]);
    const virtualizer = useVirtualizer({
        count: rows.length,
        getScrollElement: () => scroller.current,
        estimateSize: () => ROW_HEIGHT,
        getItemKey,
        overscan: 8,
    });

    const {inventory} = snapshot;
    const withExpiry = rows[0] !== undefined && inventory.expiresAt(rows[0]) !== undefined;
    const items = virtualizer.getVirtualItems();
    const inSight = items.map(({index}) => inventory.userId(rows[index] ?? -1)).join();
    useEffect(() => {
        onOwnersInSight([...new Set(inSight.split(',').filter(Boolean))]);
    }, [inSight, onOwnersInSight]);

    // Whoever created a token need not own one.
    const creators = [...new Set(items.flatMap(({index}) => inventory.lifecycle(rows[index] ?? -1)?.created?.actor_id ?? []))].join();
    useEffect(() => onNames(creators.split(',').filter(Boolean)), [creators, onNames]);

    const tick = useCallback((position: number, shift: boolean) => {
        const row = rows[position];
        if (row === undefined) {
            return;
        }
        const from = lastTicked.current;
        onSelection(shift && from !== undefined ? selectRange(selection, rows, from, position) : toggle(selection, row));
        lastTicked.current = position;
    }, [rows, selection, onSelection]);

    return (
        <div
            {...busyHandlers}
            ref={scroller}
            className='TokenAudit__scroller'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.table.region', defaultMessage: 'Access tokens'})}
        >
            <div
                className={`TokenAudit__table ${withExpiry ? 'TokenAudit__table--with-expiry' : ''}`}
                role='table'
                aria-label={formatMessage({id: 'token_audit.table.label', defaultMessage: 'Personal access tokens of this server'})}
                aria-rowcount={rows.length + 1}
                aria-colcount={withExpiry ? 9 : 8}
            >
                <TableHeader
                    query={query}
                    onQuery={onQuery}
                    ticked={howMany(selection, rows)}
                    onTickAll={() => onSelection(toggleAll(selection, rows))}
                    matching={rows.length}
                    withExpiry={withExpiry}
                />
                <div
                    role='rowgroup'
                    className='TokenAudit__rows'
                    style={{height: virtualizer.getTotalSize()}}
                >
                    {items.map((item) => (
                        <TokenRow
                            key={item.key}
                            snapshot={snapshot}
                            withExpiry={withExpiry}
                            onOpen={onOpen}
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

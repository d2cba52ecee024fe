import {useVirtualizer} from '@tanstack/react-virtual';
import React, {useEffect, useRef} from 'react';

const ROW_HEIGHT = 56;

/** Where a row stands: its position among all, and how far below the first (px). */
export interface Place {
    position: number;
    top: number;
}

interface Props<Row> {

    /** Names its columns' widths in the stylesheet. */
    kind: string;
    region: string;
    label: string;

    /** The cells of its first row, one a column. */
    head: React.ReactElement[];
    rows: readonly Row[];
    keyOf: (row: Row) => string;
    children: (row: Row, place: Place) => React.ReactNode;

    /** Gets the rows in sight whenever they may be others. */
    onVisible?: (rows: Row[]) => void;

    /** Shown where rows would be, when there are none. */
    empty: React.ReactNode;
}

/** A table of which only the rows in sight exist in the page. */
export function VirtualTable<Row>({kind, region, label, head, rows, keyOf, children, onVisible, empty}: Props<Row>) {
    const scroller = useRef<HTMLDivElement>(null);
    const virtualizer = useVirtualizer({
        count: rows.length,
        getScrollElement: () => scroller.current,
        estimateSize: () => ROW_HEIGHT,

        // An element stays with its row when the order changes: a click never lands on another one that took its place.
        getItemKey: (index) => {
            const row = rows[index];
            return row === undefined ? index : keyOf(row);
        },
        overscan: 8,
    });
    const items = virtualizer.getVirtualItems().flatMap(({key, index, start}) => {
        const row = rows[index];
        return row === undefined ? [] : [{key, row, place: {position: index, top: start}}];
    });
    useEffect(() => onVisible?.(items.map(({row}) => row)));

    return (
        <div
            ref={scroller}
            className='TokenAudit__scroller'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={region}
        >
            <div
                className={`TokenAudit__table TokenAudit__table--${kind}`}
                role='table'
                aria-label={label}
                aria-rowcount={rows.length + 1}
                aria-colcount={head.length}
            >
                <div
                    role='rowgroup'
                    className='TokenAudit__head'
                >
                    <div
                        role='row'
                        aria-rowindex={1}
                        className={`TokenAudit__row TokenAudit__row--${kind}`}
                    >
                        {head}
                    </div>
                </div>
                <div
                    role='rowgroup'
                    className='TokenAudit__rows'
                    style={{height: virtualizer.getTotalSize()}}
                >
                    {items.map(({key, row, place}) => <React.Fragment key={key}>{children(row, place)}</React.Fragment>)}
                </div>
            </div>
            {rows.length === 0 && empty}
        </div>
    );
}

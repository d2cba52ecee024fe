import type {Inventory, Row} from '../../../server-bridge/inventory/inventory.ts';

/** The rows an admin has ticked. It survives filtering and sorting: what is ticked but not shown stays ticked. */
export type Selection = ReadonlySet<Row>;

/** Ticks or unticks `row`. */
export function toggle(selection: Selection, row: Row): Selection {
    const next = new Set(selection);
    if (!next.delete(row)) {
        next.add(row);
    }
    return next;
}

/** Ticks everything shown from `from` to `to` (positions in `rows`, in either order), as Shift+click does. */
export function selectRange(selection: Selection, rows: Uint32Array, from: number, to: number): Selection {
    const next = new Set(selection);
    rows.subarray(Math.min(from, to), Math.max(from, to) + 1).forEach((row) => next.add(row));
    return next;
}

/** Ticks all of `rows`, or unticks them when all are ticked already. */
export function toggleAll(selection: Selection, rows: Uint32Array): Selection {
    const next = new Set(selection);
    if (howMany(selection, rows) === 'all') {
        rows.forEach((row) => next.delete(row));
    } else {
        rows.forEach((row) => next.add(row));
    }
    return next;
}

/** How many of `rows` are ticked. */
export function howMany(selection: Selection, rows: Uint32Array): 'none' | 'some' | 'all' {
    const ticked = count(selection, rows);
    if (ticked === 0) {
        return 'none';
    }
    return ticked === rows.length ? 'all' : 'some';
}

/** How many ticked tokens `rows` does not show. */
export function hiddenCount(selection: Selection, rows: Uint32Array): number {
    return selection.size - count(selection, rows);
}

/** The selection without tokens that are gone; the same object when there are none. */
export function withoutGone(selection: Selection, inventory: Inventory): Selection {
    const left = [...selection].filter((row) => inventory.has(row));
    return left.length === selection.size ? selection : new Set(left);
}

function count(selection: Selection, rows: Uint32Array): number {
    return selection.size === 0 ? 0 : rows.reduce((sum, row) => sum + Number(selection.has(row)), 0);
}

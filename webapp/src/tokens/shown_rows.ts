import {keepOrder, queryInventory} from '../../../server-bridge/inventory/query.ts';

import type {Query} from '../../../server-bridge/inventory/query.ts';
import type {SortColumn} from '../../../server-bridge/inventory/row_order.ts';
import type {InventorySnapshot} from './inventory_store.ts';

/** What becomes known behind the list, or changes with a bulk change. */
const moving: ReadonlySet<SortColumn> = new Set(['findings', 'state', 'last_seen', 'created', 'expires']);

interface Shown {
    rows: Uint32Array;

    /** Rows would stand in another order by now. */
    waiting: boolean;
}

/**
 * Which rows the table shows, and where. They stay in their place while the list is read, and while someone is at work
 * in the table: what one is about to click must not move away. Whoever asks for another order gets it at once.
 */
export class ShownRows {
    #shown: Shown = {rows: new Uint32Array(), waiting: false};
    #of: {changes: number; settled: boolean; query: Query; busy: boolean} | undefined;
    #sortedAt = 0;
    #isListed = false;

    /** `busy` = someone is at work in the table. The same answer for the same question. */
    of({inventory, findings, order, settled, load}: InventorySnapshot, query: Query, busy: boolean): Shown {
        const changes = inventory.changes + findings.changes;
        const before = this.#of;
        if (before?.changes === changes && before.settled === settled && before.query === query && before.busy === busy) {
            return this.#shown;
        }
        this.#of = {changes, settled, query, busy};
        const isListed = this.#isListed && load.phase !== 'listing';
        this.#isListed = settled || isListed;
        if (before?.query !== query || (settled && !(busy && isListed))) {
            this.#sortedAt = changes;
            this.#shown = {rows: queryInventory(inventory, findings, query, order), waiting: false};
        } else {
            const waiting = settled && moving.has(query.sort) && this.#sortedAt !== changes;
            this.#shown = {rows: keepOrder(this.#shown.rows, inventory, findings, query.filter), waiting};
        }
        return this.#shown;
    }
}

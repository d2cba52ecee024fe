import {rankSlowly} from './sort_slowly.ts';

import type {FindingColumn} from './finding_column.ts';
import type {Inventory, Row} from './inventory.ts';

export const sortColumns = ['description', 'owner', 'findings', 'state', 'last_seen', 'created', 'expires', 'id'] as const;
export type SortColumn = typeof sortColumns[number];

/** Numbers that compare as the texts do, and the rows by owner and then id: what every order falls back on. */
interface Ranks {
    texts: number;

    /** Worked out with the others only where somebody may sort by them: of a million it takes seconds. */
    description: Uint32Array | undefined;
    owner: Uint32Array;
    id: Uint32Array;
    byOwner: Uint32Array;
}

/**
 * Every row of an inventory in the order of any column. Comparing texts is the slow part: it is done once per change of
 * the texts, with pauses if wanted; what is left is sorting numbers, which engines do in a few ms for 100,000.
 */
export class RowOrder {
    #ranks: Ranks | undefined;
    #ranking: {texts: number; withDescriptions: boolean; steps: Generator<void, Ranks>} | undefined;
    #last: {sort: SortColumn; descending: boolean; state: string; rows: Uint32Array} | undefined;

    constructor(private readonly inventory: Inventory, private readonly findings: FindingColumn) {}

    /** Ranks the texts as they are now, as long as `mayGoOn`; true once done. Descriptions are left out where nobody sorts by them. */
    prepare(mayGoOn: () => boolean = () => true, withDescriptions = true): boolean {
        const {texts} = this.inventory;
        const isEnough = (one: {texts: number; withDescriptions: boolean} | undefined) => one?.texts === texts && (one.withDescriptions || !withDescriptions);
        if (!isEnough(this.#ranking)) {
            this.#ranking = undefined;
        }
        while (!isEnough(this.#ranks && {texts: this.#ranks.texts, withDescriptions: this.#ranks.description !== undefined})) {
            if (!mayGoOn()) {
                return false;
            }
            this.#ranking ??= {texts, withDescriptions, steps: rank(this.inventory, withDescriptions)};
            const step = this.#ranking.steps.next();
            if (step.done) {
                this.#ranks = step.value;
                this.#ranking = undefined;
            }
        }
        return true;
    }

    /** All rows, those of tokens that are gone included. Equal ones stand by owner and then id, so that an order never wavers. */
    sorted(sort: SortColumn, descending: boolean): Uint32Array {
        const state = `${this.inventory.changes} ${this.findings.changes}`;
        if (this.#last?.sort !== sort || this.#last.descending !== descending || this.#last.state !== state) {
            this.prepare(undefined, sort === 'description');
            this.#last = {sort, descending, state, rows: this.#ranks ? this.#sort(this.#ranks, sort, descending) : new Uint32Array()};
        }
        return this.#last.rows;
    }

    // The column's number in the upper half of 64 bits, the place among equal ones in the lower: no comparison is ever ours.
    // (Every engine's platform has the lower half first.)
    #sort(ranks: Ranks, sort: SortColumn, descending: boolean): Uint32Array {
        const {byOwner} = ranks;
        const column = this.#column(ranks, sort);
        const packed = new BigUint64Array(byOwner.length);
        const halves = new Uint32Array(packed.buffer);
        byOwner.forEach((row, place) => {
            const key = column(row);
            halves[2 * place] = place;
            halves[(2 * place) + 1] = descending ? ~key : key;
        });
        packed.sort();
        return byOwner.map((_, i) => byOwner[halves[2 * i] ?? 0] ?? 0);
    }

    /** What each row counts in this column, from 0. What is not known stands below everything that is. */
    #column(ranks: Ranks, sort: SortColumn): (row: Row) => number {
        const {inventory, findings} = this;
        const byTime = (time: (row: Row) => number) => {
            const all = rankNumbers(Float64Array.from({length: inventory.rowCount}, (_, row) => time(row)));
            return (row: Row) => all[row] ?? 0;
        };
        switch (sort) {
        case 'description':
            return (row) => ranks.description?.[row] ?? 0;
        case 'owner':
            return (row) => ranks.owner[inventory.ownerIndex(row)] ?? 0;
        case 'id':
            return (row) => ranks.id[row] ?? 0;
        case 'state':
            return (row) => Number(!inventory.isActive(row));
        case 'findings':
            return (row) => findings.weight(row);
        case 'last_seen':
            return byTime((row) => inventory.lastSeen(row) ?? -1);
        case 'created':
            return byTime((row) => inventory.lifecycle(row)?.created?.at ?? -1);
        case 'expires':
            return byTime((row) => inventory.expiresAt(row) || Number.MAX_SAFE_INTEGER);
        }
    }
}

function* rank(inventory: Inventory, withDescriptions: boolean): Generator<void, Ranks> {
    const {texts, ids, ownerNames, rowCount} = inventory;
    const owner = yield* rankSlowly(ownerNames.length, (a, b) => (ownerNames[a] ?? '') <= (ownerNames[b] ?? ''));
    const description = withDescriptions ? yield* rankSlowly(rowCount, (a, b) => inventory.foldedDescription(a) <= inventory.foldedDescription(b)) : undefined;
    const id = yield* rankSlowly(rowCount, (a, b) => ids.isAtMost(a, b));
    const packed = new BigUint64Array(id.length);
    const halves = new Uint32Array(packed.buffer);
    const rowOfRank = new Uint32Array(id.length);
    id.forEach((place, row) => {
        rowOfRank[place] = row;
        halves[2 * row] = place;
        halves[(2 * row) + 1] = owner[inventory.ownerIndex(row)] ?? 0;
    });
    packed.sort();
    return {texts, description, owner, id, byOwner: id.map((_, i) => rowOfRank[halves[2 * i] ?? 0] ?? 0)};
}

function rankNumbers(values: Float64Array): Uint32Array {
    const sorted = values.slice().sort();
    const rankOf = new Map<number, number>();
    sorted.forEach((value) => {
        if (!rankOf.has(value)) {
            rankOf.set(value, rankOf.size);
        }
    });
    return Uint32Array.from(values, (value) => rankOf.get(value) ?? 0);
}

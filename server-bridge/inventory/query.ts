import {fullName} from '../owners/owner.ts';

import {fold} from './fold.ts';

import type {Owner} from '../owners/owner.ts';
import type {Inventory, Row} from './inventory.ts';

export type SortColumn = 'description' | 'owner' | 'state' | 'id';
export type StateFilter = 'all' | 'active' | 'inactive';

/** What the table shows: which tokens, in which order. */
export interface Query {

    /** Found in description, owner (username, names, id) or token id; empty finds all. */
    text: string;
    state: StateFilter;
    sort: SortColumn;
    descending: boolean;
}

/** The rows that match, in order. Equal ones stand by owner and then id, so that an order never wavers. */
export function queryInventory(inventory: Inventory, query: Query): Uint32Array {
    const owners = inventory.userIds.map((userId, i) => ownerKeys(inventory.owners[i], userId));
    const rows = matchingRows(inventory, owners, query);
    return sortRows(rows, inventory, owners, query);
}

interface OwnerKeys {
    sort: string;
    search: string;
}

function ownerKeys(owner: Owner | undefined, userId: string): OwnerKeys {
    return owner ?
        {sort: fold(owner.username), search: fold(`${owner.username}\n${fullName(owner)}\n${owner.nickname}\n${owner.id}`)} :
        {sort: userId, search: userId};
}

function matchingRows(inventory: Inventory, owners: OwnerKeys[], {text, state}: Query): Uint32Array {
    const needle = fold(text.trim().replace(/^@/, ''));
    const ownerMatches = owners.map((owner) => owner.search.includes(needle));
    const rows = new Uint32Array(inventory.size);
    let found = 0;
    for (let row = 0; row < inventory.rowCount; row++) {
        const wanted = inventory.has(row) && (state === 'all' || inventory.isActive(row) === (state === 'active'));
        if (wanted && (
            needle === '' ||
            ownerMatches[inventory.ownerIndex(row)] ||
            inventory.foldedDescriptions[row]?.includes(needle) ||
            inventory.ids[row]?.includes(needle)
        )) {
            rows[found++] = row;
        }
    }
    return rows.subarray(0, found);
}

function sortRows(rows: Uint32Array, inventory: Inventory, owners: OwnerKeys[], {sort, descending}: Query): Uint32Array {
    const ownerKey = (row: Row) => owners[inventory.ownerIndex(row)]?.sort ?? '';
    const idKey = (row: Row) => inventory.ids[row] ?? '';
    const keys: Record<SortColumn, (row: Row) => string> = {
        description: (row) => inventory.foldedDescriptions[row] ?? '',
        owner: ownerKey,
        state: (row) => (inventory.isActive(row) ? '0' : '1'),
        id: idKey,
    };
    const key = keys[sort];
    const direction = descending ? -1 : 1;
    return rows.sort((a, b) => direction * compare(key(a), key(b)) || compare(ownerKey(a), ownerKey(b)) || compare(idKey(a), idKey(b)));
}

function compare(a: string, b: string): number {
    return a < b ? -1 : Number(a > b);
}

import {fullName} from '../owners/owner.ts';

import {kindsOf, ownerKinds} from './filter.ts';
import {ruleMask} from './finding_column.ts';
import {fold} from './fold.ts';

import type {Severity} from '../findings/finding.ts';
import type {Owner} from '../owners/owner.ts';
import type {Filter} from './filter.ts';
import type {FindingColumn} from './finding_column.ts';
import type {Inventory, Row} from './inventory.ts';

export const sortColumns = ['description', 'owner', 'findings', 'state', 'last_seen', 'created', 'expires', 'id'] as const;
export type SortColumn = typeof sortColumns[number];

/** What the table shows: which tokens, in which order. */
export interface Query {
    filter: Filter;
    sort: SortColumn;
    descending: boolean;
}

/** The rows that match, in order. Equal ones stand by owner and then id, so that an order never wavers. */
export function queryInventory(inventory: Inventory, findings: FindingColumn, query: Query): Uint32Array {
    const owners = inventory.userIds.map((userId, i) => ownerKeys(inventory.owners[i], userId));
    return sortRows(matchingRows(inventory, findings, owners, query.filter), inventory, findings, owners, query);
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

function matchingRows(inventory: Inventory, findings: FindingColumn, owners: OwnerKeys[], filter: Filter): Uint32Array {
    const needle = fold(filter.text.trim().replace(/^@/, ''));
    const ownerMatches = owners.map(({search}) => search.includes(needle));
    const ownerWanted = owners.map((_, i) => isOwnerWanted(inventory.owners[i], filter));
    const mask = ruleMask(filter.finding);
    const severe = new Set<Severity | undefined>(filter.severity);
    const state = filter.state.length === 1 ? filter.state[0] : undefined;

    const wanted = (row: Row): boolean => inventory.has(row) &&
        (state === undefined || inventory.isActive(row) === (state === 'active')) &&
        ownerWanted[inventory.ownerIndex(row)] === true &&
        (mask === 0 || findings.matches(row, mask)) &&
        (severe.size === 0 || severe.has(findings.worst(row))) &&
        isWithin(inventory.lastSeen(row), filter.seen_after, filter.seen_before) &&
        isWithin(inventory.lifecycle(row)?.created?.at, filter.created_after, filter.created_before) &&
        (needle === '' || ownerMatches[inventory.ownerIndex(row)] === true || (inventory.foldedDescriptions[row] ?? '').includes(needle) || (inventory.ids[row] ?? '').includes(needle));

    const rows = new Uint32Array(inventory.size);
    let found = 0;
    for (let row = 0; row < inventory.rowCount; row++) {
        if (wanted(row)) {
            rows[found++] = row;
        }
    }
    return rows.subarray(0, found);
}

function isOwnerWanted(owner: Owner | undefined, filter: Filter): boolean {
    return filter.owner.length === 0 || filter.owner.length === ownerKinds.length || kindsOf(owner).some((kind) => filter.owner.includes(kind));
}

// No session (0) is no moment: it is in no span of time.
function isWithin(at: number | undefined, after: number | undefined, before: number | undefined): boolean {
    if (after === undefined && before === undefined) {
        return true;
    }
    return Boolean(at) && (after === undefined || Number(at) >= after) && (before === undefined || Number(at) < before);
}

function sortRows(rows: Uint32Array, inventory: Inventory, findings: FindingColumn, owners: OwnerKeys[], {sort, descending}: Query): Uint32Array {
    const ownerKey = (row: Row) => owners[inventory.ownerIndex(row)]?.sort ?? '';
    const idKey = (row: Row) => inventory.ids[row] ?? '';

    // What is not known stands below everything that is.
    const keys: Record<SortColumn, (row: Row) => string | number> = {
        description: (row) => inventory.foldedDescriptions[row] ?? '',
        owner: ownerKey,
        state: (row) => (inventory.isActive(row) ? 0 : 1),
        last_seen: (row) => inventory.lastSeen(row) ?? -1,
        created: (row) => inventory.lifecycle(row)?.created?.at ?? -1,
        expires: (row) => inventory.expiresAt(row) || Number.MAX_SAFE_INTEGER,
        findings: (row) => findings.weight(row),
        id: idKey,
    };
    const key = keys[sort];
    const direction = descending ? -1 : 1;
    return rows.sort((a, b) => (direction * compare(key(a), key(b))) || compare(ownerKey(a), ownerKey(b)) || compare(idKey(a), idKey(b)));
}

function compare(a: string | number, b: string | number): number {
    return a < b ? -1 : Number(a > b);
}

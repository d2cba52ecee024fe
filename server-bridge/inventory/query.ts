import {kindsOf, ownerKinds} from './filter.ts';
import {ruleMask} from './finding_column.ts';
import {fold} from './fold.ts';
import {RowOrder} from './row_order.ts';

import type {Severity} from '../findings/finding.ts';
import type {Owner} from '../owners/owner.ts';
import type {Filter, SessionState} from './filter.ts';
import type {FindingColumn} from './finding_column.ts';
import type {Inventory, Row} from './inventory.ts';
import type {SortColumn} from './row_order.ts';

/** What the table shows: which tokens, in which order. */
export interface Query {
    filter: Filter;
    sort: SortColumn;
    descending: boolean;
}

/** The rows that match, in order (see RowOrder). With the same `order` for every query, only the filter runs anew while nothing changes. */
export function queryInventory(inventory: Inventory, findings: FindingColumn, {filter, sort, descending}: Query, order = new RowOrder(inventory, findings)): Uint32Array {
    const matches = matcher(inventory, findings, filter);

    // Row after row, as they lie in memory: in the table's order the same look takes twice as long.
    const isWanted = new Uint8Array(inventory.rowCount);
    for (let row = 0; row < isWanted.length; row++) {
        isWanted[row] = Number(matches(row));
    }
    const rows = new Uint32Array(inventory.size);
    let count = 0;
    for (const row of order.sorted(sort, descending)) {
        if (isWanted[row] === 1) {
            rows[count++] = row;
        }
    }
    return rows.slice(0, count);
}

/** The rows that match, in the order of `before` as far as they were there; those that were not stand behind. */
export function keepOrder(before: Uint32Array, inventory: Inventory, findings: FindingColumn, filter: Filter): Uint32Array {
    const matches = matcher(inventory, findings, filter);
    const rows = new Uint32Array(inventory.size);
    const isThere = new Uint8Array(inventory.rowCount);
    let count = 0;
    const add = (row: Row) => {
        if (!isThere[row] && matches(row)) {
            isThere[row] = 1;
            rows[count++] = row;
        }
    };
    before.forEach(add);
    for (let row = 0; row < inventory.rowCount; row++) {
        add(row);
    }
    return rows.subarray(0, count);
}

function matcher(inventory: Inventory, findings: FindingColumn, filter: Filter): (row: Row) => boolean {
    const needle = fold(filter.text.trim().replace(/^@/, ''));
    const ownerMatches = needle === '' ? [] : inventory.owners.map((_, owner) => inventory.ownerSearchText(owner).includes(needle));
    const isInId = inventory.ids.finder(needle);
    const ownerWanted = inventory.owners.map((owner) => isOwnerWanted(owner, filter));
    const mask = ruleMask(filter.finding);
    const severe = new Set<Severity | undefined>(filter.severity);
    const sessions = new Set<SessionState>(filter.sessions);
    const state = filter.state.length === 1 ? filter.state[0] : undefined;

    return (row) => inventory.has(row) &&
        (state === undefined || inventory.isActive(row) === (state === 'active')) &&
        ownerWanted[inventory.ownerIndex(row)] === true &&
        (mask === 0 || findings.matches(row, mask)) &&
        (severe.size === 0 || severe.has(findings.worst(row))) &&
        (sessions.size === 0 || sessions.has(sessionStateOf(inventory.lastSeen(row)))) &&
        isWithin(inventory.lastSeen(row), filter.seen_after, filter.seen_before) &&
        isWithin(inventory.lifecycle(row)?.created?.at, filter.created_after, filter.created_before) &&
        (needle === '' || ownerMatches[inventory.ownerIndex(row)] === true || inventory.foldedDescription(row).includes(needle) || isInId(row));
}

function isOwnerWanted(owner: Owner | undefined, filter: Filter): boolean {
    return filter.owner.length === 0 || filter.owner.length === ownerKinds.length || kindsOf(owner).some((kind) => filter.owner.includes(kind));
}

function sessionStateOf(lastSeen: number | undefined): SessionState {
    return lastSeen === undefined ? 'unknown' : lastSeen === 0 ? 'none' : 'some';
}

// No session (0) is no moment: it is in no span of time.
function isWithin(at: number | undefined, after: number | undefined, before: number | undefined): boolean {
    if (after === undefined && before === undefined) {
        return true;
    }
    return Boolean(at) && (after === undefined || Number(at) >= after) && (before === undefined || Number(at) < before);
}

import {fold} from '../../../server-bridge/inventory/fold.ts';
import {fullName} from '../../../server-bridge/owners/owner.ts';
import {CREATE_ROLE, everybodysRights, postReach, rolesToCreate} from '../../../server-bridge/people/create_right.ts';

import type {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {CreateRight, PostReach} from '../../../server-bridge/people/create_right.ts';

/** Someone with what matters of their roles. */
export interface PersonRow {
    owner: Owner;

    /** Whether they may create tokens, and by which roles; those that everybody has are left out. */
    may_create: boolean;
    create_by: string[];
    post: PostReach;

    /** How many of their tokens are active, as far as the inventory is read. */
    active: number;
}

/** Which people are shown: one group of them, or all. */
export const groups = ['all', 'create', 'post', 'unused', 'without'] as const;
export type Group = typeof groups[number];

export const sortColumns = ['name', 'active'] as const;

export interface PeopleQuery {
    text: string;
    group: Group;
    sort: typeof sortColumns[number];
    descending: boolean;
}

export const everyone: PeopleQuery = {text: '', group: 'all', sort: 'name', descending: false};

/**
 * Everyone with a role that matters, and the owners of working tokens who may not create any: the server hides their own
 * tokens from them. `people` are fresher than the inventory's owners.
 */
export function personRows(people: ReadonlyMap<string, Owner>, right: CreateRight, inventory: Inventory): PersonRow[] {
    const rows: PersonRow[] = [];
    const everybody = everybodysRights(right);
    const add = (owner: Owner, active: number) => {
        const roles = rolesToCreate(right, owner);
        const row = {owner, may_create: roles.length > 0, create_by: roles.filter((role) => !everybody.includes(role)), post: postReach(owner), active};
        if (owner.roles.includes(CREATE_ROLE) || row.post !== 'member' || isIn(row, 'without') || row.create_by.length > 0) {
            rows.push(row);
        }
    };
    for (const owner of people.values()) {
        add(owner, inventory.activeTokensOfUser(owner.id));
    }
    inventory.owners.forEach((owner, index) => {
        if (owner && !people.has(owner.id) && inventory.activeTokensOfOwner(index) > 0) {
            add(owner, inventory.activeTokensOfOwner(index));
        }
    });
    return rows;
}

export function isIn({owner, may_create, create_by, post, active}: PersonRow, group: Group): boolean {
    switch (group) {
    case 'all': return true;
    case 'create': return create_by.length > 0;
    case 'post': return post !== 'member';
    case 'unused': return owner.roles.includes(CREATE_ROLE) && !owner.roles.includes('system_admin') && active === 0;

    // An owner without any role is one whose roles could not be read; a bot's tokens are made by others; a deactivated owner's do not work.
    case 'without': return !owner.is_bot && owner.delete_at === 0 && owner.roles.length > 0 && !may_create && active > 0;
    }
}

/** The rows that match, in their order. Until every token is `counted` nobody is called one without an active token. */
export function queryPeople(rows: readonly PersonRow[], {text, group, sort, descending}: PeopleQuery, counted: boolean): PersonRow[] {
    if (group === 'unused' && !counted) {
        return [];
    }
    const needle = fold(text.trim().replace(/^@/, ''));
    const sign = descending ? -1 : 1;
    return rows
        .filter((row) => isIn(row, group) && (needle === '' || searchText(row.owner).includes(needle)))
        .sort((a, b) => sign * ((sort === 'active' ? a.active - b.active : 0) || compareNames(a.owner.username, b.owner.username)));
}

export function countGroups(rows: readonly PersonRow[]): Record<Group, number> {
    const counts = {all: 0, create: 0, post: 0, unused: 0, without: 0};
    for (const row of rows) {
        for (const group of groups) {
            counts[group] += Number(isIn(row, group));
        }
    }
    return counts;
}

const searchTexts = new WeakMap<Owner, string>();

function searchText(owner: Owner): string {
    let text = searchTexts.get(owner);
    if (text === undefined) {
        text = fold(`${owner.username}\n${fullName(owner)}\n${owner.nickname}\n${owner.id}`);
        searchTexts.set(owner, text);
    }
    return text;
}

// Usernames are ASCII: a locale's order would take ten times as long over thousands.
function compareNames(a: string, b: string): number {
    return a < b ? -1 : Number(a > b);
}

import {expect, test} from 'vitest';

import {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import {parseOwners} from '../../../server-bridge/owners/owner.ts';
import {CREATE_ROLE, installedRight, POST_ALL_ROLE, POST_PUBLIC_ROLE} from '../../../server-bridge/people/create_right.ts';

import {countGroups, everyone, personRows, queryPeople} from './people_rows.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';

const idOf = (name: string) => name.replace(/[^a-z]/g, '').padEnd(26, '0');
const person = (username: string, roles: string, more: Partial<Owner> = {}) => parseOwners([{id: idOf(username), username, roles, ...more}])[0] as Owner;
const tokensOf = (username: string, ...active: boolean[]) => active.map((is_active, i) => ({id: `${idOf(username).slice(0, 25)}${i}`, user_id: idOf(username), description: '', is_active}));

function inventoryOf(owners: Owner[], tokens: ReturnType<typeof tokensOf>): Inventory {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens(tokens);
    inventory.addOwners(owners);
    return inventory;
}

const admin = person('admin', 'system_user system_admin');
const anna = person('anna', `system_user ${CREATE_ROLE}`, {first_name: 'Anna', last_name: 'Zöllner'});
const ben = person('ben', `system_user ${CREATE_ROLE}`);
const poster = person('poster', `system_user ${POST_ALL_ROLE}`, {is_bot: true});
const former = person('former', 'system_user');
const bot = person('bot', 'system_user', {is_bot: true});
const former2 = person('former.guest', 'system_guest');
const leaver = person('leaver', 'system_user', {delete_at: 1});
const unread = person('unread', '');

const inventory = inventoryOf([anna, former, bot, former2, leaver, unread], [
    ...tokensOf('anna', true, true, false), ...tokensOf('ben', false), ...tokensOf('former', true), ...tokensOf('bot', true), ...tokensOf('former.guest', false), ...tokensOf('unread', true), ...tokensOf('leaver', true),
]);
const people = new Map([admin, anna, ben, poster].map((owner) => [owner.id, owner]));
const rows = personRows(people, installedRight, inventory);
const names = (query: Partial<typeof everyone>, counted = true) => queryPeople(rows, {...everyone, ...query}, counted).map(({owner, active}) => `${owner.username} ${active}`);

test('holders of a role are listed, and those whose tokens work without the right; bots, deactivated accounts and people whose roles are not known are not accused', () => {
    expect(names({})).toEqual(['admin 0', 'anna 2', 'ben 0', 'former 1', 'poster 0']);
});

test('groups', () => {
    expect(names({group: 'create'})).toEqual(['admin 0', 'anna 2', 'ben 0']);
    expect(names({group: 'post'})).toEqual(['admin 0', 'poster 0']);
    expect(names({group: 'unused'})).toEqual(['ben 0']);
    expect(names({group: 'without'})).toEqual(['former 1']);
    expect(countGroups(rows)).toEqual({all: 5, create: 3, post: 2, unused: 1, without: 1});
});

test('before every token is counted nobody is said to have none; what was found already stands', () => {
    expect(names({group: 'unused'}, false)).toEqual([]);
    expect(names({group: 'without'}, false)).toEqual(['former 1']);
});

test('text finds names without case and accents; columns sort both ways', () => {
    expect(names({text: '@ZOLL'})).toEqual(['anna 2']);
    expect(names({sort: 'active', descending: true})[0]).toBe('anna 2');
    expect(names({sort: 'name', descending: true})[0]).toBe('poster 0');
});

test('what the server said last of someone counts more than what the inventory holds', () => {
    const taken = new Map(people).set(anna.id, person('anna', `system_user ${POST_PUBLIC_ROLE}`));
    expect(personRows(taken, installedRight, inventory).find(({owner}) => owner.username === 'anna')).toMatchObject({may_create: false, post: 'public', active: 2});
});

test('who has neither role nor active token any more is not listed', () => {
    const taken = new Map(people).set(ben.id, person('ben', 'system_user'));
    expect(personRows(taken, installedRight, inventory).map(({owner}) => owner.username)).not.toContain('ben');
});

test('where everybody may create tokens nobody is accused of having some', () => {
    const everybody = {roles: new Set([...installedRight.roles, 'system_user']), known: true};
    expect(countGroups(personRows(people, everybody, inventory)).without).toBe(0);
});

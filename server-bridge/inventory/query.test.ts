import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {defaultPolicy} from '../findings/policy.ts';

import {noFilter} from './filter.ts';
import {FindingColumn} from './finding_column.ts';
import {Inventory} from './inventory.ts';
import {keepOrder, queryInventory} from './query.ts';
import {RowOrder, sortColumns} from './row_order.ts';

import type {Owner} from '../owners/owner.ts';
import type {Filter} from './filter.ts';
import type {Query} from './query.ts';

const id = (letter: string, i: number) => `${letter}${i}`.padEnd(26, letter);
const owner = (i: number, username: string, names: Partial<Owner> = {}): Owner =>
    ({id: id('u', i), username, first_name: '', last_name: '', nickname: '', roles: [], is_bot: false, delete_at: 0, ...names});

const everything: Query = {filter: noFilter, sort: 'description', descending: false};
const now = Date.parse('2026-11-25T00:00:00Z');
const day = 24 * 60 * 60_000;

function query(inventory: Inventory, change: Partial<Query> | {filter: Partial<Filter>} = {}): number[] {
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, () => now);
    inventory.touchAll();
    findings.refresh();
    return [...queryInventory(inventory, findings, {...everything, ...change, filter: {...noFilter, ...change.filter}})];
}

function inventoryOf(tokens: Array<{description: string; owner: number; is_active?: boolean}>, owners: Owner[] = []): Inventory {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens(tokens.map((token, i) => ({id: id('t', i), user_id: id('u', token.owner), description: token.description, is_active: token.is_active ?? true})));
    inventory.addOwners(owners);
    return inventory;
}

describe('search', () => {
    const inventory = inventoryOf(
        [{description: 'GitLab Pipeline', owner: 1}, {description: 'laptop', owner: 2}, {description: 'Überwachung', owner: 3}],
        [owner(1, 'alice'), owner(2, 'bob', {first_name: 'Émile', last_name: 'Dubois', nickname: 'Bobby'}), owner(3, 'carol')],
    );
    test.each<[string, number[]]>([
        ['pipeline', [0]],
        ['  GITLAB ', [0]],
        ['uberwachung', [2]],
        ['emile dubois', [1]],
        ['bobby', [1]],
        ['@alice', [0]],
        [id('t', 1), [1]],
        [id('u', 3), [2]],
        ['nothing like it', []],
        ['', [0, 1, 2]],
    ])('%j finds rows %j', (text, rows) => {
        expect(query(inventory, {filter: {text}}).sort()).toEqual(rows);
    });

    test('an owner who is not loaded yet, or whom the server does not know, is found by id', () => {
        const unknown = inventoryOf([{description: 'x', owner: 9}]);
        expect(query(unknown, {filter: {text: id('u', 9)}})).toEqual([0]);
    });
});

test('the state filter shows active or inactive tokens only', () => {
    const inventory = inventoryOf([{description: 'a', owner: 1, is_active: false}, {description: 'b', owner: 1}]);
    expect(query(inventory, {filter: {state: ['active']}})).toEqual([1]);
    expect(query(inventory, {filter: {state: ['inactive']}})).toEqual([0]);
});

describe('filters', () => {
    const people = [
        owner(1, 'admin', {roles: ['system_user', 'system_admin']}),
        owner(2, 'ci', {is_bot: true}),
        owner(3, 'leaver', {delete_at: 5, roles: ['system_user']}),
    ];
    const inventory = inventoryOf([{description: 'GitLab runner', owner: 1}, {description: 'deploys the site', owner: 2}, {description: 'reports to finance', owner: 3}, {description: 'who knows what for', owner: 4}], people);
    inventory.setSessions(id('u', 1), [{id: id('s', 1), token_id: id('t', 0), create_at: now - (50 * day), last_activity_at: now - (40 * day)}]);
    inventory.setSessions(id('u', 2), []);
    inventory.setLifecycles(new Map([[id('t', 0), {created: {at: now - (60 * day), actor_id: id('u', 1)}}]]));

    test.each<[string, Partial<Filter>, number[]]>([
        ['a bot', {owner: ['bot']}, [1]],
        ['an admin or a deactivated owner', {owner: ['admin', 'deactivated']}, [0, 2]],
        ['a person; nobody whom the server does not know', {owner: ['person']}, [0, 2]],
        ['a rule', {finding: ['owner_is_system_admin']}, [0]],
        ['one of two rules', {finding: ['owner_is_system_admin', 'owner_deactivated']}, [0, 2]],
        ['seen before: neither what has no session nor what was not asked for', {seen_before: now - (30 * day)}, [0]],
        ['seen after', {seen_after: now - (30 * day)}, []],
        ['a span of time', {seen_after: now - (41 * day), seen_before: now - (39 * day)}, [0]],
        ['having sessions', {sessions: ['some']}, [0]],
        ['no session: nothing that was not asked for', {sessions: ['none']}, [1]],
        ['sessions that were not asked for', {sessions: ['unknown']}, [2, 3]],
        ['one of two: sessions or none', {sessions: ['some', 'none']}, [0, 1]],
        ['created before: nothing whose creation is not known', {created_before: now}, [0]],
        ['several fields at once', {owner: ['admin'], seen_before: now, text: 'runner'}, [0]],
        ['fields that no token has together', {owner: ['bot'], finding: ['owner_is_system_admin']}, []],
    ])('by %s', (_, filter, rows) => {
        expect(query(inventory, {filter}).sort()).toEqual(rows);
    });

    test('the worst token comes first when sorted by findings', () => {
        expect(query(inventory, {sort: 'findings', descending: true})[0]).toBe(0);
    });
});

test('a token that is gone is not found', () => {
    const inventory = inventoryOf([{description: 'a', owner: 1}, {description: 'b', owner: 1}]);
    inventory.remove(id('t', 0));
    expect(query(inventory)).toEqual([1]);
});

test('every order holds every token once and is the other direction\'s mirror in its column', () => {
    const token = fc.record({description: fc.string(), owner: fc.integer({min: 0, max: 3}), is_active: fc.boolean()});
    const column = fc.constantFrom(...sortColumns);
    fc.assert(fc.property(fc.array(token, {maxLength: 40}), column, (tokens, sort) => {
        const inventory = inventoryOf(tokens, [owner(0, 'zoe'), owner(1, 'alice')]);
        const up = query(inventory, {sort});
        const down = query(inventory, {sort, descending: true});
        expect([...up].sort((a, b) => a - b)).toEqual(tokens.map((_, row) => row));
        if (sort === 'id') {
            expect(down).toEqual(up.reverse());
        }
        const states = up.map((row) => inventory.isActive(row));
        if (sort === 'state') {
            expect(states).toEqual([...states].sort((a, b) => Number(b) - Number(a)));
        }
    }));
});

describe('an order that is kept', () => {
    test('leaves every row in its place, and puts new ones behind', () => {
        const inventory = inventoryOf([{description: 'c', owner: 1}, {description: 'b', owner: 1}, {description: 'a', owner: 2, is_active: false}]);
        const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, () => now);
        const before = queryInventory(inventory, findings, everything);
        expect([...before]).toEqual([2, 1, 0]);
        inventory.addTokens([{id: id('t', 3), user_id: id('u', 2), description: 'A first one', is_active: true}, {id: id('t', 2), user_id: id('u', 2), description: 'a', is_active: true}]);
        inventory.remove(id('t', 1));
        expect([...keepOrder(before, inventory, findings, noFilter)]).toEqual([2, 0, 3]);
        expect([...queryInventory(inventory, findings, everything)]).toEqual([2, 3, 0]);
    });

    test('drops what no longer matches, and holds each row once', () => {
        const inventory = inventoryOf([{description: 'b', owner: 1}, {description: 'a', owner: 1}]);
        const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, () => now);
        inventory.addTokens([{id: id('t', 1), user_id: id('u', 1), description: 'a', is_active: false}]);
        expect([...keepOrder(Uint32Array.of(1, 0), inventory, findings, {...noFilter, state: ['active']})]).toEqual([0]);
    });
});

test('an order that is asked again follows every change', () => {
    const inventory = inventoryOf([{description: 'b', owner: 1}, {description: 'a', owner: 2}], [owner(1, 'zoe'), owner(2, 'alice')]);
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, () => now);
    const order = new RowOrder(inventory, findings);
    const sorted = (sort: Query['sort'], descending = false) => [...queryInventory(inventory, findings, {...everything, sort, descending}, order)];
    expect([sorted('owner'), sorted('owner', true), sorted('state')]).toEqual([[1, 0], [0, 1], [1, 0]]);
    inventory.addTokens([{id: id('t', 1), user_id: id('u', 2), description: 'a', is_active: false}]);
    expect(sorted('state')).toEqual([0, 1]);
    inventory.addOwners([owner(2, 'zzz')]);
    expect(sorted('owner')).toEqual([0, 1]);
    inventory.addTokens([{id: id('t', 2), user_id: id('u', 1), description: 'aa', is_active: true}]);
    expect(sorted('description')).toEqual([1, 2, 0]);
    inventory.setSessions(id('u', 1), [{id: id('s', 0), token_id: id('t', 0), create_at: now - 1, last_activity_at: now}]);
    inventory.setSessions(id('u', 2), []);
    expect(sorted('last_seen')).toEqual([2, 1, 0]);
});

test('an order is prepared in steps, and is the one that is made at once', () => {
    const inventory = inventoryOf(Array.from({length: 3_000}, (_, i) => ({description: `${(i * 7919) % 1000}`, owner: i % 50})));
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, () => now);
    const order = new RowOrder(inventory, findings);
    let steps = 0;
    for (let done = false; !done; steps++) {
        let left = 1;
        done = order.prepare(() => left-- > 0);
    }
    expect(steps).toBeGreaterThan(10);
    const rows = [...queryInventory(inventory, findings, everything, order)];
    const text = (row = -1) => inventory.descriptions[row] ?? '';
    expect(rows.every((row, i) => i === 0 || text(rows[i - 1]) <= text(row))).toBe(true);
    expect(rows).toEqual([...queryInventory(inventory, findings, everything)]);
});

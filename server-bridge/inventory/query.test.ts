import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {Inventory} from './inventory.ts';
import {queryInventory} from './query.ts';

import type {Owner} from '../owners/owner.ts';
import type {Query, SortColumn} from './query.ts';

const id = (letter: string, i: number) => `${letter}${i}`.padEnd(26, letter);
const owner = (i: number, username: string, names: Partial<Owner> = {}): Owner =>
    ({id: id('u', i), username, first_name: '', last_name: '', nickname: '', roles: [], is_bot: false, delete_at: 0, ...names});

const everything: Query = {text: '', state: 'all', sort: 'description', descending: false};

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
        expect([...queryInventory(inventory, {...everything, text})].sort()).toEqual(rows);
    });

    test('an owner who is not loaded yet, or whom the server does not know, is found by id', () => {
        const unknown = inventoryOf([{description: 'x', owner: 9}]);
        expect([...queryInventory(unknown, {...everything, text: id('u', 9)})]).toEqual([0]);
    });
});

test('the state filter shows active or inactive tokens only', () => {
    const inventory = inventoryOf([{description: 'a', owner: 1, is_active: false}, {description: 'b', owner: 1}]);
    expect([...queryInventory(inventory, {...everything, state: 'active'})]).toEqual([1]);
    expect([...queryInventory(inventory, {...everything, state: 'inactive'})]).toEqual([0]);
});

test('a token that is gone is not found', () => {
    const inventory = inventoryOf([{description: 'a', owner: 1}, {description: 'b', owner: 1}]);
    inventory.remove(id('t', 0));
    expect([...queryInventory(inventory, everything)]).toEqual([1]);
});

test('every order holds every token once and is the other direction\'s mirror in its column', () => {
    const token = fc.record({description: fc.string(), owner: fc.integer({min: 0, max: 3}), is_active: fc.boolean()});
    const column = fc.constantFrom<SortColumn>('description', 'owner', 'state', 'id');
    fc.assert(fc.property(fc.array(token, {maxLength: 40}), column, (tokens, sort) => {
        const inventory = inventoryOf(tokens, [owner(0, 'zoe'), owner(1, 'alice')]);
        const up = [...queryInventory(inventory, {...everything, sort})];
        const down = [...queryInventory(inventory, {...everything, sort, descending: true})];
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

import {expect, test} from 'vitest';

import {Inventory} from '../../../server-bridge/inventory/inventory.ts';

import {summarise} from './bulk_summary.ts';

const id = (letter: string, i = 0) => `${letter}${i}`.padEnd(26, letter);

test('owners are counted once each, those with the most tokens first, and tokens that are gone not at all', () => {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens([
        {id: id('t', 1), user_id: id('a'), description: '', is_active: true},
        {id: id('t', 2), user_id: id('b'), description: '', is_active: true},
        {id: id('t', 3), user_id: id('b'), description: '', is_active: false},
        {id: id('t', 4), user_id: id('c'), description: '', is_active: true},
    ]);
    inventory.addOwners([{id: id('b'), username: 'ci', first_name: '', last_name: '', nickname: '', roles: [], is_bot: true, delete_at: 0}]);
    inventory.remove(id('t', 4));

    const {owners, bots} = summarise(inventory, [1, 2, 3, 4].map((i) => id('t', i)));

    expect(owners.map(({userId, tokens}) => [userId, tokens])).toEqual([[id('b'), 2], [id('a'), 1]]);
    expect(bots).toBe(1);
});

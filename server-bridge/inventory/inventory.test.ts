import {describe, expect, test} from 'vitest';

import {Inventory} from './inventory.ts';

import type {Owner} from '../owners/owner.ts';

const id = (letter: string, i = 0) => `${letter}${i}`.padEnd(26, letter);
const token = (i: number, user = 0, is_active = true) => ({id: id('t', i), user_id: id('u', user), description: `token ${i}`, is_active});
const session = (i: number, ofToken: number, last_activity_at: number) => ({id: id('s', i), token_id: id('t', ofToken), create_at: 1, last_activity_at});
const owner = (i: number): Owner => ({id: id('u', i), username: `user-${i}`, first_name: '', last_name: '', nickname: '', roles: [], is_bot: false, delete_at: 0});

function inventoryOf(...tokens: Array<ReturnType<typeof token>>): Inventory {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens(tokens);
    return inventory;
}

describe('last seen', () => {
    test('is unknown before the owner was asked for, nothing where there is no session, else the latest of all sessions', () => {
        const inventory = inventoryOf(token(0), token(1), token(2, 1));
        inventory.setSessions(id('u', 0), [session(0, 0, 50), session(1, 0, 70)]);
        expect([0, 1, 2].map((row) => inventory.lastSeen(row))).toEqual([70, 0, undefined]);
        expect(inventory.sessions(0)).toHaveLength(2);
    });

    test('of a token that is listed only later is known from its owner\'s answer', () => {
        const inventory = inventoryOf(token(0));
        inventory.setSessions(id('u', 0), [session(0, 1, 50)]);
        inventory.addTokens([token(1)]);
        expect(inventory.lastSeen(1)).toBe(50);
    });

    test('goes when the session does', () => {
        const inventory = inventoryOf(token(0));
        inventory.setSessions(id('u', 0), [session(0, 0, 50)]);
        inventory.setSessions(id('u', 0), []);
        expect(inventory.lastSeen(0)).toBe(0);
    });
});

test('active tokens of an owner are counted as they come, change and go', () => {
    const inventory = inventoryOf(token(0), token(1), token(2, 0, false));
    const count = () => inventory.activeTokensOfOwner(0);
    expect(count()).toBe(2);
    inventory.addTokens([token(2, 0, true), token(0, 0, false)]);
    expect(count()).toBe(2);
    inventory.remove(id('t', 1));
    inventory.remove(id('t', 1));
    expect(count()).toBe(1);
    inventory.addTokens([token(1)]);
    expect(count()).toBe(2);
});

test('a bot\'s owner is known once both are; a plugin that owns a bot is nobody', () => {
    const inventory = inventoryOf(token(0), token(1, 1));
    inventory.setBotOwners(new Map([[id('u', 0), id('u', 7)], [id('u', 1), 'com.example.plugin']]));
    expect(inventory.botOwner(0)).toBeUndefined();
    inventory.addOwners([owner(7)]);
    expect([inventory.botOwner(0)?.username, inventory.botOwner(1)]).toEqual(['user-7', undefined]);
});

test('owners about whom something changed are named once, and not for what was known before', () => {
    const inventory = inventoryOf(token(0), token(1, 1));
    const take = () => {
        const taken = [];
        for (let owner = inventory.takeChangedOwner(); owner !== undefined; owner = inventory.takeChangedOwner()) {
            taken.push(owner);
        }
        return taken.sort();
    };
    expect(take()).toEqual([0, 1]);
    expect(take()).toEqual([]);
    inventory.setSessions(id('u', 1), []);
    expect(take()).toEqual([1]);
    inventory.beginPass();
    inventory.addTokens([token(0), token(1, 1, false)]);
    expect(take()).toEqual([1]);
    inventory.dropUnseen();
    expect(take()).toEqual([]);
    inventory.touchAll();
    expect(take()).toEqual([0, 1]);
});

test('a session leads to its token, and to nobody else\'s', () => {
    const inventory = inventoryOf(token(0), token(1, 1));
    inventory.setSessions(id('u', 0), [session(5, 0, 50)]);
    inventory.setSessions(id('u', 1), []);
    expect(inventory.tokenOfSession(id('u', 0), id('s', 5))).toBe(id('t', 0));
    expect(inventory.tokenOfSession(id('u', 1), id('s', 5))).toBeUndefined();
});

import {expect, test} from 'vitest';

import {defaultPolicy} from '../findings/policy.ts';

import {FindingColumn, ruleMask} from './finding_column.ts';
import {Inventory} from './inventory.ts';

import type {Owner} from '../owners/owner.ts';

const id = (name: string) => name.padEnd(26, '0');

test('a token whose secret was seen in a log has that finding, with how often, and another has not', () => {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens(['seen', 'unseen'].map((name) => ({id: id(name), user_id: id('ann'), description: 'a telling description', is_active: true})));
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined});
    findings.seen_in_log = new Map([[id('seen'), 3]]);
    inventory.touchAll();
    findings.refresh();
    const ofRule = [...inventory.ids.values()].map((token, row) => [token, findings.matches(row, ruleMask(['secret_seen_in_log']))]);
    expect(ofRule).toEqual([[id('seen'), true], [id('unseen'), false]]);
    expect(findings.of(0).find(({rule}) => rule === 'secret_seen_in_log')?.evidence).toEqual({count: 3});
});

test('a bot is looked at anew when its owner becomes known, and when that person leaves', () => {
    const inventory = new Inventory();
    const owner = (name: string, more: Partial<Owner> = {}): Owner => ({id: id(name), username: name, first_name: '', last_name: '', nickname: '', roles: [], is_bot: false, delete_at: 0, ...more});
    inventory.beginPass();
    inventory.addTokens([{id: id('token'), user_id: id('bot'), description: 'a telling description', is_active: true}]);
    inventory.addOwners([owner('bot', {is_bot: true})]);
    inventory.setBotOwners(new Map([[id('bot'), id('ann')]]));
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined});
    const isFound = () => findings.refresh() && findings.matches(0, ruleMask(['bot_without_active_owner']));
    expect(isFound()).toBe(false);
    inventory.addOwners([owner('ann')]);
    expect(isFound()).toBe(false);
    inventory.addOwners([owner('ann', {delete_at: 1})]);
    expect(isFound()).toBe(true);
});

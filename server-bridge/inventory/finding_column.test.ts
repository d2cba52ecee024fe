import {expect, test} from 'vitest';

import {defaultPolicy} from '../findings/policy.ts';

import {FindingColumn, ruleMask} from './finding_column.ts';
import {Inventory} from './inventory.ts';

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

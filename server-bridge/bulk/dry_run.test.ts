import {expect, test} from 'vitest';

import {Inventory} from '../inventory/inventory.ts';

import {dryRun} from './dry_run.ts';
import {dryRunToJson, dryRunToMarkdown} from './dry_run_export.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-11-25T00:00:00Z');
const seen = (i: number, at: number) => ({id: id('s', i), token_id: id('t', i), create_at: 0, last_activity_at: at});
const id = (letter: string, i = 0) => `${letter}${i}`.padEnd(26, letter);
const ids = [1, 2, 3, 4].map((i) => id('t', i));

function fill(): Inventory {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens([
        {id: id('t', 1), user_id: id('a'), description: 'one', is_active: true},
        {id: id('t', 2), user_id: id('b'), description: '` @all', is_active: true},
        {id: id('t', 3), user_id: id('b'), description: 'three', is_active: false},
        {id: id('t', 4), user_id: id('c'), description: 'four', is_active: true},
    ]);
    inventory.addOwners([{id: id('b'), username: 'ci', first_name: '', last_name: '', nickname: '', roles: [], is_bot: true, delete_at: 0}]);
    return inventory;
}

test('owners are counted once each, those with the most tokens first, and tokens that are gone not at all', () => {
    const inventory = fill();
    inventory.remove(id('t', 4));
    const dry = dryRun(inventory, {action: 'deactivate', token_ids: ids, unchanged: 0}, {now: NOW});
    expect(dry.owners.map(({user_id, tokens}) => [user_id, tokens])).toEqual([[id('b'), 2], [id('a'), 1]]);
    expect(dry).toMatchObject({bots: 1, in_use: 0, not_known: 3});
    expect(dry.tokens.map((token) => token.id)).toEqual(ids.slice(0, 3));
});

test('what was seen within the last days is counted, in all and for each owner', () => {
    const inventory = fill();
    inventory.setSessions(id('a'), [seen(1, NOW - DAY)]);
    inventory.setSessions(id('b'), [seen(2, NOW - (7 * DAY)), seen(3, NOW + DAY)]);
    const dry = dryRun(inventory, {action: 'revoke', token_ids: ids, unchanged: 0}, {now: NOW});
    expect(dry).toMatchObject({in_use: 2, not_known: 1});
    expect(Object.fromEntries(dry.owners.map(({user_id, in_use}) => [user_id, in_use]))).toEqual({[id('a')]: 1, [id('b')]: 1, [id('c')]: 0});
});

test('exports for a ticket state their schema, and a hostile description stays a description', () => {
    const inventory = fill();
    inventory.setSessions(id('a'), []);
    inventory.setSessions(id('b'), [seen(2, NOW - DAY)]);
    const dry = dryRun(inventory, {action: 'revoke', token_ids: ids, unchanged: 2}, {now: NOW});
    const details = {at: NOW, by: 'admin', reason: 'ABC-1', messages: [{user_id: id('a'), username: 'ann', message: 'Hello\nyou'}]};
    expect(JSON.parse(dryRunToJson(dry, details))).toMatchObject({
        schema: 'token-audit/bulk-plan/1',
        planned_at: '2026-11-25T00:00:00.000Z',
        action: 'revoke',
        counts: {tokens: 4, owners: 3, bots: 1, unchanged: 2, in_use: 1, in_use_not_known: 1},
        tokens: [{id: ids[0], user_id: id('a'), username: null, description: 'one', last_seen_at: null}, {username: 'ci', description: '` @all', last_seen_at: '2026-11-24T00:00:00.000Z'}, {}, {last_seen_at: null}],
        messages: [{username: 'ann', message: 'Hello\nyou'}],
    });
    const markdown = dryRunToMarkdown(dry, details);
    expect(markdown).toContain('# Token Audit: revoke 4 access tokens\n');
    expect(markdown).toContain('- Seen: 1 in the last 7 days, not known of 1: this will probably break something\n');
    expect(markdown).toContain(`- \`' @\u200ball\`, token \`${ids[1]}\` of \`ci\``);
    expect(markdown).not.toContain('1970');
    expect(markdown).toContain('To `ann`:\n\n> Hello\n> you\n');
});

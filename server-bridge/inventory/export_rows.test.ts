import {expect, test} from 'vitest';

import {defaultPolicy} from '../findings/policy.ts';

import {exportRows} from './export_rows.ts';
import {FindingColumn} from './finding_column.ts';
import {Inventory} from './inventory.ts';

const id = (letter: string, i: number) => `${letter}${i}`.padEnd(26, letter);

test('an export holds what is known, and says which rules could not be judged for want of the rest', () => {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens([0, 1, 2].map((i) => ({id: id('t', i), user_id: id('u', i), description: 'GitLab runner', is_active: true})));
    inventory.setSessions(id('u', 0), []);
    inventory.setLifecycles(new Map([[id('t', 0), {created: {at: 5, actor_id: id('u', 9)}}]]));
    inventory.remove(id('t', 2));
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, () => 1e12);

    const [known, unknown, ...more] = exportRows(inventory, findings, [0, 1, 2]);

    expect(more).toEqual([]);
    expect(known).toEqual({
        id: id('t', 0),
        user_id: id('u', 0),
        description: 'GitLab runner',
        is_active: true,
        last_seen: null,
        created_at: 5,
        created_by: id('u', 9),
        findings: ['no_session'],
    });
    expect(unknown).toMatchObject({last_seen: undefined, findings: [], unjudged: ['no_session', 'not_seen_lately', 'inactive_for_long', 'created_by_token']});
});

test('a token without a session is judged once the audits were read since it was listed, whatever they tell', () => {
    const inventory = new Inventory();
    inventory.beginPass();
    const list = (i: number) => {
        inventory.addTokens([{id: id('t', i), user_id: id('u', i), description: 'GitLab runner', is_active: true}]);
        inventory.setSessions(id('u', i), []);
    };
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, () => 1e12);
    const ofSession = () => {
        findings.refresh();
        return [...exportRows(inventory, findings, inventory.rows())].map((row) => [row.findings.includes('no_session'), row.unjudged?.includes('no_session')]);
    };
    list(0);
    expect(ofSession()).toEqual([[false, true]]);
    inventory.noteAuditsRead();
    list(1);
    expect(ofSession()).toEqual([[true, false], [false, true]]);
});

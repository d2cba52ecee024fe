import {expect, test} from 'vitest';

import {diffExports} from './diff_exports.ts';

import type {ExportRow} from './export_row.ts';
import type {ImportedExport} from './import_json.ts';

const server = 'https://chat.example.com';
const row = (letter: string, change: Partial<ExportRow> = {}): ExportRow => ({id: letter.repeat(26), user_id: 'u'.repeat(26), description: letter, is_active: true, findings: [], ...change});
const before = (tokens: ExportRow[], info: Partial<ImportedExport['info']> = {}): ImportedExport => ({info: {exported_at: 0, server, complete: true, filter: {}, ...info}, tokens});
const now = (rows: ExportRow[], change = {}) => ({server, complete: true, rows, ...change});
const names = (rows: ExportRow[] | undefined) => rows?.map(({description}) => description);

test('what is new, gone, activated again, deactivated and newly dangerous is told apart, and what stayed is not named', () => {
    const diff = diffExports(
        before([row('a'), row('b'), row('c', {is_active: false}), row('d'), row('e', {findings: ['never_expires']}), row('f')]),
        now([row('b'), row('c'), row('d', {is_active: false}), row('e', {findings: ['never_expires', 'owner_deactivated']}), row('f', {is_active: false, findings: ['no_session']}), row('g')]),
    );
    expect({
        added: names(diff.added),
        gone: names(diff.gone),
        reactivated: names(diff.reactivated.map((change) => change.now)),
        deactivated: names(diff.deactivated.map((change) => change.now)),
        newly_dangerous: diff.newly_dangerous.map((change) => [change.now.description, change.rules]),
        caveats: diff.caveats,
    }).toEqual({
        added: ['g'],
        gone: ['a'],
        reactivated: ['c'],
        deactivated: ['d', 'f'],
        newly_dangerous: [['e', ['owner_deactivated']], ['f', ['no_session']]],
        caveats: [],
    });
});

test('a finding is not new when it could not be judged before, and one that went away is no danger', () => {
    const diff = diffExports(
        before([row('a', {unjudged: ['no_session']}), row('b', {findings: ['expired']})]),
        now([row('a', {findings: ['no_session']}), row('b')]),
    );
    expect(diff.newly_dangerous).toEqual([]);
});

test('a filtered export cannot tell what is new, but tells what is gone', () => {
    const diff = diffExports(before([row('a')], {filter: {state: 'active'}}), now([row('b')]));
    expect([diff.added, names(diff.gone), diff.caveats]).toEqual([undefined, ['a'], ['before_filtered']]);
});

test('another server and incomplete lists are named', () => {
    const diff = diffExports(before([], {server: 'https://other.example.com', complete: false}), now([], {complete: false}));
    expect(diff.caveats).toEqual(['other_server', 'before_incomplete', 'now_incomplete']);
});

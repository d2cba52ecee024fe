import fc from 'fast-check';
import Papa from 'papaparse';
import {expect, test} from 'vitest';

import {exportCsv} from './export_csv.ts';

import type {ExportRow} from './export_row.ts';

const id = (letter: string) => letter.repeat(26);
const row = (change: Partial<ExportRow> = {}): ExportRow => ({id: id('t'), user_id: id('u'), description: 'job', is_active: true, findings: [], ...change});

const csv = (rows: Iterable<ExportRow>) => [...exportCsv(rows)].join('');
const read = (text: string) => Papa.parse<Record<string, string>>(text, {header: true, skipEmptyLines: true}).data;

test('every column is there, times are ISO 8601, and what is unknown, absent or endless is said in words', () => {
    const at = Date.UTC(2026, 10, 25);
    const rows = [
        row({username: 'ci', last_seen: at, created_at: at, created_by: id('a'), expires_at: at, findings: ['owner_deactivated', 'no_session']}),
        row({is_active: false, last_seen: null, expires_at: 0}),
    ];
    expect(csv(rows)).toBe([
        '\ufeffid,user_id,username,description,state,last_seen_at_least,created_at,created_by,expires_at,findings',
        `${id('t')},${id('u')},ci,job,active,2026-11-25T00:00:00.000Z,2026-11-25T00:00:00.000Z,${id('a')},2026-11-25T00:00:00.000Z,owner_deactivated no_session`,
        `${id('t')},${id('u')},unknown,job,inactive,no session,unknown,unknown,never,`,
        '',
    ].join('\r\n'));
});

test.each([
    ['=1+1', '\'=1+1'], ['@SUM(A1)', '\'@SUM(A1)'], ['\t=1', '\t\'=1'], ['\u00a0-1', '\u00a0\'-1'], ['＝1+1', '\'＝1+1'], ['x;=1;y', 'x;\'=1;y'], ['a-b = c', 'a-b = c'],
])('the description %j cannot run as a formula: %j', (description, cell) => {
    expect(read(csv([row({description})]))[0]?.description).toBe(cell);
});

test('any text comes back as it was, but for quotes before formulas', () => {
    const text = fc.oneof(fc.string({unit: 'binary'}), fc.string(), fc.string({unit: fc.constantFrom('=', '+', '-', '@', ' ', '\t', '\r', '\n', '"', ',', '\'', ';', 'a')}));
    fc.assert(fc.property(fc.array(fc.tuple(text, text), {maxLength: 30}), (texts) => {
        const back = read(csv(texts.map(([username, description]) => row({username, description}))));
        const cells = back.map(({username, description}) => [username, description]);
        const unquoted = (pairs: ReadonlyArray<ReadonlyArray<string | undefined>>) => pairs.map((pair) => pair.map((cell) => cell?.replaceAll('\'', '')));
        expect(unquoted(cells)).toEqual(unquoted(texts));
    }));
});

test('a million rows are never in memory at once', () => {
    let made = 0;
    const endless = function* () {
        for (;;) {
            made++;
            yield row();
        }
    };
    const chunks = exportCsv(endless());
    chunks.next();
    chunks.next();
    expect(made).toBeLessThanOrEqual(1000);
});

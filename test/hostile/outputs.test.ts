import fc from 'fast-check';
import Papa from 'papaparse';
import {describe, expect, test} from 'vitest';

import {dryRunToMarkdown} from '../../server-bridge/bulk/dry_run_export.ts';
import {renderOwnerMessage} from '../../server-bridge/bulk/owner_message.ts';
import {recordToMessage} from '../../server-bridge/bulk/run_record.ts';
import {forTerminal, printable} from '../../server-bridge/cli/printable.ts';
import {formats} from '../../server-bridge/cli/scan.ts';
import {textTable} from '../../server-bridge/cli/text_table.ts';
import {writeTraceText} from '../../server-bridge/cli/write_trace.ts';
import {digestToMarkdown} from '../../server-bridge/digest/digest_markdown.ts';
import {exportCsv} from '../../server-bridge/export/export_csv.ts';
import {scanFiles} from '../../server-bridge/log/scan_files.ts';
import {makeReport} from '../../server-bridge/log_analysis/report.ts';
import {traceReport} from '../../webapp/src/logs/trace_report.ts';
import {visibleText} from '../../webapp/src/logs/visible_text.ts';
import {failedRequest, jsonLine, USER_ID} from '../logs/formats.ts';
import {chunksOf} from '../logs/read_events.ts';

import {hostileText, hostileTexts, watchPrototypes} from './hostile.ts';

import type {Incident} from '../../server-bridge/attribution/incidents.ts';
import type {ExportRow} from '../../server-bridge/export/export_row.ts';
import type {Trace} from '../../server-bridge/trace/answer.ts';

watchPrototypes();

const id = (letter: string) => letter.repeat(26);
const row = (change: Partial<ExportRow>): ExportRow => ({id: id('t'), user_id: id('u'), description: '', is_active: true, findings: ['expired'], ...change});
const incidentWith = (text: string): Incident => ({
    reason: 'denied', level: 'sole', user_ids: [id('u')], token_ids: [id('t')], fingerprint: null, evidence: [`It came from @${text}`], count: 3, first: 1, last: 2,
    addresses: [[text, 3]], paths: [[text, 3]], trend: 'steady', histogram: [],
});

describe('no cell of a CSV begins a formula, whichever separator a spreadsheet is set to', () => {
    const formula = /^[\s"\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;
    const expectSafe = (csv: string) => {
        for (const delimiter of [',', ';', '\t']) {
            const cells = Papa.parse<string[]>(csv, {delimiter}).data.flat();
            expect(cells.filter((cell) => formula.test(cell))).toEqual([]);
        }

        // As a spreadsheet takes it that knows no quotes in the middle of a cell.
        expect(csv.split(/[;\t\r\n]/).filter((cell) => formula.test(cell))).toEqual([]);
    };

    test('of tokens', () => {
        fc.assert(fc.property(fc.array(fc.tuple(hostileText, hostileText), {minLength: 1, maxLength: 5}), (texts) => {
            expectSafe([...exportCsv(texts.map(([username, description]) => row({username, description})))].join(''));
        }), {numRuns: 300});
    });

    test('of a log', async () => {
        await fc.assert(fc.asyncProperty(hostileText, hostileText, async (path, name) => {
            const scan = await scanFiles([{name, bytes: chunksOf(failedRequest(jsonLine, 403, {path}))}]);
            const state = {tokens: [], owners: [{id: USER_ID, username: path, first_name: '', last_name: '', nickname: '', roles: [], is_bot: false, delete_at: 0}], births: new Map(), sessions: new Map(), audits: []};
            expectSafe([...formats.csv(makeReport(scan, {state}))].join(''));
        }), {numRuns: 200});
    });
});

describe('Markdown', () => {
    /** What of a message is text and no code, where mentions, links and emoji are looked for. */
    const outsideCode = (message: string) => message.replace(/`[^`\n]*`/g, '');
    const expectHarmless = (message: string) => {
        const open = outsideCode(message);
        expect(open).not.toMatch(/`/);
        expect(open).not.toMatch(/[@＠﹫](?!\u200b)/);
        expect(open).not.toMatch(/evil\.example|<(?:img|script)/);
        expect(message.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    };

    test('to owners mentions nobody and links nowhere, however it is cut', () => {
        const tokens = fc.array(fc.record({id: fc.constant(id('t')), description: hostileText, bot: hostileText}), {minLength: 1, maxLength: 40});
        const template = fc.constantFrom('{{tokens}}', 'x {{tokens}} {{tokens}} {{tokens}}', `${'long '.repeat(380)}{{admin}}{{tokens}}`, '{{reason}}\n{{admin}}'.repeat(100));
        fc.assert(fc.property(template, tokens, hostileText, (text, list, admin) => {
            const message = renderOwnerMessage(text, {action: 'revoke', reason: 'leak', admin, tokens: list});
            expect(message.length).toBeLessThanOrEqual(4000);
            expectHarmless(message);
        }), {numRuns: 300});
    });

    test('of records, plans, digests and reports mentions nobody and links nowhere', () => {
        const words = {reason: 'Denied', reason_means: 'It may not.', level: 'Sole', level_means: 'Only one.'};
        fc.assert(fc.property(hostileText, hostileText, (one, other) => {
            expectHarmless(recordToMessage({
                run_id: 'a'.repeat(12), action: 'revoke', reason: 'leak', by: {id: id('u'), username: one}, started_at: 0, finished_at: 1, unchanged: 0, went_on: false, tokens: [],
                result: {outcomes: new Map(), stopped: undefined}, told: undefined, ownerOf: () => undefined,
            }));
            expectHarmless(dryRunToMarkdown({
                action: 'revoke', tokens: [{id: id('t'), user_id: id('u'), description: one, last_seen: 5}], owners: [], bots: 0, unchanged: 0, in_use: 1, not_known: 0, within_days: 90,
            }, {at: 0, by: other, reason: 'leak', messages: [{user_id: id('u'), username: one, message: 'Hello'}]}));
            expectHarmless(digestToMarkdown({
                first: false, added: [row({username: one, description: other})], gone: 1, unclear: 0, notes: [], revived: [], dangerous: [{row: row({description: one}), rules: ['expired']}],
                failing: [{token_id: id('t'), row: row({username: other}), incident: incidentWith(one)}], leaked: 1, caveats: [],
            }));
            const report = traceReport({
                incident: {...incidentWith(one), key: '', token_count: 1}, words, username: () => other, tokens: [{id: id('t'), description: one, state: 'active'}], server: other, made_at: 0,
                events: [{log: one, attribution: {level: 'sole', user_ids: [], token_ids: [], evidence: []}, event: {
                    source: 0, line: 1, at: 5, reason: 'denied', status: 403, request_id: id('r'), ip: '10.0.0.1', path: other, method: 'GET', user_id: null, fingerprint: null, is_login_session: false, is_plain: false, mentions: [],
                }}],
            });

            // An evidence is a sentence, which may name somebody: there, what would be a link is broken up.
            expectHarmless(report.replace(/^1\. .*$/m, ''));
            expect(/^1\. (.*)$/m.exec(report)?.[1]).not.toMatch(/:\/\/|www\.|[@＠﹫](?!\u200b)|(?<!\\)[[<|*_]|`/);
            expect(report.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|').length)).toEqual([8, 8]);
        }), {numRuns: 300});
    });
});

describe('a terminal', () => {
    const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

    test('gets tables, traces and messages without anything that steers it', () => {
        fc.assert(fc.property(hostileText, hostileText, fc.integer({min: 1, max: 80}), (one, other, widest) => {
            expect(printable(one, widest)).not.toMatch(steering);
            expect(printable(one, widest).length).toBeLessThanOrEqual(widest);
            const [heading = '', ...rows] = [...textTable(['A', 'B'], [[one, other], [other, one]])];
            expect([heading, ...rows].every((line) => line.endsWith('\n') && !steering.test(line.slice(0, -1)))).toBe(true);
            expect(rows).toHaveLength(2);
            const owner = {id: id('u'), username: one, first_name: '', last_name: '', nickname: '', roles: [], is_bot: false, delete_at: 0};
            const token = {id: id('t'), user_id: id('u'), description: other, is_active: true};
            const trace: Trace = {answers: [{kind: 'user', owner, is_me: false, bot_owner: owner, tokens: [token]}], tokens: new Map(), people: new Map(), audits_back_to: undefined, left_out: 0};
            expect(writeTraceText(trace).replaceAll('\n', '')).not.toMatch(steering);
        }), {numRuns: 300});
    });

    test('gets JSON and CSV too without anything that steers it, line by line', async () => {
        const name = Object.values(hostileTexts).join('');
        const scan = await scanFiles([{name, bytes: chunksOf(failedRequest(jsonLine, 403, {path: `/${name}`}))}]);
        for (const write of Object.values(formats)) {
            const shown = forTerminal([...write(makeReport(scan))].join(''));
            expect(shown.replace(/\r?\n|\t/g, '')).not.toMatch(steering);
            expect(shown).toMatch(/[^?]\r?\n$/);
        }
    });
});

test('text out of a log is shown on one line, every character of it visible', () => {
    fc.assert(fc.property(hostileText, fc.integer({min: 1, max: 300}), (text, max) => {
        const shown = visibleText(text, max);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\p{M}{4}/u);
        expect(shown.length).toBeLessThanOrEqual((max * 8) + 1);
    }), {numRuns: 300});
});

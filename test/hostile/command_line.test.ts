import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {UsageError} from '../../server-bridge/cli/exit_code.ts';
import {main} from '../../server-bridge/cli/main.ts';
import {parseWhen} from '../../server-bridge/cli/parse_when.ts';
import {readState} from '../../server-bridge/cli/read_state.ts';
import {StateDir} from '../../server-bridge/cli/state_dir.ts';
import {LokiClient} from '../../server-bridge/log_sources/loki_client.ts';
import {errorOfLoki, LokiError} from '../../server-bridge/log_sources/loki_error.ts';
import {LokiLines} from '../../server-bridge/log_sources/loki_lines.ts';
import {selectorOf} from '../../server-bridge/log_sources/loki_query.ts';
import {ShardReader} from '../../server-bridge/log_sources/loki_shards.ts';
import {failedRequest, jsonLine} from '../logs/formats.ts';

import {flawsIn, hostileText, hostileTexts, megabyte, orOwnError, spoiledJson, watchPrototypes} from './hostile.ts';

import type {Io} from '../../server-bridge/cli/scan.ts';

watchPrototypes();

const id = (letter: string) => letter.repeat(26);
let dir: string;

beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-hostile-'));
});
afterAll(() => rm(dir, {recursive: true, force: true}));

async function run(...args: string[]): Promise<{code: number; output: string; errors: string}> {
    let [output, errors] = ['', ''];
    const io: Io = {
        env: {}, stdin: (async function* () {})(), now: () => 0, progress: () => undefined, note: () => undefined,
        write: (text) => {
            output += text;
        },
    };
    const code = await main(args, io, (line) => {
        errors += `${line}\n`;
    });
    return {code, output, errors};
}

describe('arguments', () => {
    test.each(['scan', 'list', 'report', 'trace'])('of %s that mean harm end it with one of its exit codes, and steer no terminal', async (command) => {
        const options = ['--format', '--filter', '--since', '--until', '--state', '--server', '--loki', '--query', '--state-dir', '--post', '--fail-on', '--', '-'];

        // Nothing but a file's name can hold a NUL to Node, and a folder is not to be made of whatever comes.
        const args = fc.array(fc.oneof(fc.constantFrom(...options), hostileText.map((text) => `/nowhere/${text.replaceAll('\0', '')}`)), {maxLength: 4});
        await fc.assert(fc.asyncProperty(args, async (given) => {
            const {code, errors} = await run(command, ...given.filter((arg, i) => given[i - 1] !== '--state-dir' && arg !== '--state-dir'));
            expect([0, 2]).toContain(code);
            expect(errors.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }), {numRuns: 60, examples: [[['--format', '/nowhere/\r=1+1']], [['--\x1b[31m']]]});
    });

    test('that say when are a time or a UsageError', () => {
        fc.assert(fc.property(fc.oneof(hostileText, fc.tuple(fc.nat(10_000_000), fc.constantFrom(...'smhdwy')).map((parts) => parts.join('')), fc.constantFrom('9999-12-31', '0000-01-01', '2026-99-99T99:99Z')), (text) => {
            expect(orOwnError(() => parseWhen('--since', text, Date.UTC(2026, 10)), UsageError) ?? 0).toSatisfy((at: number) => !Number.isNaN(new Date(at).getTime()));
        }));
    });
});

test('the name of a file, in an archive or not, cannot steer the terminal', async () => {
    const file = path.join(dir, `${hostileTexts['terminal escapes'].replaceAll('/', '')}.zip`);
    await writeFile(file, 'PK\x03\x04 and no more');
    const {code, errors} = await run('scan', file);
    expect(code).toBe(2);
    expect(errors.trimEnd()).toMatch(/^token-audit: [^\p{Cc}]+$/u);
});

test('the server\'s state out of a file is state or a UsageError', async () => {
    const state = {tokens: [{id: id('t'), user_id: id('u'), description: '', is_active: true}], users: [{id: id('u'), username: 'anna'}], sessions: {[id('u')]: []}, audits: []};
    const file = path.join(dir, 'state.json');
    await fc.assert(fc.asyncProperty(spoiledJson(state), async (text) => {
        await writeFile(file, text);
        const read = await readState(file).catch((error: unknown) => error);
        expect(read instanceof UsageError ? [] : flawsIn(read)).toEqual([]);
    }), {numRuns: 100});
});

describe('what reports remember', () => {
    const info = {exported_at: 5, server: 'https://chat.example.com', complete: true, filter: {}};

    test('comes back as it was, whatever tokens are called', async () => {
        await fc.assert(fc.asyncProperty(hostileText, async (description) => {
            const state = new StateDir(dir);
            const row = {id: id('t'), user_id: id('u'), description: description.slice(0, 1000).replace(/\p{Surrogate}/gu, ''), is_active: true, findings: []};
            await state.write(info, [row], {failing: [id('t')], leaked: ['f'.repeat(64)], unclear: [], notes: []});
            expect(await state.read()).toEqual({inventory: {info, tokens: [row]}, log: {failing: [id('t')], leaked: ['f'.repeat(64)], unclear: [], notes: []}});
        }), {numRuns: 50});
    });

    test('is state or a UsageError when somebody else wrote it', async () => {
        await fc.assert(fc.asyncProperty(spoiledJson({version: 1, failing: [id('t')], leaked: ['f'.repeat(64)]}), async (text) => {
            const state = new StateDir(dir);
            await state.write(info, [], {failing: [], leaked: [], unclear: [], notes: []});
            await writeFile(path.join(dir, 'log.json'), text);
            const read = await state.read().catch((error: unknown) => error);
            expect(read instanceof UsageError ? [] : flawsIn(read)).toEqual([]);
        }), {numRuns: 100});
    });

    test('is not taken for nothing where it cannot be read', async () => {
        const state = new StateDir(path.join(dir, 'unreadable'));
        await state.open();
        await state.write(info, [], {failing: [], leaked: [], unclear: [], notes: []});
        await rm(path.join(dir, 'unreadable/inventory.json'));
        expect(await state.read()).toBeUndefined();
        await writeFile(path.join(dir, 'a-file'), '');
        await expect(new StateDir(path.join(dir, 'a-file')).read()).rejects.toThrow(UsageError);
        await state.close();
    });
});

describe('Loki', () => {
    const HOUR = 3_600_000_000_000n;
    const signal = new AbortController().signal;
    const answering = (answer: (url: string) => {status?: number; body: string}) => new LokiClient({url: 'http://loki.invalid'}, {
        fetch: async (input) => {
            const {status = 200, body} = answer(String(input));
            return new Response(body, {status});
        },
    });
    const streams = {
        status: 'success',
        data: {resultType: 'streams', result: [{stream: {app: 'mattermost'}, values: [['1795569303848000000', failedRequest(jsonLine, 403)]]}], stats: {summary: {totalBytesProcessed: 5}}},
    };

    test('that answers whatever it likes gives lines, or a LokiError', async () => {
        await fc.assert(fc.asyncProperty(spoiledJson(streams), async (body) => {
            const client = answering(() => ({body}));
            const entries = await client.lines('{}', {from: 0n, to: HOUR}, 10, signal, 1).catch((error: unknown) => error);
            if (!(entries instanceof LokiError)) {
                const bytes = new LokiLines().page(entries as Awaited<ReturnType<typeof client.lines>>);
                expect(bytes.length === 0 || bytes.at(-1) === 10).toBe(true);
                expect(Number.isFinite(client.cost.looked_through)).toBe(true);
            }
        }), {numRuns: 200});
    });

    test('that claims more than any log holds is asked a bounded number of times', async () => {
        for (const bytes of ['1e999', '1e300', '-1', '9007199254740993', '"5"', '0.5', '{}']) {
            const client = answering((url) => ({body: url.includes('index/stats') ? `{"bytes":${bytes}}` : JSON.stringify({...streams, data: {resultType: 'streams', result: []}})}));
            const reader = new ShardReader({client, query: '{}', selector: '{}', signal, onGap: () => undefined});
            for await (const page of reader.read({from: 0n, to: HOUR})) {
                expect(page).toEqual([]);
            }
            expect(client.cost.requests).toBeLessThanOrEqual(1002);
        }
    });

    test('that refuses in whatever words is quoted on one short line', () => {
        const body = fc.oneof(hostileText, hostileText.map((text) => `max entries limit per query exceeded ${text} (5 > ${text || 9})`), fc.constant(megabyte('max entries limit per query exceeded ')));
        fc.assert(fc.property(fc.integer({min: 300, max: 599}), body, fc.option(hostileText), (status, text, header) => {
            const {message, most = 1, retry_after_ms = 0} = errorOfLoki(status, text, header, 0);
            expect(message).toMatch(/^[\x20-\x7e]{1,400}$/);
            expect([most, retry_after_ms].every(Number.isFinite)).toBe(true);
        }), {numRuns: 200});
    });

    test('is asked for the streams that a query names, if it names any', () => {
        fc.assert(fc.property(hostileText, (text) => {
            expect(selectorOf(text) ?? '{}').toMatch(/^\{[\s\S]*\}$/);
            const selector = `{app=${JSON.stringify(text)}}`;
            expect(selectorOf(`${selector} |= "x"`)).toBe(selector);
        }));
    });

    test('that sends a megabyte of line breaks in a line is read to its end', () => {
        const bytes = new LokiLines().page([{at: 1n, stream: '[]', line: `${megabyte('\n')}x${megabyte('\n')}`}]);
        expect(bytes.length).toBe(1_000_002);
    });
});

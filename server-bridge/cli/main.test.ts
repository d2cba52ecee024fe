import {execFile} from 'node:child_process';
import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {gzipSync} from 'node:zlib';

import Papa from 'papaparse';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {version} from '../../package.json';

import {main} from './main.ts';

const corpus = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../test/logs/dev-json');
const log = path.join(corpus, 'mattermost.log');
const audit = path.join(corpus, 'audit.log');
const state = path.join(corpus, 'server-state.json');
const FAILED = 188;

let dir: string;
beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-cli-'));
});
afterAll(() => rm(dir, {recursive: true, force: true}));

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    yield bytes;
}

/** Runs the command line in this process. */
async function run(args: string[], stdin: Uint8Array = new Uint8Array(), onWrite?: () => Promise<void>): Promise<{code: number; out: string; errors: string[]; notes: string[]}> {
    let out = '';
    const errors: string[] = [];
    const notes: string[] = [];
    const code = await main(args, {
        env: {},
        stdin: once(stdin),
        now: () => Date.UTC(2026, 10, 25, 2),
        write: (text) => {
            out += text;
            return onWrite?.();
        },
        progress: () => undefined,
        note: (line) => notes.push(line),
    }, (line) => errors.push(line));
    return {code, out, errors, notes};
}

async function json(args: string[], stdin?: Uint8Array) {
    const {out, code} = await run(['scan', ...args, '--format', 'json'], stdin);
    return {code, ...JSON.parse(out) as {lines: number; bytes: number; unparsed: number; secrets: number; events: Array<Record<string, unknown> & {at: number; attribution: {level: string}}>; incidents: Array<{count: number}>}};
}

describe('JSON', () => {
    test('has the promised fields and no others, and ends with 1 because something was found', async () => {
        const report = await json([log, '--state', state]);
        expect(Object.keys(report)).toEqual(['code', 'lines', 'bytes', 'unparsed', 'secrets', 'dropped', 'events', 'incidents']);
        expect(report).toMatchObject({code: 1, lines: 1201, bytes: 319073, unparsed: 0, secrets: 20});
        expect(report.events).toHaveLength(FAILED);
        for (const event of report.events) {
            expect(Object.keys(event)).toEqual(['line', 'at', 'reason', 'status', 'request_id', 'ip', 'path', 'user_id', 'fingerprint', 'attribution']);
            expect(Object.keys(event.attribution)).toEqual(['level', 'user_ids', 'token_ids', 'evidence']);
        }
        expect(report.incidents.reduce((sum, incident) => sum + incident.count, 0)).toBe(FAILED);
    });

    test('the audit file is told by content, and makes some events exact', async () => {
        const levels = (report: Awaited<ReturnType<typeof json>>) => report.events.filter((event) => event.attribution.level === 'exact').length;
        expect(levels(await json([log, '--state', state]))).toBe(0);
        expect(levels(await json([audit, log, '--state', state]))).toBeGreaterThan(20);
    });

    test('standard input, a gzipped log and the log itself give the same events', async () => {
        const packed = path.join(dir, 'mattermost.log.gz');
        await writeFile(packed, gzipSync(await readFile(log)));
        const events = JSON.stringify((await json([log, '--state', state])).events);
        expect(JSON.stringify((await json([packed, '--state', state])).events)).toBe(events);
        expect(JSON.stringify((await json(['-', '--state', state], await readFile(log))).events)).toBe(events);
    });

    test('several files are merged by time, and each event says which it is from', async () => {
        const lines = (await readFile(log, 'utf8')).split('\n');
        const [even, odd] = [path.join(dir, 'node-1.log'), path.join(dir, 'node-2.log')];
        await writeFile(even, lines.slice(0, 700).join('\n'));
        await writeFile(odd, lines.slice(700).join('\n'));
        const {events} = await json([odd, even]);
        expect(new Set(events.map((event) => event.file))).toEqual(new Set([even, odd]));
        expect(events.map((event) => event.at)).toEqual(events.map((event) => event.at).sort((a, b) => a - b));
    });
});

test('CSV has a row an event, and a path that is a formula is none any more', async () => {
    const copy = path.join(dir, 'formula.log');
    await writeFile(copy, (await readFile(log, 'utf8')).replaceAll('/api/v4/audits', '=cmd|calc'));
    const {out} = await run(['scan', copy, '--state', state, '--format', 'csv']);
    const rows = Papa.parse<Record<string, string>>(out.trim(), {header: true}).data;
    expect(rows).toHaveLength(FAILED);
    expect(rows.filter((row) => row.path === '\'=cmd|calc').length).toBeGreaterThan(5);
    expect(rows.some((row) => row.path?.startsWith('='))).toBe(false);
});

test('a table shows incidents with names, and no control sequence of a client\'s', async () => {
    const copy = path.join(dir, 'escape.log');
    await writeFile(copy, (await readFile(log, 'utf8')).replaceAll('10.1.7.10', '\\u001b[2J'));
    const {out} = await run(['scan', copy, '--state', state]);
    expect(out).toContain('@person-7 hpntoxfe5td7fmzuhabxusw9jh (person-7 ci)');
    expect(out).not.toContain('\x1b');
    expect(out).toContain(`${FAILED} failed requests`);
});

describe('a time', () => {
    test.each([
        [['--since', '2026-11-25T01:15:04Z'], (at: number) => at >= Date.UTC(2026, 10, 25, 1, 15, 4)],
        [['--until', '2026-11-25T01:15:04Z'], (at: number) => at <= Date.UTC(2026, 10, 25, 1, 15, 4)],
        [['--since', '2h'], () => true],
        [['--since', '2026-11-25', '--until', '2026-11-25'], () => true],
    ])('%j keeps the events in it', async (args, isWanted) => {
        const {events} = await json([log, ...args]);
        const all = await json([log]);
        expect(events).toHaveLength(all.events.filter((event) => isWanted(event.at)).length);
        expect(events.every((event) => isWanted(event.at))).toBe(true);
    });

    test('in which nothing happened ends with 0', async () => {
        expect(await json([log, '--since', '30m'])).toMatchObject({code: 0, events: [], incidents: []});
    });
});

describe('2 and one line of help for', () => {
    test.each([
        [['scan'], 'at least one file'],
        [['scan', '/nowhere.log'], '/nowhere.log does not exist'],
        [['scan', os.tmpdir()], 'is a folder'],
        [['scan', log, '--since', 'yesterday'], '--since takes a date'],
        [['scan', log, '--since', '2026-13-45'], '--since: there is no 2026-13-45'],
        [['scan', log, '--until', '2026-02-31'], '--until: there is no 2026-02-31'],
        [['scan', log, '--since', '1h', '--until', '2h'], 'has to be before --until'],
        [['scan', log, '--format', 'xml'], 'Allowed choices'],
        [['scan', log, '--state', log], 'holds no server state'],
        [['scan', log, '--state', '/nowhere.json'], '/nowhere.json cannot be read: no such file or directory (ENOENT)'],
        [['scan', log, '--state', os.tmpdir()], `${os.tmpdir()} cannot be read: illegal operation on a directory (EISDIR)`],
        [['list', '--filter', 'stat=active'], 'It knows text, state, owner'],
        [['list', '--filter', 'finding=secret_seen_in_log'], 'scan and report tell of'],
        [['list', '--filter', 'finding=no_session', '--no-sessions'], 'asks for no_session, which only sessions tell'],
        [['list', '--filter', 'seen_before=1', '--no-sessions'], 'asks for last seen'],
        [['list', '--filter', 'sessions=none', '--no-sessions'], 'asks for sessions'],
        [['list', '--filter', 'sessions=no'], 'It knows some, none, unknown'],
        [['scan', log, '--server'], 'MM_ADMIN_TOKEN'],
        [['scan', '--server', log], 'MM_ADMIN_TOKEN'],
        [['scan', log, '--server', '--state', state], 'give one of them'],
        [['scam'], 'unknown command'],
    ])('%j', async (args, message) => {
        const {code, out, errors} = await run(args);
        expect([code, out]).toEqual([2, '']);
        expect(errors.join('\n')).toContain(message);
    });

    // Reading it fails for everybody, root included.
    test.runIf(process.platform === 'linux')('a file that cannot be read, by its name and the cause', async () => {
        const note = 'token-audit: /proc/self/mem cannot be read: i/o error (EIO).';
        expect(await run(['scan', '/proc/self/mem'])).toMatchObject({code: 2, out: '', errors: [note]});
        expect(await run(['scan', '/proc/self/mem', log])).toMatchObject({code: 1, notes: [note], errors: []});
        expect(await run(['scan', log, '/proc/self/mem', '--until', '2001-01-01'])).toMatchObject({code: 2, notes: [note]});
    });

    test('a failure of the system anywhere else, with its file, which steers no terminal', async () => {
        const {code, errors} = await run(['scan', log], undefined, async () => {
            await readFile('/nowhere/\x1b[2J');
        });
        expect([code, errors]).toEqual([2, ['token-audit: /nowhere/?[2J: no such file or directory (ENOENT)']]);
    });

    test('an archive that is damaged', async () => {
        const broken = path.join(dir, 'broken.zip');
        await cp(state, broken);
        await writeFile(broken, Buffer.from('PK\x03\x04 and nothing of the kind'));
        expect(await run(['scan', broken])).toMatchObject({code: 2});
    });
});

test('a packed log that breaks off is named, and ends with 2 where nothing was found in what there is of it', async () => {
    const broken = path.join(dir, 'broken.log.gz');
    await writeFile(broken, gzipSync(await readFile(log)).subarray(0, -1000));
    const note = expect.stringMatching(/broken\.log\.gz could not be unpacked to its end/) as string;
    const gaps = [{kind: 'broken_off', name: broken}];
    expect(await run(['scan', broken])).toMatchObject({code: 1, notes: [note]});
    expect(await json([broken, '--since', '30m'])).toMatchObject({code: 2, events: [], gaps});
});

test('what is no log of Mattermost is no log in which nothing failed, and an input that cannot be read ends nothing', async () => {
    const [other, damaged] = [path.join(dir, 'other.log'), path.join(dir, 'x.zip')];
    await writeFile(other, 'GET / 200\n'.repeat(200));
    await writeFile(damaged, Buffer.from('PK\x03\x04 no more of it'));
    expect(await run(['scan', other])).toMatchObject({code: 2, notes: [expect.stringContaining('Hardly a line')]});
    expect(await run(['scan', damaged])).toMatchObject({code: 2, out: '', errors: [expect.stringContaining('x.zip')]});
    expect(await run(['scan', damaged, log])).toMatchObject({code: 1, notes: [expect.stringContaining('x.zip')]});
    expect(await run(['scan', damaged, log, '--since', '30m'])).toMatchObject({code: 2});
});

test('help says how a list ends, and that times are UTC', async () => {
    const [listHelp, scanHelp] = [(await run(['list', '--help'])).out, (await run(['scan', '--help'])).out.replace(/\s+/g, ' ')];
    expect(listHelp).toContain('0 the list was written, 1 a token in it is as dangerous as --fail-on says');
    expect(listHelp).not.toContain('nothing found');
    expect(scanHelp).toContain('without a zone it is UTC');
});

test('the version is that of package.json', async () => {
    expect(await run(['--version'])).toEqual({code: 0, out: `${version}\n`, errors: [], notes: []});
});

test('the program itself runs, writes to its outputs and ends with its code', async () => {
    const program = path.join(path.dirname(fileURLToPath(import.meta.url)), 'main.ts');
    const tsx = promisify(execFile);
    const error = await tsx('npx', ['tsx', program, 'scan', log, '--state', state, '--format', 'json'], {maxBuffer: 1 << 26}).then(() => undefined, (thrown: unknown) => thrown);
    expect(error).toMatchObject({code: 1, stderr: ''});
    expect((JSON.parse((error as {stdout: string}).stdout) as {events: unknown[]}).events).toHaveLength(FAILED);
    expect((await tsx('npx', ['tsx', program, '--help'])).stdout).toContain('Exit codes');
    expect((await tsx('npx', ['tsx', program, '--version'])).stdout).toBe(`${version}\n`);
});

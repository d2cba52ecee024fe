import {appendFile, writeFile} from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';

import {FileSource} from './file_source.ts';
import {ServerLog} from './server_log.ts';
import {TextSource} from './text_source.ts';

import type {Fault} from '../../test/mattermost/faulty_proxy.ts';
import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {LogInput} from '../log/scan_files.ts';
import type {AddressInfo} from 'node:net';

const never = new AbortController().signal;

interface Given extends Omit<LogInput, 'bytes'> {
    text: string;
}

async function all(inputs: Iterable<LogInput> | AsyncIterable<LogInput>): Promise<Given[]> {
    const given: Given[] = [];
    for await (const {bytes, ...input} of inputs) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of bytes) {
            chunks.push(chunk.slice());
        }
        given.push({...input, text: Buffer.concat(chunks).toString()});
    }
    return given;
}

const textOf = (given: readonly Given[]) => given.map(({text}) => text).join('');

/** Reads through a proxy that plays a fault where `faultOf` says so. */
async function through(faultOf: (request: string) => Fault, use: (log: ServerLog, requests: string[]) => Promise<void>): Promise<void> {
    const proxy = await startFaultyProxy(server.url, faultOf);
    try {
        await use(new ServerLog(new RestClient({url: proxy.url, token: admin.getToken(), sleep: async () => undefined})), proxy.requests);
    } finally {
        await proxy.stop();
    }
}

let server: Mattermost;
let admin: RestClient;
let file: string;

beforeAll(async () => {
    // What the server itself writes would come in between: it logs errors only, and the tests write.
    server = await startMattermost({config: {LogSettings: {FileLevel: 'ERROR'}}});
    admin = await signInFirstAdmin(server);
    file = path.join(server.logDir, 'mattermost.log');
});
afterAll(() => server.stop());

const numbered = (from: number, to: number) => Array.from({length: to - from}, (_, i) => `{"timestamp":"2026-11-25 01:11:45.${from + i}","level":"info","msg":"line ${from + i}"}\n`).join('');

describe('the server\'s log', () => {
    test('comes whole, with its length', async () => {
        await writeFile(file, numbered(0, 5000));
        const [log, ...others] = await all(new ServerLog(admin).read({}, never));
        expect(others).toEqual([]);
        expect(log?.text).toBe(numbered(0, 5000));
        expect([undefined, numbered(0, 5000).length]).toContain(log?.total_bytes);
    });

    test('followed, gives what was added and nothing twice, also in the middle of a line', async () => {
        await writeFile(file, numbered(0, 100));
        const log = new ServerLog(admin);
        await all(log.read({}, never));
        expect(textOf(await all(log.readMore(never)))).toBe('');
        const added = numbered(100, 120);
        await appendFile(file, added.slice(0, 500));
        expect(textOf(await all(log.readMore(never)))).toBe(added.slice(0, 500));
        await appendFile(file, added.slice(500));
        expect(await all(log.readMore(never))).toEqual([{name: log.name, text: added.slice(500)}]);
        expect(log.gaps).toEqual([]);
    });

    test.each([['shorter', numbered(900, 910)], ['as long as before, and other', numbered(500, 600)], ['longer', numbered(500, 800)]])('rotated and %s is read anew, and the gap is told', async (_, after) => {
        await writeFile(file, numbered(100, 200));
        const log = new ServerLog(admin);
        await all(log.read({}, never));
        await writeFile(file, after);
        expect(await all(log.readMore(never))).toMatchObject([{name: log.name, is_new: true, text: after}]);
        expect(log.gaps).toEqual([{kind: 'rotated_away', name: log.name}]);
        await appendFile(file, 'more\n');
        expect(await all(log.readMore(never))).toEqual([{name: log.name, text: 'more\n'}]);
    });

    test('that was empty begins with what is added', async () => {
        await writeFile(file, '');
        const log = new ServerLog(admin);
        expect(textOf(await all(log.read({}, never)))).toBe('');
        expect(textOf(await all(log.readMore(never)))).toBe('');
        await appendFile(file, numbered(0, 3));
        expect(textOf(await all(log.readMore(never)))).toBe(numbered(0, 3));
    });

    test('is read from a byte on, and what is no longer there is said to be changed', async () => {
        await writeFile(file, numbered(0, 100));
        const log = new ServerLog(admin);
        await all(log.read({}, never));
        expect(textOf(await all([{name: log.name, bytes: log.readFrom(log.name, 200, never)}]))).toBe(numbered(0, 100).slice(200));
        await writeFile(file, 'short\n');
        await expect(log.readFrom(log.name, 200, never).next()).rejects.toMatchObject({name: 'InputError', kind: 'changed'});
    });

    test('stopped in the middle, it ends as aborted, and is followed from there', async () => {
        await writeFile(file, numbered(0, 200_000));
        const log = new ServerLog(admin);
        const abort = new AbortController();
        let read = '';
        const reading = (async () => {
            for await (const {bytes} of log.read({}, abort.signal)) {
                for await (const chunk of bytes) {
                    read += Buffer.from(chunk).toString();
                    abort.abort();
                }
            }
        })();
        await expect(reading).rejects.toMatchObject({kind: 'aborted'});
        expect(read.length).toBeLessThan(numbered(0, 200_000).length);
        expect(read + textOf(await all(log.readMore(never)))).toBe(numbered(0, 200_000));
    });
});

test('a connection that breaks in the middle is taken up where it broke', async () => {
    await writeFile(file, numbered(0, 100_000));
    let broken = 0;
    const proxy = http.createServer((incoming, outgoing) => {
        http.get(`${server.url}${incoming.url}`, {headers: incoming.headers}, (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            let passed = 0;
            answer.on('data', (chunk: Buffer) => {
                passed += chunk.length;
                outgoing.write(chunk);
                if (passed > 100_000 && broken < 2) {
                    broken++;
                    setTimeout(() => incoming.socket.destroy(), 20);
                    answer.destroy();
                }
            });
            answer.on('end', () => outgoing.end());
        });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    try {
        const log = new ServerLog(new RestClient({url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, token: admin.getToken(), sleep: async () => undefined}));
        expect(textOf(await all(log.read({}, never))) === numbered(0, 100_000)).toBe(true);
        expect(broken).toBe(2);
        expect(log.gaps).toEqual([]);
    } finally {
        proxy.closeAllConnections();
        proxy.close();
    }
});

describe('a server without /logs/download', () => {
    const without = (request: string): Fault => (request.includes('/logs/download') ? {status: 404, body: '{"id":"api.context.404.app_error"}'} : 'none');

    test('gives its last lines in order, and what was added since', async () => {
        await writeFile(file, numbered(0, 15_000));
        await through(without, async (log) => {
            expect(textOf(await all(log.read({}, never)))).toBe(numbered(0, 15_000));
            expect(log.gaps).toEqual([]);
            expect(textOf(await all(log.readMore(never)))).toBe('');
            await appendFile(file, numbered(15_000, 15_010));
            expect(textOf(await all(log.readMore(never)))).toBe(numbered(15_000, 15_010));
            await expect(log.readFrom(log.name, 0, never).next()).rejects.toMatchObject({kind: 'changed'});
        });
    });

    test('is not asked for more than its last lines, and that is told', async () => {
        await writeFile(file, numbered(0, 31_000));
        await through(without, async (log, requests) => {
            expect(textOf(await all(log.read({}, never)))).toBe(numbered(1000, 31_000));
            expect(log.gaps).toEqual([{kind: 'only_recent_lines', name: log.name, lines: 30_000}]);
            expect(requests.filter((request) => request.includes('/logs?'))).toHaveLength(3);
        });
    });
});

describe('what cannot be read', () => {
    test('somebody without the right is refused', async () => {
        await createUser(admin, 'nobody');
        const log = new ServerLog(await signIn(server, 'nobody'));
        await expect(all(log.read({}, never))).rejects.toMatchObject({name: 'RestError', kind: 'forbidden', status: 403});
    });

    test('a server that writes no log file is a gap, found at once', async () => {
        await admin.patchConfig({LogSettings: {EnableFile: false}} as Parameters<RestClient['patchConfig']>[0]);
        try {
            await through(() => 'none', async (log, requests) => {
                expect(await all(log.read({}, never))).toEqual([]);
                expect(log.gaps).toEqual([{kind: 'file_logging_off'}]);
                expect(requests.filter((request) => request.includes('/logs'))).toHaveLength(2);
            });
        } finally {
            await admin.patchConfig({LogSettings: {EnableFile: true}} as Parameters<RestClient['patchConfig']>[0]);
        }
    });
});

describe.each([
    ['a file', (text: string) => new FileSource('a.log', new Blob([text]))],
    ['pasted text', (text: string) => new TextSource('a.log', text)],
])('%s', (_, make) => {
    test('is given whole and from a byte on, with its length in bytes', async () => {
        const text = `é${'x'.repeat(3_000_000)}\nend`;
        const source = make(text);
        expect(await all(source.read({}, never))).toEqual([{name: 'a.log', total_bytes: Buffer.byteLength(text), text}]);
        const end: Uint8Array[] = [];
        for await (const chunk of source.readFrom('a.log', 3_000_003, never)) {
            end.push(chunk);
        }
        expect(Buffer.concat(end).toString()).toBe('end');
    });
});

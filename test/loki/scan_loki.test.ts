import {readFile} from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {main} from '../../server-bridge/cli/main.ts';
import {parseLine} from '../../server-bridge/log/parse_line.ts';
import {corpora} from '../logs/score.ts';

import {builtLoki} from './build_loki.ts';
import {push} from './push.ts';
import {startLoki} from './start_loki.ts';

import type {Loki} from './start_loki.ts';
import type {AddressInfo} from 'node:net';

const corpus = path.join(corpora, 'dev-json');
const log = path.join(corpus, 'mattermost.log');
const audit = path.join(corpus, 'audit.log');
const state = ['--state', path.join(corpus, 'server-state.json')];
const time = ['--since', '2026-11-25T01:00Z', '--until', '2026-11-25T02:00Z'];

/** Runs the command line in this process. */
async function run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<{code: number; out: string; errors: string}> {
    let out = '';
    const errors: string[] = [];
    const code = await main(args, {
        env,
        stdin: (async function* () {})(),
        now: () => Date.UTC(2026, 10, 25, 2),
        write: (text) => {
            out += text;
        },
        progress: () => undefined,
        note: (line) => errors.push(line),
    }, (line) => errors.push(line));
    return {code, out, errors: errors.join('\n')};
}

interface Report {
    lines: number;
    gaps?: unknown[];
    events: Array<{at: number; request_id: string; reason: string; attribution: unknown}>;
    incidents: unknown[];
}

const parsed = ({out}: {out: string}) => JSON.parse(out) as Report;
const told = ({events}: Report) => events.map(({at, request_id, reason, attribution}) => JSON.stringify({at, request_id, reason, attribution})).sort();

describe('2 and one line of help for', () => {
    test.each([
        [['scan', '--loki', 'http://127.0.0.1:1'], {}, '--loki needs --since'],
        [['scan', '--loki', 'loki:3100', ...time], {}, '--loki takes an address'],
        [['scan', '--loki', 'http://me:secret@loki:3100', ...time], {}, 'takes no credentials'],
        [['scan', '--loki', 'http://127.0.0.1:1', '--query', 'sum(1)', ...time], {}, 'begins with the streams'],
        [['scan', log, '--query', '{a="b"}'], {}, 'give its address with --loki'],
        [['scan', '--loki', 'http://127.0.0.1:1', ...time], {LOKI_USERNAME: 'me', LOKI_BEARER_TOKEN: 'secret'}, 'both say who asks'],
    ])('%j', async (args, env, message) => {
        const {code, out, errors} = await run(args, env);
        expect([code, out]).toEqual([2, '']);
        expect(errors).toContain(message);
        expect(errors).not.toContain('secret');
    });
});

test('credentials and tenant come out of the environment and go to Loki in headers', async () => {
    const seen: http.IncomingHttpHeaders[] = [];
    const server = http.createServer((request, response) => {
        seen.push(request.headers);
        response.writeHead(401).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const basic = await run(['scan', '--loki', url, ...time], {LOKI_USERNAME: 'mé', LOKI_PASSWORD: 'pw', LOKI_ORG_ID: 'team-1'});
    await run(['scan', '--loki', url, ...time], {LOKI_BEARER_TOKEN: 'abc'});
    await new Promise((resolve) => server.close(resolve));
    expect(seen.map(({authorization, 'x-scope-orgid': tenant}) => [authorization, tenant])).toEqual([
        [`Basic ${Buffer.from('mé:pw').toString('base64')}`, 'team-1'], ['Bearer abc', undefined],
    ]);
    expect(basic).toMatchObject({code: 2, out: ''});
    expect(basic.errors).toContain('Loki refuses the credentials');
});

test('the help names the environment variables', async () => {
    expect((await run(['scan', '--help'])).out).toMatch(/LOKI_USERNAME.*LOKI_PASSWORD.*LOKI_BEARER_TOKEN.*LOKI_ORG_ID/s);
});

describe.skipIf(!builtLoki())('token-audit scan --loki', () => {
    let loki: Loki;
    const env = {LOKI_ORG_ID: 'cli'};
    beforeAll(async () => {
        loki = await startLoki({tenants: {}});
        const lines = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
        await push(loki.url, [0, 1].map((node) => ({
            labels: {app: 'mattermost', node: `chat-${node}`},
            lines: lines.map((line, i): [bigint, string] => {
                const line_ = parseLine(line);
                return [(BigInt((line_?.kind === 'log' ? line_.line.at : null) ?? 0) * 1_000_000n) + BigInt(i), line];
            }).filter((_, i) => i % 2 === node),
        })), 'cli');
    });
    afterAll(() => loki?.stop());

    test('reports what a scan of the file does, beside files and with state, and says that nothing was left out', async () => {
        const [fromLoki, fromFile] = [await run(['scan', audit, '--loki', loki.url, ...time, ...state, '--format', 'json'], env), await run(['scan', audit, log, ...time, ...state, '--format', 'json'])];
        expect([fromLoki.code, fromLoki.errors]).toEqual([1, '']);
        expect(told(parsed(fromLoki))).toEqual(told(parsed(fromFile)));
        expect(parsed(fromLoki).gaps).toEqual([]);
        expect(parsed(fromFile)).not.toHaveProperty('gaps');
        expect(parsed(fromLoki).lines).toBeLessThan(parsed(fromFile).lines);
    });

    test('keeps to the streams and the time it was given', async () => {
        const all = parsed(await run(['scan', '--loki', loki.url, ...time, '--format', 'json'], env));
        const node = parsed(await run(['scan', '--loki', loki.url, '--query', '{app="mattermost", node="chat-1"}', ...time, '--format', 'json'], env));
        expect(node.lines).toBeLessThan(all.lines);
        const since = '2026-11-25T01:15:04Z';
        const late = parsed(await run(['scan', '--loki', loki.url, '--since', since, '--until', '2026-11-25T02:00Z', '--format', 'json'], env));
        expect(late.events.map(({request_id}) => request_id).sort()).toEqual(all.events.filter(({at}) => at >= Date.parse(since)).map(({request_id}) => request_id).sort());
        expect(await run(['scan', '--loki', loki.url, '--query', '{app="other"}', ...time], env)).toMatchObject({code: 0, errors: ''});
    });

    test('ends with 2 and Loki\'s words for a query that it does not take, and without a tenant', async () => {
        const wrong = await run(['scan', '--loki', loki.url, '--query', '{app="mattermost"} |= ', ...time], env);
        expect(wrong).toMatchObject({code: 2, out: ''});
        expect(wrong.errors).toContain('parse error');
        expect(await run(['scan', '--loki', loki.url, ...time])).toMatchObject({code: 2, out: ''});
    });

    test('ends with 2 and names the time when nothing was found in a log of which nothing could be read', async () => {
        let asked = 0;
        const proxy = http.createServer((request, response) => {
            if (request.url?.includes('index/stats')) {
                response.writeHead(200, {'content-type': 'application/json'}).end('{"streams":1,"chunks":1,"bytes":1,"entries":1}');
            } else {
                asked++;
                response.writeHead(504).end('timeout');
            }
        });
        await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
        const {code, out, errors} = await run(['scan', '--loki', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, ...time, '--format', 'json'], env);
        proxy.closeAllConnections();
        proxy.close();
        expect(code).toBe(2);
        expect(parsed({out}).gaps).toMatchObject([{kind: 'unread', since: Date.UTC(2026, 10, 25, 0, 59), until: Date.UTC(2026, 10, 25, 2, 5)}]);
        expect(errors).toContain('Loki {app="mattermost"} was not read from 2026-11-25T00:59:00.000Z to 2026-11-25T02:05:00.000Z: Loki did not answer in time (504): timeout.');
        expect(asked).toBeLessThan(100);
    });
});

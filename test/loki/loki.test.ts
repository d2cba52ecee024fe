import {readFile} from 'node:fs/promises';
import path from 'node:path';

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {attribute} from '../../server-bridge/attribution/attribute.ts';
import {parseServerState} from '../../server-bridge/attribution/server_state.ts';
import {parseLine} from '../../server-bridge/log/parse_line.ts';
import {parseTime} from '../../server-bridge/log/parse_time.ts';
import {scanFiles} from '../../server-bridge/log/scan_files.ts';
import {LokiClient} from '../../server-bridge/log_sources/loki_client.ts';
import {LokiSource} from '../../server-bridge/log_sources/loki_source.ts';
import {randomOf} from '../bench/make_log.ts';
import {deadCredential, failedRequest, jsonLine, plainLine, REQUEST_ID, USER_ID, wrappers} from '../logs/formats.ts';
import {chunksOf} from '../logs/read_events.ts';
import {corpora} from '../logs/score.ts';

import {builtLoki} from './build_loki.ts';
import {push} from './push.ts';
import {startLoki} from './start_loki.ts';

import type {LogEvent} from '../../server-bridge/log/event.ts';
import type {ScanResult} from '../../server-bridge/log/scan_files.ts';
import type {LokiOptions} from '../../server-bridge/log_sources/loki_source.ts';
import type {Stream} from './push.ts';
import type {Loki} from './start_loki.ts';

const SECRET = 'pzj895j76pngpp5rjnfgny37xe';
const AT = Date.UTC(2026, 10, 25, 1, 15, 3, 848);
const NS = 1_000_000n;

/** The corpora's whole time. */
const range = {since: Date.UTC(2026, 10, 25, 1), until: Date.UTC(2026, 10, 25, 2)};
const never = new AbortController().signal;

// Every test has a tenant of its own; these have limits that a reading runs into at every step.
const narrow = {max_entries_limit_per_query: 50, max_query_length: '7m', max_query_bytes_read: '200KB', split_queries_by_interval: '2m'};
const tenants = {'narrow-json': narrow, 'narrow-plain': narrow, 'one-moment': narrow};

let loki: Loki;

/** Lines over nodes as `streamOf` says, sent in no order at all. `at` is each line's time in ns. */
async function ship(tenant: string, lines: ReadonlyArray<{at: bigint; line: string}>, streamOf: (line: string, i: number) => Stream['labels']): Promise<void> {
    const random = randomOf(3);
    const shuffled = lines.map((line, i) => ({...line, labels: streamOf(line.line, i), key: random()})).sort((a, b) => a.key - b.key);
    for (let from = 0; from < shuffled.length; from += 300) {
        const streams = new Map<string, Stream>();
        for (const {at, line, labels} of shuffled.slice(from, from + 300)) {
            const key = JSON.stringify(labels);
            streams.set(key, {labels, lines: [...streams.get(key)?.lines ?? [], [at, line]]});
        }
        await push(loki.url, [...streams.values()], tenant);
    }
}

/** A corpus' lines with their own times, made distinct as a shipper that reads the clock would, or in ms as they are. */
async function corpusLines(corpus: string, file: string, isDistinct: boolean): Promise<Array<{at: bigint; line: string}>> {
    const lines = (await readFile(path.join(corpora, corpus, file), 'utf8')).split('\n').filter(Boolean);
    let last = 0n;
    return lines.map((line) => {
        const parsed = parseLine(line);
        const at = BigInt((parsed?.kind === 'log' ? parsed.line.at : parseTime(parsed?.row.timestamp)) ?? 0) * NS;
        last = isDistinct && at <= last ? last + 1n : at || last;
        return {at: last, line};
    });
}

const nodeOf = (i: number) => `chat-${1 + (i % 3)}`;
const levelOf = (line: string) => (/^(?:debug|info|warn|error)/).exec(line)?.[0] ?? (/"level":"(\w+)"/).exec(line)?.[1] ?? 'none';
const audit = () => ({app: 'mattermost', file: 'audit'});

async function readLoki(tenant: string, options: LokiOptions & {client?: LokiClient} = {}): Promise<{result: ScanResult; source: LokiSource; client: LokiClient}> {
    const client = options.client ?? new LokiClient({url: loki.url, org_id: tenant});
    const source = new LokiSource(client, options);
    return {result: await scanFiles(source.read(range, never)), source, client};
}

/** What tells events apart, wherever they stood, in an order that two readings share. */
function plain(events: readonly LogEvent[]): unknown[] {
    return events.map((event) => ({...event, source: 0, line: 0})).
        sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || `${a.request_id} ${a.fingerprint} ${a.path}`.localeCompare(`${b.request_id} ${b.fingerprint} ${b.path}`));
}

const fileOf = (corpus: string, name: string) => ({name, bytes: (async function* () {
    yield* chunksOf(await readFile(path.join(corpora, corpus, name)));
})()});

async function stateOf(corpus: string) {
    return parseServerState(JSON.parse(await readFile(path.join(corpora, corpus, 'server-state.json'), 'utf8')));
}

async function expectSame(corpus: string, fromLoki: ScanResult): Promise<void> {
    const fromFiles = await scanFiles([fileOf(corpus, 'mattermost.log'), fileOf(corpus, 'audit.log')]);
    expect(fromLoki.events.length).toBeGreaterThan(150);
    expect(plain(fromLoki.events)).toEqual(plain(fromFiles.events));
    expect(fromLoki.secrets).toEqual(fromFiles.secrets);
    expect(fromLoki.records.map((record) => JSON.stringify(record)).sort()).toEqual(fromFiles.records.map((record) => JSON.stringify(record)).sort());
    const state = await stateOf(corpus);
    const attributionsOf = ({events, records}: ScanResult) => {
        const all = attribute(events, {state, records});
        return events.map((event, i) => JSON.stringify([event.at, event.request_id, event.fingerprint, event.path, all[i]])).sort();
    };
    expect(attributionsOf(fromLoki)).toEqual(attributionsOf(fromFiles));
}

describe.skipIf(!builtLoki())('Loki', () => {
    beforeAll(async () => {
        loki = await startLoki({tenants});
    });
    afterAll(() => loki?.stop());

    describe.each(['dev-json', 'dev-plain'])('with %s over three nodes, their lines out of order', (corpus) => {
        test('gives the events and attributions of the files', async () => {
            await ship(corpus, await corpusLines(corpus, 'mattermost.log', true), (_, i) => ({app: 'mattermost', node: nodeOf(i)}));
            await ship(corpus, await corpusLines(corpus, 'audit.log', true), audit);
            const {result, source} = await readLoki(corpus);
            await expectSame(corpus, result);
            expect(source.gaps).toEqual([]);
        });

        test('gives them although every level is a stream and times are in ms', async () => {
            const tenant = `ms-${corpus}`;
            const lines = await corpusLines(corpus, 'mattermost.log', false);

            // The same line twice in one ms and one stream is one to Loki: such twins go to different nodes.
            const count = new Map<string, number>();
            const twins = (line: string) => {
                count.set(line, (count.get(line) ?? -1) + 1);
                return count.get(line) ?? 0;
            };
            await ship(tenant, lines, (line) => ({app: 'mattermost', node: nodeOf(twins(line)), level: levelOf(line)}));
            await ship(tenant, await corpusLines(corpus, 'audit.log', true), audit);
            await expectSame(corpus, (await readLoki(tenant)).result);
        });

        test('gives them through limits on lines, bytes and time of a query', async () => {
            const tenant = corpus === 'dev-json' ? 'narrow-json' : 'narrow-plain';
            await ship(tenant, await corpusLines(corpus, 'mattermost.log', true), (_, i) => ({app: 'mattermost', node: nodeOf(i)}));
            await ship(tenant, await corpusLines(corpus, 'audit.log', true), audit);
            const {result, source, client} = await readLoki(tenant);
            await expectSame(corpus, result);
            expect(source.gaps).toEqual([]);
            expect(client.cost.requests).toBeGreaterThan(20);
        });
    });

    describe('when it fails', () => {
        const lines = Array.from({length: 120}, (_, i) => ({at: (BigInt(AT) + BigInt(i * 20_000)) * NS, line: failedRequest(jsonLine, 403).replace(REQUEST_ID, `${i}`.padStart(26, 'h'))}));
        const faulty = (fail: (request: number, stretch: {from: bigint; to: bigint}) => Response | undefined) => {
            let requests = 0;
            return new LokiClient({url: loki.url, org_id: 'faulty'}, {fetch: async (input, init) => {
                const url = new URL(String(input));
                const failure = url.pathname.endsWith('query_range') ? fail(++requests, {from: BigInt(url.searchParams.get('start') ?? 0), to: BigInt(url.searchParams.get('end') ?? 0)}) : undefined;
                return failure ?? fetch(input, init);
            }});
        };
        beforeAll(() => ship('faulty', lines, () => ({app: 'mattermost'})));

        test.each([
            ['429', () => new Response('too many outstanding requests', {status: 429, headers: {'retry-after': '0'}})],
            ['500', () => new Response('internal', {status: 500})],
            ['502 of a proxy', () => new Response('<html>bad gateway</html>', {status: 502})],
            ['504', () => new Response('context deadline exceeded', {status: 504})],
            ['too large an answer', () => new Response('rpc error: code = ResourceExhausted desc = grpc: received message larger than max (6000000 vs. 4194304)', {status: 500})],
            ['a connection that is reset', () => Response.error()],
        ])('now and then (%s), nothing is missing', async (_, failure) => {
            const {result, source} = await readLoki('', {client: faulty((request) => {
                const answer = request % 3 === 1 ? failure() : undefined;
                if (answer?.type === 'error') {
                    throw new TypeError('fetch failed');
                }
                return answer;
            })});
            expect(source.gaps).toEqual([]);
            expect(result.events).toHaveLength(lines.length);
        });

        test('on one stretch for good, that stretch is named and everything else read', async () => {
            const bad = (BigInt(AT) + 605_000n) * NS;
            const {result, source} = await readLoki('', {client: faulty((_, {from, to}) => (from <= bad && bad < to ? new Response('timeout', {status: 504}) : undefined))});
            const [gap] = source.gaps;
            expect(source.gaps).toHaveLength(1);
            const inGap = ({at}: {at: bigint}) => gap?.kind === 'unread' && at >= BigInt(gap.since) * NS && at < BigInt(gap.until) * NS;
            expect(gap).toMatchObject({kind: 'unread', why: expect.stringContaining('did not answer in time')});
            expect(gap?.kind === 'unread' && gap.since <= AT + 605_000 && gap.until > AT + 605_000 && gap.until - gap.since < 1_200_000).toBe(true);
            expect(result.events).toHaveLength(lines.filter((line) => !inGap(line)).length);
        });

        test('from some moment on, what is left is named as one stretch', async () => {
            let isGone = false;
            const {result, source} = await readLoki('', {client: faulty((_, {from}) => {
                isGone ||= from > BigInt(AT) * NS;
                if (isGone) {
                    throw new TypeError('fetch failed');
                }
                return new Response('the query time range exceeds the limit (query length: 1h0m0s, limit: 5m0s)', {status: 400});
            })});
            expect(result.events.length).toBeLessThan(lines.length);
            expect(source.gaps).toMatchObject([{kind: 'unread', why: 'Loki does not answer'}]);
        });

        test.each([
            ['credentials', 401, 'no credentials', 'unauthorized'],
            ['a query', 400, 'parse error at line 1, col 2: syntax error', 'rejected'],
            ['an address', 404, '404 page not found', 'not_found'],
            ['an address that leads elsewhere', 302, '', 'rejected'],
            ['an answer that is none', 200, '<html>Sign in</html>', 'malformed'],
        ])('because of %s, that is an error', async (_, status, body, kind) => {
            await expect(readLoki('', {client: faulty(() => new Response(body, {status}))})).rejects.toMatchObject({name: 'LokiError', kind});
        });

        test('a reading that is given up ends at once', async () => {
            const stop = new AbortController();
            const client = faulty(() => {
                stop.abort();
                return new Response('', {status: 503, headers: {'retry-after': '60'}});
            });
            await expect(scanFiles(new LokiSource(client).read(range, stop.signal))).rejects.toMatchObject({name: 'AbortError'});
        });
    });

    test('hands over a small part of the log, and the events of all of it', async () => {
        const lines = Array.from({length: 3000}, (_, i) => ({at: (BigInt(AT) * NS) + BigInt(i), line: i % 100 === 0 ? failedRequest(jsonLine, 403).replace(REQUEST_ID, `${i}`.padStart(26, 'a')) : jsonLine('debug', 'Received HTTP request', [['url', `/api/v4/x/${i}`], ['status_code', '200']])}));
        await ship('part', lines, () => ({app: 'mattermost'}));
        const [part, whole] = [await readLoki('part'), await readLoki('part', {everything: true})];
        expect(plain(part.result.events)).toEqual(plain(whole.result.events));
        expect([part.result.lines, whole.result.lines]).toEqual([30, 3000]);
        expect(part.client.cost.bytes).toBeLessThan(whole.client.cost.bytes / 10);
    });

    test.each(Object.entries(wrappers))('selects lines with %s around them', async (name, wrap) => {
        const lines = [jsonLine, plainLine].flatMap((format, i) => [
            ...deadCredential(format, SECRET, 'inactive_token').map((line) => line.replace(REQUEST_ID, `${i}`.padStart(26, 'b'))),
            format('debug', 'Received HTTP request', [['method', 'GET'], ['url', '/api/v4/x'], ['request_id', `${i}`.padStart(26, 'c')], ['status_code', '404']]),
        ]).map(wrap);
        const tenant = `wrapped-${Object.keys(wrappers).indexOf(name)}`;
        await ship(tenant, lines.map((line, i) => ({at: (BigInt(AT) * NS) + BigInt(i), line})), () => ({app: 'mattermost'}));
        const {result} = await readLoki(tenant);
        expect(result.events.map(({reason}) => reason)).toEqual(['inactive_token', 'client_error', 'inactive_token', 'client_error']);
    });

    test('more lines of one moment than it gives at once are named, and all others are read', async () => {
        const line = (i: number, at: bigint) => ({at, line: failedRequest(jsonLine, 403).replace(REQUEST_ID, `${i}`.padStart(26, 'd'))});
        const moment = BigInt(AT) * NS;
        await ship('one-moment', [
            ...Array.from({length: 70}, (_, i) => line(i, moment)),
            ...Array.from({length: 70}, (_, i) => line(100 + i, moment + BigInt(i + 1))),
            ...Array.from({length: 30}, (_, i) => line(200 + i, moment - BigInt(i + 1))),
        ], () => ({app: 'mattermost'}));
        const {result, source} = await readLoki('one-moment');
        expect(source.gaps).toMatchObject([{kind: 'unread', since: AT, until: AT + 1, why: expect.stringContaining('one and the same moment')}]);
        expect(result.events).toHaveLength(150);
        expect(new Set(result.events.map((event) => event.request_id)).size).toBe(150);
    });

    test('what a path writes between the ends of its broken line is not believed, whatever other nodes write meanwhile', async () => {
        const forged = failedRequest(plainLine, 403, {user_id: USER_ID}).replace(REQUEST_ID, 'eeeeeeeeeeeeeeeeeeeeeeeeee');
        const broken = plainLine('debug', 'Received HTTP request', [['method', 'GET'], ['url', `/a b\n${forged}\nc`], ['request_id', 'f'.repeat(26)], ['status_code', '200']]).split('\n');
        const others = broken.flatMap((line, i) => [
            {node: 'a', line},
            {node: 'b', line: failedRequest(plainLine, 404).replace(REQUEST_ID, `${i}`.padStart(26, 'g'))},
        ]);
        const nodes = new Map(others.map(({node, line}) => [line, node]));
        await ship('forged', others.map(({line}, i) => ({at: (BigInt(AT) * NS) + BigInt(i), line})), (line) => ({app: 'mattermost', node: nodes.get(line) ?? '', level: levelOf(line)}));
        const {result} = await readLoki('forged');
        expect(result.events.map(({status, request_id}) => [status, request_id])).toEqual([0, 1, 2].map((i) => [404, `${i}`.padStart(26, 'g')]));
    });

    test('following gives what came since, late lines too, and nothing twice', async () => {
        let now = AT;
        const line = (id: string, at: number) => ({at: BigInt(at) * NS, line: failedRequest(jsonLine, 403).replace(REQUEST_ID, id.repeat(26))});
        const source = new LokiSource(new LokiClient({url: loki.url, org_id: 'follow'}), {now: () => now});
        const ids = async (more: boolean) => (await scanFiles(more ? source.readMore(never) : source.read({since: AT - 3_600_000}, never))).events.map((event) => event.request_id?.[0]);
        const labels = () => ({app: 'mattermost'});
        await ship('follow', [line('a', AT - 120_000), line('b', AT - 500)], labels);
        expect(await ids(false)).toEqual(['a', 'b']);
        await ship('follow', [line('c', AT - 20_000), line('d', AT + 1000)], labels);
        now += 5000;
        expect((await ids(true)).sort()).toEqual(['c', 'd']);
        now += 5000;
        expect(await ids(true)).toEqual([]);
    });
});

import {setTimeout as sleep} from 'node:timers/promises';

import {expect, test} from 'vitest';

import {LokiClient} from './loki_client.ts';
import {ShardReader} from './loki_shards.ts';

import type {Stretch} from './loki_client.ts';

const HOUR = 3_600_000n * 1_000_000n;
const WEEK = 168n * HOUR;
const GB = 1 << 30;

/** A log of `bytes` that all lie in `busy`, one line every 10 MB, as far as a client can tell; what it is asked is noted. */
function storeOf(bytes: number, busy: Stretch, linesPerGb = 100) {
    const noted = {reads: [] as Stretch[], running: 0, most: 0, finished: 0};
    const step = (busy.to - busy.from) / BigInt(Math.round((bytes / GB) * linesPerGb));
    const answer = async (input: string | URL | Request): Promise<Response> => {
        const url = new URL(String(input));
        const [from, to] = [BigInt(url.searchParams.get('start') ?? 0), BigInt(url.searchParams.get('end') ?? 0)];
        const [start, end] = [from > busy.from ? from : busy.from, to < busy.to ? to : busy.to];
        if (url.pathname.endsWith('stats')) {
            return Response.json({bytes: end > start ? (bytes * Number(end - start)) / Number(busy.to - busy.from) : 0});
        }
        noted.reads.push({from, to});
        noted.most = Math.max(noted.most, ++noted.running);
        await sleep(2 + (noted.reads.length % 3));
        noted.running--;
        noted.finished++;
        const values: Array<[string, string]> = [];
        for (let at = busy.from + (((start - busy.from + step - 1n) / step) * step); at < end && values.length < Number(url.searchParams.get('limit')); at += step) {
            values.push([String(at), 'a line']);
        }
        return Response.json({status: 'success', data: {resultType: 'streams', result: [{stream: {app: 'mattermost'}, values}]}});
    };
    return {noted, client: new LokiClient({url: 'http://loki'}, {parallel: 3, fetch: answer})};
}

const optionsOf = (client: LokiClient) => ({client, query: '{a="b"}', selector: '{a="b"}', signal: new AbortController().signal, onGap: () => undefined});

test('shards are small where the log is, however little of the time that is', async () => {
    const busy = {from: 50n * HOUR, to: 51n * HOUR};
    const {noted, client} = storeOf(4 * GB, busy);
    const times: bigint[] = [];
    for await (const page of new ShardReader(optionsOf(client)).read({from: 0n, to: WEEK})) {
        times.push(...page.map(({at}) => at));
    }
    expect(times).toHaveLength(400);
    expect(times).toEqual([...times].sort((a, b) => Number(a - b)));
    const inside = noted.reads.filter(({from, to}) => to > busy.from && from < busy.to);
    for (const {from, to} of inside) {
        expect(4 * GB * Number(to - from) / Number(busy.to - busy.from)).toBeLessThan(256 << 20);
    }
    expect(inside.length).toBeLessThan(100);
    expect(noted.reads.length - inside.length).toBeLessThan(100);
});

test('as many requests run at once as were asked for, and no more is read ahead than twice that', async () => {
    const {noted, client} = storeOf(4 * GB, {from: 0n, to: WEEK});
    let taken = 0;
    for await (const page of new ShardReader(optionsOf(client)).read({from: 0n, to: WEEK})) {
        taken++;
        await sleep(10);
        expect(page.length).toBeGreaterThan(0);
        expect(noted.finished + noted.running - taken).toBeLessThanOrEqual(6);
    }
    expect(noted.most).toBe(3);
});

test('many full pages of one shard are in order and complete, and are read at once as well', async () => {
    const {noted, client} = storeOf(GB / 16, {from: 0n, to: HOUR}, 16 * 3000);
    const times: bigint[] = [];
    for await (const page of new ShardReader({...optionsOf(client), limit: 100}).read({from: 0n, to: HOUR})) {
        times.push(...page.map(({at}) => at));
    }
    expect(times).toHaveLength(3000);
    expect(new Set(times).size).toBe(3000);
    expect(times).toEqual([...times].sort((a, b) => Number(a - b)));
    expect(noted.most).toBe(3);
});

test('who stops reading stops the requests', async () => {
    const {noted, client} = storeOf(4 * GB, {from: 0n, to: WEEK});
    for await (const page of new ShardReader(optionsOf(client)).read({from: 0n, to: WEEK})) {
        void page;
        break;
    }
    const asked = noted.reads.length;
    await sleep(50);
    expect(noted.reads.length).toBe(asked);
});

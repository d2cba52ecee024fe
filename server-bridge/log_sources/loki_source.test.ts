import {expect, test} from 'vitest';

import {failedRequest, jsonLine, REQUEST_ID} from '../../test/logs/formats.ts';
import {scanFiles} from '../log/scan_files.ts';

import {LokiClient} from './loki_client.ts';
import {LokiSource} from './loki_source.ts';

import type {TailSocket} from './loki_client.ts';

const AT = Date.UTC(2026, 10, 25, 1, 15, 3, 848);
const MINUTE = 60_000;
const NS = 1_000_000n;
const never = new AbortController().signal;

interface Socket {
    hear: (event: {data: unknown}) => void;
    ends: Array<() => void>;
}

/** A Loki of a few lines, each of a request whose id is one letter, and a source that follows it. */
function follow({hasTail = false} = {}) {
    const lines: Array<{at: number; line: string}> = [];
    const world = {now: AT, isBusy: false};
    const sockets = new Set<Socket>();
    const answer = async (input: string | URL | Request): Promise<Response> => {
        const url = new URL(String(input));
        const [from, to] = ['start', 'end'].map((name) => BigInt(url.searchParams.get(name) ?? 0));
        if (world.isBusy) {
            return new Response('too many outstanding requests', {status: 429, headers: {'retry-after': '0'}});
        }
        if (url.pathname.endsWith('stats')) {
            return Response.json({bytes: 1000});
        }
        const values = lines.filter(({at}) => BigInt(at) * NS >= (from ?? 0n) && BigInt(at) * NS < (to ?? 0n)).map(({at, line}) => [String(BigInt(at) * NS), line]);
        return Response.json({status: 'success', data: {resultType: 'streams', result: [{stream: {app: 'mattermost'}, values}]}});
    };
    const openSocket = (): TailSocket => {
        const socket: Socket = {hear: () => undefined, ends: []};
        sockets.add(socket);
        return {
            addEventListener: (type: string, listener: (event: {data: unknown}) => void) => {
                if (type === 'message') {
                    socket.hear = listener;
                } else if (type === 'close') {
                    socket.ends.push(() => listener({data: ''}));
                } else {
                    queueMicrotask(() => listener({data: ''}));
                }
            },
            close: () => sockets.delete(socket) && socket.ends.forEach((end) => end()),
        };
    };
    const source = new LokiSource(new LokiClient({url: 'http://loki'}, {fetch: answer, ...hasTail ? {openSocket} : {}}), {now: () => world.now});
    const write = (id: string, at: number) => {
        const line = failedRequest(jsonLine, 403).replace(REQUEST_ID, id.repeat(26));
        lines.push({at, line});
        const message = JSON.stringify({streams: [{stream: {app: 'mattermost'}, values: [[String(BigInt(at) * NS), line]]}]});
        sockets.forEach(({hear}) => hear({data: message}));
    };
    const found: string[] = [];
    const read = async (inputs: ReturnType<LokiSource['readMore']>) => {
        for await (const input of inputs) {
            found.push(...(await scanFiles([input])).events.map((event) => event.request_id?.[0] ?? ''));
        }
    };
    return {world, sockets, write, source, found, begin: () => read(source.read({since: AT - MINUTE}, never)), more: () => read(source.readMore(never))};
}

test.each([false, true])('what an outage keeps from a follower comes when it is over, once, and is no gap (with a tail: %s)', async (hasTail) => {
    const {world, sockets, write, source, found, begin, more} = follow({hasTail});
    write('a', AT - 1000);
    await begin();
    world.now += 5000;
    write('b', world.now - 1000);
    await more();
    world.isBusy = true;
    sockets.forEach(({ends}) => ends.forEach((end) => end()));
    sockets.clear();
    for (const id of 'cdefghijkl') {
        world.now += MINUTE;
        write(id, world.now - 1000);
        await expect(more()).rejects.toMatchObject({name: 'LokiError', kind: 'rate_limited'});
        expect(sockets.size).toBeLessThanOrEqual(1);
    }
    expect(found).toEqual(['a', 'b']);
    world.isBusy = false;
    world.now += 5000;
    await more();
    world.now += 5000;
    write('m', world.now - 1000);
    await more();
    expect(found.sort()).toEqual([...'abcdefghijklm']);
    expect(source.gaps).toEqual([]);
});

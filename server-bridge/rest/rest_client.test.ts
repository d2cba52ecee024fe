import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';

import {RestClient} from './rest_client.ts';

import type {Fault} from '../../test/mattermost/faulty_proxy.ts';
import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {RestErrorKind} from './rest_error.ts';

let server: Mattermost;
let admin: RestClient;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
});
afterAll(() => server.stop());

const rejection = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => error);

/** A client through a proxy that plays `faults` one after the other, then none. */
async function throughFaults(faults: Fault[], use: (client: RestClient, slept: number[]) => Promise<void>): Promise<string[]> {
    const left = [...faults];
    const slept: number[] = [];
    const proxy = await startFaultyProxy(server.url, () => left.shift() ?? 'none');
    try {
        await use(new RestClient({
            url: proxy.url,
            token: admin.getToken(),
            random: () => 0.5,
            sleep: async (ms) => {
                slept.push(ms);
            },
        }), slept);
    } finally {
        await proxy.stop();
    }
    return proxy.requests;
}

describe('failures of a real server become one closed list', () => {
    const cases: Array<[string, RestErrorKind, () => Promise<unknown>]> = [
        ['nobody listening', 'network', () => new RestClient({url: 'http://127.0.0.1:1', sleep: async () => undefined}).getMe()],
        ['no session', 'unauthorized', () => new RestClient({url: server.url}).getMe()],
        ['an id that does not exist', 'not_found', () => admin.getUserAccessToken('abcdefghijklmnopqrstuvwxyz')],
        ['a token without a description', 'rejected', async () => admin.createUserAccessToken((await admin.getMe()).id, '')],
    ];
    test.each(cases)('%s is %s', async (_, kind, request) => {
        expect(await rejection(request())).toMatchObject({name: 'RestError', kind});
    });

    test('an abort ends a request as aborted, and a later one is not even sent', async () => {
        const requests = await throughFaults([], async (client) => {
            const abort = new AbortController();
            const abortable = client.abortable(abort.signal);
            await abortable.getMe();
            abort.abort();
            expect(await rejection(abortable.getMe())).toMatchObject({kind: 'aborted'});
        });
        expect(requests).toHaveLength(1);
    });
});

describe('repeating', () => {
    test('a read is repeated after 503 and after a broken connection, with growing pauses', async () => {
        const requests = await throughFaults([{status: 503}, 'reset_before', 'reset_after'], async (client, slept) => {
            expect((await client.getMe()).username).toBe('admin');
            expect(slept).toEqual([250, 500, 1000]);
        });
        expect(requests).toHaveLength(4);
    });

    test('a read gives up in the end and says why', async () => {
        await throughFaults(Array<Fault>(20).fill({status: 502}), async (client) => {
            expect(await rejection(client.getMe())).toMatchObject({kind: 'server', status: 502});
        });
    });

    test.each<Fault>([{status: 503}, 'reset_before', 'reset_after'])('a write is never repeated blindly: %j', async (fault) => {
        const requests = await throughFaults([fault], async (client) => {
            expect(await rejection(client.revokeUserAccessToken('abcdefghijklmnopqrstuvwxyz'))).toMatchObject({outcome_unknown: true});
        });
        expect(requests).toHaveLength(1);
    });

    test('a 429 is waited out as long as the server says, for a write as well, since nothing happened', async () => {
        const limited = {status: 429, headers: {'Retry-After': '1', 'Content-Type': 'text/plain'}, body: 'limit exceeded'};
        const requests = await throughFaults([limited], async (client, slept) => {
            expect(await rejection(client.revokeUserAccessToken('abcdefghijklmnopqrstuvwxyz'))).toMatchObject({kind: 'not_found'});
            expect(slept[0]).toBeGreaterThan(900);
        });
        expect(requests).toHaveLength(2);
    });
});

test('against the server\'s own rate limit every request gets its turn', async () => {
    const limited = await startMattermost({config: {RateLimitSettings: {Enable: true, PerSec: 20, MaxBurst: 10, VaryByUser: true}}});
    try {
        const client = await signInFirstAdmin(limited);
        const answers = await Promise.all(Array.from({length: 40}, () => client.getMe()));
        expect(answers.every((me) => me.username === 'admin')).toBe(true);
    } finally {
        await limited.stop();
    }
});

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {LogCollection} from '../../server-bridge/log/log_collection.ts';
import {ServerLog} from '../../server-bridge/log_sources/server_log.ts';
import {RestError} from '../../server-bridge/rest/rest_error.ts';
import {sleep} from '../../server-bridge/rest/sleep.ts';
import {LogSession} from '../../webapp/src/logs/log_session.ts';
import {createToken, createUser, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {randomFaults} from './random_faults.ts';
import {faultFor, through} from './through.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {LogSnapshot} from '../../webapp/src/logs/log_snapshot.ts';
import type {Fault} from '../mattermost/faulty_proxy.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

const never = new AbortController().signal;
const DOWNLOAD = /\/logs\/download/;

let server: Mattermost;
let admin: RestClient;
let secret: string;

/** Ids of every request that failed, oldest first: the server's own word, out of its answers. */
const failed: string[] = [];

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    const token = await createToken(admin, (await createUser(admin)).id, 'ci');
    await admin.disableUserAccessToken(token.id);
    secret = token.secret;
});
afterAll(() => server.stop());

async function fail(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
        const answer = await fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}});
        expect(answer.status).toBe(401);
        failed.push(answer.headers.get('X-Request-Id') ?? '');
    }
}

const idsOf = (events: ReadonlyArray<{request_id: string | null}>) => events.map(({request_id}) => request_id).filter((id) => id !== null && failed.includes(id)).sort();
const allFailed = () => [...failed].sort();

test('a log read and followed through 30% faults tells of every failed request exactly once, and of no gap that is none', () => through(admin, randomFaults(0.3, 11), async (client) => {
    await fail(300);
    const log = new ServerLog(client);
    const logs = new LogCollection();

    // As LogSession does: what breaks off is gone on with the next time.
    const read = async () => {
        try {
            for await (const {bytes} of logs.inputs > 0 ? log.readMore(never) : log.read({}, never)) {
                await (logs.inputs > 0 ? logs.readMore(0, bytes) : logs.read({name: log.name, bytes}, {}, true));
            }
        } catch (error) {
            expect(error).toBeInstanceOf(RestError);
        }
    };
    for (let round = 0; round < 40; round++) {
        await read();
        await fail(5);
    }
    await expect.poll(async () => {
        await read();
        return idsOf(logs.result().events);
    }).toEqual(allFailed());
    expect(log.gaps).toEqual([]);
    expect(logs.result().unparsed).toBe(0);
}));

/** The panel's session without its worker, in a hurry. */
function session(client: RestClient) {
    let snapshot: Partial<LogSnapshot> = {};
    const seen = new Set<string>();
    const answers = new Map<number, (blob: Blob) => void>();
    const log = new LogSession({
        makeClient: () => client,
        sleep: (_, signal) => sleep(10, signal),
        tell: (told) => {
            if (told.type === 'changed') {
                snapshot = {...snapshot, ...told.change};
                seen.add(describeFollowing(snapshot));
            } else if (told.type === 'answer') {
                answers.get(told.call)?.(told.value as Blob);
            }
        },
    });
    const ids = async () => {
        const call = answers.size + 1;
        const answer = new Promise<Blob>((resolve) => answers.set(call, resolve));
        log.handle({type: 'export', call, format: 'json'});
        const {events} = JSON.parse(await (await answer).text()) as {events: Array<{request_id: string | null}>};
        return idsOf(events);
    };
    return {log, ids, seen, following: () => describeFollowing(snapshot), end: () => log.handle({type: 'clear'})};
}

function describeFollowing({following, following_problem: problem}: Partial<LogSnapshot>): string {
    return [following, problem?.kind === 'rest' ? problem.error.kind : problem?.kind].filter(Boolean).join(': ');
}

/** Follows the log, and lets `fault` come for the next `times` downloads once it is followed; `end` ends it before. */
async function followThrough(fault: Fault, times: number, check: (followed: ReturnType<typeof session>, end: () => void) => Promise<void>): Promise<void> {
    let faultOf: (request: string) => Fault = () => 'none';
    await through(admin, (request) => faultOf(request), async (client) => {
        const followed = session(client);
        try {
            followed.log.handle({type: 'follow', on: true});
            await expect.poll(followed.ids).toEqual(allFailed());
            faultOf = faultFor(DOWNLOAD, fault, times);
            await fail(3);
            await check(followed, () => {
                faultOf = () => 'none';
            });
        } finally {
            followed.end();
        }
    });
}

describe('following goes on by itself when what broke it has passed, says why it does not show anything new meanwhile, and loses nothing', () => {
    test.each<[Fault, string]>([
        ['reset_before', 'network'],
        ['reset_after', 'network'],
        ['truncated', 'network'],
        ['malformed', 'malformed'],
        [{status: 503, body: 'upstream is away'}, 'server'],
    ])('%j', (fault, cause) => followThrough(fault, Infinity, async ({ids, following}, end) => {
        await expect.poll(following).toBe(`retrying: ${cause}`);
        await fail(3);
        end();
        await expect.poll(ids).toEqual(allFailed());
        await expect.poll(following).toBe('on');
    }));

    test.each<[string, Fault, number]>([
        ['answers late', {delay_ms: 1500}, 2],
        ['asks for a rest of a second', {status: 429, headers: {'Retry-After': '1'}, body: 'limit exceeded'}, 5],
        ['asks for a rest', {status: 429, body: 'limit exceeded'}, 5],
    ])('a server that %s is waited for', (_, fault, times) => followThrough(fault, times, async ({ids, seen}) => {
        await expect.poll(ids).toEqual(allFailed());
        expect([...seen].filter((state) => state.includes(':'))).toEqual([]);
    }));
});

describe('following that cannot go on by itself ends with the reason, and switched on again goes on where it was', () => {
    test.each<[Fault, string]>([
        [{status: 401, body: '{"id":"api.context.session_expired.app_error"}'}, 'unauthorized'],
        [{status: 403, body: '{"id":"api.context.permissions.app_error"}'}, 'forbidden'],
    ])('%j', (fault, cause) => followThrough(fault, Infinity, async ({log, ids, following}, end) => {
        await expect.poll(following).toBe(`failed: ${cause}`);
        await fail(3);
        end();
        log.handle({type: 'follow', on: true});
        await expect.poll(ids).toEqual(allFailed());
        expect(following()).toBe('on');
    }));
});

test('a log whose first reading failed is named with the reason, and switched on again is read', () => {
    let faultOf = faultFor(DOWNLOAD, {status: 403, body: '{"id":"api.context.permissions.app_error"}'});
    return through(admin, (request) => faultOf(request), async (client) => {
        const {log, ids, following, end} = session(client);
        try {
            log.handle({type: 'follow', on: true});
            await expect.poll(following).toBe('failed');
            faultOf = () => 'none';
            log.handle({type: 'follow', on: true});
            await expect.poll(ids).toEqual(allFailed());
        } finally {
            end();
        }
    });
});

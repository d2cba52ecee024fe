import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';

import {loadNewerTokenEvents, loadTokenEvents} from './load_token_events.ts';
import {TokenEventLog} from './token_event_log.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';

let server: Mattermost;
let admin: RestClient;
let database: pg.Client;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    database = new pg.Client(server.databaseUrl);
    await database.connect();
});
afterAll(async () => {
    await database?.end();
    await server?.stop();
});
beforeEach(() => database.query('DELETE FROM audits'));

/** Stores `count` creations of tokens, the newest `now`; `at` says how many ms before. Returns the audits' ids, newest first. */
async function storeAudits(count: number, at: (i: number) => number, now = Date.now()): Promise<string[]> {
    const ids = Array.from({length: count}, (_, i) => `audit${String(i).padStart(21, '0')}`);
    await database.query(`INSERT INTO audits (id, createat, userid, action, extrainfo, ipaddress, sessionid)
        SELECT id, at, '', '/api/v4/users/abcdefghijklmnopqrstuvwxyz/tokens', 'success - token_id=' || id, '', ''
        FROM unnest($1::text[], $2::bigint[]) AS rows(id, at)`, [ids, ids.map((_, i) => now - at(i))]);
    return ids;
}

const idsOf = (log: TokenEventLog) => log.events.map(({id}) => id);

describe('reading backwards', () => {
    test('a server without audits is read completely at once', async () => {
        const log = new TokenEventLog();
        await loadTokenEvents(admin, log);
        expect(log.reach).toEqual({newest: undefined, back_to: undefined, complete: true, may_miss: false});
        const [id] = await storeAudits(1, () => 0);
        await loadNewerTokenEvents(admin, log);
        expect(idsOf(log)).toEqual([id]);
    });

    test('it stops at its bound, says how far it came, and goes on from there', async () => {
        const now = Date.now();
        const ids = await storeAudits(1000, (i) => i * 10, now);
        const log = new TokenEventLog();
        const seen: number[] = [];
        await loadTokenEvents(admin, log, {max_pages: 2, onPage: () => seen.push(log.events.length)});
        expect(seen).toHaveLength(2);
        expect(log.reach).toMatchObject({newest: now, complete: false});
        expect(idsOf(log)).toEqual(ids.slice(0, log.events.length));
        expect(log.reach.back_to).toBe(log.events.at(-1)?.at);

        await loadTokenEvents(admin, log, {until: now - 7000});
        expect(log.reach.back_to).toBeLessThan(now - 7000);
        expect(log.reach.complete).toBe(false);

        await loadTokenEvents(admin, log);
        expect(log.reach).toEqual({newest: now, back_to: now - 9990, complete: true, may_miss: false});
        expect(idsOf(log)).toEqual(ids);
    });

    test('stopped or failed in the middle, what was read stays and the rest is read later', async () => {
        const ids = await storeAudits(1000, (i) => i);
        const log = new TokenEventLog();
        const abort = new AbortController();
        await expect(loadTokenEvents(admin.abortable(abort.signal), log, {onPage: () => abort.abort()})).rejects.toMatchObject({kind: 'aborted'});
        expect(log.events).toHaveLength(200);

        let requests = 0;
        const proxy = await startFaultyProxy(server.url, () => (++requests > 2 ? {status: 403} : 'none'));
        await expect(loadTokenEvents(new RestClient({url: proxy.url, token: admin.getToken()}), log)).rejects.toMatchObject({kind: 'forbidden'});
        await proxy.stop();
        expect(log.events.length).toBeGreaterThan(500);

        await loadTokenEvents(admin, log);
        expect(idsOf(log)).toEqual(ids);
    });

    test('who may not read audits is told so', async () => {
        const {username} = await createUser(admin);
        await expect(loadTokenEvents(await signIn(server, username), new TokenEventLog())).rejects.toMatchObject({kind: 'forbidden'});
    });
});

describe('none is skipped', () => {
    // The server leaves audits of one millisecond in no order: two pages may disagree about it.
    test.each([
        ['each at its own time', (i: number) => i],
        ['five at a time', (i: number) => Math.floor(i / 5)],
        ['98 at a time', (i: number) => Math.floor(i / 98)],
        ['98 at one time, the rest in threes', (i: number) => Math.floor(Math.max(0, i - 98) / 3)],
    ])('among 3,000 audits, %s', async (_, at) => {
        const ids = await storeAudits(3000, at);
        const log = new TokenEventLog();
        await loadTokenEvents(admin, log);
        expect(log.reach).toMatchObject({complete: true, may_miss: false});
        expect(new Set(idsOf(log))).toEqual(new Set(ids));
    });

    test('where more share one time than a page holds, it ends and says that some may be missing', async () => {
        await storeAudits(1000, (i) => (i < 300 ? i : 300));
        const log = new TokenEventLog();
        await loadTokenEvents(admin, log);
        expect(log.reach).toMatchObject({complete: true, may_miss: true});
    });

    test('when audits are deleted meanwhile', async () => {
        const ids = await storeAudits(3000, (i) => i);
        const log = new TokenEventLog();
        await loadTokenEvents(admin, log, {max_pages: 4});
        await database.query('DELETE FROM audits WHERE id = ANY($1)', [ids.slice(0, 500)]);
        await loadTokenEvents(admin, log);
        expect(log.reach).toMatchObject({complete: true, may_miss: false});
        expect(new Set(idsOf(log))).toEqual(new Set(ids));
    });

    test('while tokens are created, each round holds every event between its two ends, once', async () => {
        const me = (await admin.getMe()).id;
        const old = await storeAudits(2000, (i) => 60_000 + i);
        const truth = new Set<string>();
        let moving = true;
        const move = async () => {
            while (moving) {
                truth.add((await createToken(admin, me, 'made meanwhile')).id);
            }
        };
        const movers = [move(), move(), move()];
        const kept = new TokenEventLog();
        for (let round = 0; round < 8; round++) {
            const before = new Set(truth);
            const log = new TokenEventLog();
            await loadTokenEvents(admin, log, {max_pages: 100});
            await loadNewerTokenEvents(admin, kept, {max_pages: 1});
            await loadTokenEvents(admin, kept, {max_pages: 2});
            for (const {events, reach} of [log, kept]) {
                const tokens = events.map(({token_id}) => token_id);
                expect(new Set(tokens).size).toBe(tokens.length);
                expect(events.every(({at}) => at <= (reach.newest ?? 0))).toBe(true);
            }
            const tokens = new Set(log.events.map(({token_id}) => token_id));
            expect([...before, ...old].filter((id) => !tokens.has(id))).toEqual([]);
        }
        moving = false;
        await Promise.all(movers);

        await loadNewerTokenEvents(admin, kept);
        await loadTokenEvents(admin, kept);
        expect(kept.reach.complete).toBe(true);
        expect(new Set(kept.events.map(({token_id}) => token_id))).toEqual(new Set([...old, ...truth]));
    });
});

test('what happened since is read up to what is known already, and only taken over whole', async () => {
    const now = Date.now();
    await storeAudits(500, (i) => 120_000 + i, now);
    const log = new TokenEventLog();
    await loadTokenEvents(admin, log);
    const me = (await admin.getMe()).id;
    const created = await Promise.all(Array.from({length: 150}, async () => (await createToken(admin, me, 'since')).id));

    const abort = new AbortController();
    await expect(loadNewerTokenEvents(admin.abortable(abort.signal), log, {onPage: () => abort.abort()})).rejects.toMatchObject({kind: 'aborted'});
    expect(log.events).toHaveLength(500);

    await loadNewerTokenEvents(admin, log);
    expect(new Set(log.events.slice(0, 150).map(({token_id}) => token_id))).toEqual(new Set(created));
    expect(log.events).toHaveLength(650);
    expect(log.reach.newest).toBeGreaterThanOrEqual(log.events[0]?.at ?? Infinity);
});

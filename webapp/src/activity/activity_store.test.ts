import pg from 'pg';
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';

import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {startFaultyProxy} from '../../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signIn, signInFirstAdmin} from '../../../test/mattermost/people.ts';
import {startMattermost} from '../../../test/mattermost/start_mattermost.ts';

import {ActivityStore} from './activity_store.ts';

import type {Fault} from '../../../test/mattermost/faulty_proxy.ts';
import type {Mattermost} from '../../../test/mattermost/start_mattermost.ts';

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

/** Stores audits of created tokens, one a second into the past. */
const storeAudits = (count: number) => database.query(`INSERT INTO audits (id, createat, userid, action, extrainfo, ipaddress, sessionid)
    SELECT 'audit' || lpad(i::text, 21, '0'), extract(epoch from now())::bigint * 1000 - i * 1000, '',
        '/api/v4/users/abcdefghijklmnopqrstuvwxyz/tokens', 'success - token_id=' || lpad(i::text, 26, '0'), '', ''
    FROM generate_series(60, $1::int + 59) AS i`, [count]);

test('the first look is bounded and says so; "load older" goes on to the end; a reload adds only what is new', async () => {
    await storeAudits(12_000);
    const store = new ActivityStore(admin);
    await store.load();
    const {events: first, reach} = store.getSnapshot();
    expect(first.length).toBeGreaterThan(9000);
    expect(first.length).toBeLessThan(12_000);
    expect(reach).toMatchObject({complete: false, may_miss: false, back_to: first.at(-1)?.at});

    await store.loadOlder();
    expect(store.getSnapshot()).toMatchObject({load: {phase: 'idle'}, reach: {complete: true}});
    expect(store.getSnapshot().events).toHaveLength(12_000);

    const {id} = await createToken(admin, (await admin.getMe()).id, 'since');
    await store.load();
    expect(store.getSnapshot().events).toHaveLength(12_001);
    expect(store.getSnapshot().events[0]?.token_id).toBe(id);
});

/** A store whose third page of audits meets the fault that `meet` gives. */
async function throughThirdPage(meet: (store: ActivityStore) => Fault, run: (store: ActivityStore) => Promise<void>): Promise<void> {
    let pages = 0;
    const proxy = await startFaultyProxy(server.url, (request) => (request.includes('/audits?') && ++pages === 3 ? meet(store) : 'none'));
    const store = new ActivityStore(new RestClient({url: proxy.url, token: admin.getToken()}));
    await run(store).finally(() => proxy.stop());
}

test('stopped, it keeps what it has and can go on', async () => {
    await storeAudits(3000);
    await throughThirdPage((store) => {
        store.stopReading();
        return 'none';
    }, async (store) => {
        await store.load();
        const {events, load} = store.getSnapshot();
        expect(load).toMatchObject({phase: 'failed', error: {kind: 'aborted'}});
        expect(events.length).toBeGreaterThan(0);
        expect(events.length).toBeLessThan(3000);

        // Opening the page again reads what is new, not what somebody did not want to wait for.
        await store.load();
        expect(store.getSnapshot().events).toHaveLength(events.length);

        await store.loadOlder();
        expect(store.getSnapshot().events).toHaveLength(3000);
    });
});

test('a first look during which the page is opened or reloaded still goes as far back as one look goes', async () => {
    await storeAudits(3000);
    let reload: Promise<void> | undefined;
    await throughThirdPage((store) => {
        reload = store.load();
        return 'none';
    }, async (store) => {
        await store.load();
        await reload;
        expect(store.getSnapshot()).toMatchObject({load: {phase: 'idle'}, reach: {complete: true}});
        expect(store.getSnapshot().events).toHaveLength(3000);
    });
});

test('a first look that failed half way goes on with the next reload', async () => {
    await storeAudits(3000);
    await throughThirdPage(() => ({status: 403}), async (store) => {
        await store.load();
        expect(store.getSnapshot().load).toMatchObject({phase: 'failed', error: {kind: 'forbidden'}});
        await store.load();
        expect(store.getSnapshot().events).toHaveLength(3000);
    });
});

test('after reading was stopped, names and what was done with are found all the same', async () => {
    const user = await createUser(admin);
    await createToken(admin, user.id, 'by login');
    const store = new ActivityStore(admin);
    await store.load();
    store.stopReading();
    store.name([user.id]);
    store.findActing(store.getSnapshot().events);
    await expect.poll(() => [store.getSnapshot().owners.get(user.id)?.username, [...store.getSnapshot().acting.values()]]).toEqual([user.username, [{by: 'login'}]]);
});

test('names and what an event was done with are found once and stay over a reload', async () => {
    const {id: adminId} = await admin.getMe();
    const user = await createUser(admin);
    await createToken(admin, user.id, 'by login');
    const store = new ActivityStore(admin);
    await store.load();
    store.name([adminId, user.id]);
    store.findActing(store.getSnapshot().events);
    const known = () => [store.getSnapshot().owners.get(user.id)?.username, [...store.getSnapshot().acting.values()]];
    await expect.poll(known).toEqual([user.username, [{by: 'login'}]]);
    await store.load();
    expect(known()).toEqual([user.username, [{by: 'login'}]]);
});

test('a missing right is a failure of its own kind', async () => {
    const {username} = await createUser(admin);
    const store = new ActivityStore(await signIn(server, username));
    await store.load();
    expect(store.getSnapshot().load).toMatchObject({phase: 'failed', error: {kind: 'forbidden'}});
});

test.each(['load', 'catchUp'] as const)('whoever is being looked up when the audits are read again (%s) gets a name', async (again) => {
    const {id} = await createUser(admin);
    let asked = 0;
    const proxy = await startFaultyProxy(server.url, (request) => (request.includes('/users/ids') ? {delay_ms: ++asked === 1 ? 1000 : 0} : 'none'));
    const store = new ActivityStore(new RestClient({url: proxy.url, token: admin.getToken()}));
    try {
        await store.load();
        store.name([id]);
        await expect.poll(() => asked).toBe(1);
        await store[again]();
        await expect.poll(() => store.getSnapshot().owners.get(id)?.id).toBe(id);
        expect(asked).toBe(again === 'load' ? 2 : 1);
    } finally {
        store.stop();
        await proxy.stop();
    }
});

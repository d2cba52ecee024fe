import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest';

import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {SESSION_FRESH_MS} from '../../../server-bridge/sessions/session_loader.ts';
import {startFaultyProxy} from '../../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signInFirstAdmin} from '../../../test/mattermost/people.ts';
import {startMattermost} from '../../../test/mattermost/start_mattermost.ts';
import {ActivityStore} from '../activity/activity_store.ts';

import {InventoryStore} from './inventory_store.ts';

import type {Fault} from '../../../test/mattermost/faulty_proxy.ts';
import type {Mattermost} from '../../../test/mattermost/start_mattermost.ts';

let server: Mattermost;
let admin: RestClient;
let requests: string[];
let faultOf: (request: string) => Fault;
let client: RestClient;
let stopProxy: () => Promise<void>;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    const proxy = await startFaultyProxy(server.url, (request) => faultOf(request));
    ({requests, stop: stopProxy} = proxy);
    client = new RestClient({url: proxy.url, token: admin.getToken()});
});
afterAll(async () => {
    await stopProxy?.();
    await server?.stop();
});
beforeEach(() => {
    faultOf = () => 'none';
});

async function ownerWithToken() {
    const {id: userId} = await createUser(admin);
    return {userId, ...await createToken(admin, userId, 'nightly build')};
}

const signInWith = (secret: string) => new RestClient({url: server.url, token: secret}).getMe();
const askedOf = (all: string[]) => all.flatMap((request) => /users\/([a-z0-9]+)\/sessions/.exec(request)?.[1] ?? []);

/** A store, and the first loading of it up to the last session. */
function open() {
    const activity = new ActivityStore(client);
    let later = 0;
    const store = new InventoryStore(client, activity, () => Date.now() + later);
    const load = async () => {
        await store.load();
        const total = store.getSnapshot().inventory.usersWithTokens().length;
        await expect.poll(() => store.getSnapshot()).toMatchObject({sessions: {done: total, total, running: false}, awaiting_audits: false});
        const asked = askedOf(requests).sort();
        requests.length = 0;
        return asked;
    };
    const lastSeen = (id: string) => store.getSnapshot().inventory.lastSeen(store.getSnapshot().inventory.rowOf(id) ?? -1);
    const wait = (ms: number) => {
        later += ms;
    };
    return {activity, store, load, lastSeen, wait};
}

test('a token that is used for the first time is seen by a reload a minute later; whose tokens all have what they can have is not asked about', async () => {
    const [unused, used, off, later] = await Promise.all([ownerWithToken(), ownerWithToken(), ownerWithToken(), ownerWithToken()]);
    await Promise.all([signInWith(used.secret), signInWith(later.secret), admin.disableUserAccessToken(off.id)]);
    const {store, load, lastSeen, wait} = open();
    try {
        expect(await load()).toEqual([unused, used, off, later].map(({userId}) => userId).sort());
        expect([unused, used, off, later].map(({id}) => Boolean(lastSeen(id)))).toEqual([false, true, false, true]);

        expect(await load()).toEqual([]);

        wait(SESSION_FRESH_MS);
        await signInWith(unused.secret);
        await admin.disableUserAccessToken(later.id);
        await store.load();
        await expect.poll(() => [unused, used, off, later].map(({id}) => Boolean(lastSeen(id)))).toEqual([true, true, false, false]);
        expect(askedOf(requests).sort()).toEqual([unused.userId, later.userId].sort());
    } finally {
        store.stop();
    }
});

test('those in sight are asked about first by a reload, before the list is read', async () => {
    const {userId} = await ownerWithToken();
    const {store, load, wait} = open();
    try {
        await load();
        wait(SESSION_FRESH_MS);
        store.preferSessions([userId]);
        let phase = '';
        faultOf = (request) => {
            phase ||= request.includes(`${userId}/sessions`) ? store.getSnapshot().load.phase : '';
            return request.includes('/users/tokens?') ? {delay_ms: 500} : 'none';
        };
        await store.load();
        expect([askedOf(requests)[0], phase]).toEqual([userId, 'listing']);
    } finally {
        store.stop();
    }
});

test('after a list that broke off, the owners of what was listed are asked about all the same', async () => {
    const {userId} = await ownerWithToken();
    await Promise.all(Array.from({length: 200}, () => createToken(admin, userId, 'nightly build')));
    const {store} = open();
    try {
        faultOf = (request) => ((/\/users\/tokens\?(.*&)?page=[1-9]/).test(request) ? {status: 403} : 'none');
        await store.load();
        const {inventory, load} = store.getSnapshot();
        const total = inventory.usersWithTokens().length;
        expect([load.phase, total > 0]).toEqual(['failed', true]);
        await expect.poll(() => store.getSnapshot().sessions).toMatchObject({done: total, total, running: false});
    } finally {
        store.stop();
    }
});

test('what the audits tell of a token is known of one that is listed after them', async () => {
    const {activity, store, load} = open();
    try {
        await load();
        const {userId, id} = await ownerWithToken();
        await activity.load();
        await expect.poll(() => store.getSnapshot().events[0]?.token_id).toBe(id);
        store.apply(new Map([[id, {id, user_id: userId, description: 'nightly build', is_active: true}]]));
        const {inventory} = store.getSnapshot();
        expect(inventory.lifecycle(inventory.rowOf(id) ?? -1)?.created?.at).toBeGreaterThan(0);
    } finally {
        store.stop();
    }
});

test('a token that is made between the reading of the audits and the end of the list is known to be new', async () => {
    const {userId} = await ownerWithToken();
    const {activity, store} = open();
    try {
        faultOf = (request) => (request.includes('/users/tokens?') ? {delay_ms: 2000} : 'none');
        const loading = store.load();
        await expect.poll(() => activity.getSnapshot().looks).toBe(1);
        const {id} = await createToken(admin, userId, 'made meanwhile');
        const {inventory} = store.getSnapshot();
        expect([store.getSnapshot().load.phase, store.getSnapshot().awaiting_audits, inventory.size]).toEqual(['listing', true, 0]);
        await loading;
        const row = inventory.rowOf(id) ?? -1;
        expect([row >= 0, inventory.isLookedUp(row)]).toEqual([true, false]);
        await expect.poll(() => inventory.isLookedUp(row)).toBe(true);
        expect(inventory.lifecycle(row)?.created?.at).toBeGreaterThan(0);
        await expect.poll(() => store.getSnapshot().awaiting_audits).toBe(false);
    } finally {
        store.stop();
    }
});

test('while the audits cannot be read no token is found unused, which is said; a reload finds out', async () => {
    const {id} = await ownerWithToken();
    const {activity, store, load} = open();
    const isLookedUp = () => store.getSnapshot().inventory.isLookedUp(store.getSnapshot().inventory.rowOf(id) ?? -1);
    const found = () => store.getSnapshot().findings.of(store.getSnapshot().inventory.rowOf(id) ?? -1).map(({rule}) => rule);
    try {
        faultOf = (request) => (request.includes('/audits?') ? {status: 403} : 'none');
        await load();
        await expect.poll(() => store.getSnapshot().load).toMatchObject({phase: 'loaded', without_audits: {kind: 'forbidden'}});
        expect([isLookedUp(), found()]).toEqual([false, expect.not.arrayContaining(['no_session'])]);

        // A look further back says nothing of what happened since.
        faultOf = () => 'none';
        await activity.loadOlder();
        expect(isLookedUp()).toBe(false);
        await store.load();
        await expect.poll(isLookedUp).toBe(true);
        expect(store.getSnapshot().load).not.toHaveProperty('without_audits.kind');
    } finally {
        store.stop();
    }
});

test('the audits are awaited from before the first page to the last of the first look', async () => {
    const {userId} = await ownerWithToken();
    await Promise.all(Array.from({length: 150}, () => createToken(admin, userId, 'nightly build')));
    faultOf = (request) => (request.includes('/audits?') ? {delay_ms: 300} : 'none');
    const {activity, store} = open();
    try {
        expect(store.getSnapshot().awaiting_audits).toBe(true);
        const awaited: boolean[] = [];
        store.subscribe(() => activity.getSnapshot().load.phase === 'reading' && awaited.push(store.getSnapshot().awaiting_audits));
        await store.load();
        await expect.poll(() => store.getSnapshot().awaiting_audits).toBe(false);
        expect(requests.filter((request) => request.includes('/audits?')).length).toBeGreaterThan(1);
        expect(awaited).not.toContain(false);
        expect(activity.getSnapshot().load.phase).toBe('idle');
    } finally {
        store.stop();
    }
});

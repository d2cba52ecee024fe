import {afterAll, beforeAll, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';

import {parseTokenSessions} from './session.ts';
import {SESSION_FRESH_MS, SESSION_GRAIN_MS, SessionLoader} from './session_loader.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {TokenSession} from './session.ts';

let server: Mattermost;
let admin: RestClient;
let userIds: string[];
let used: {id: string; secret: string};

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    const users = await Promise.all(Array.from({length: 30}, () => createUser(admin)));
    userIds = users.map(({id}) => id);
    used = await createToken(admin, userIds[0] ?? '', 'used');
    await createToken(admin, userIds[1] ?? '', 'unused');
    await new RestClient({url: server.url, token: used.secret}).getMe();

    // A login session of the same person is no token's.
    await signIn(server, users[0]?.username ?? '');
});
afterAll(() => server.stop());

interface Setup {
    client?: RestClient;
    now?: () => number;
    isSettled?: (userId: string) => boolean;
    onSessions?: (userId: string) => unknown;
}

/** A loader, what it brought, and a promise for the moment when it has ended. */
function load({client = admin, now, isSettled, onSessions}: Setup = {}) {
    const answers = new Map<string, TokenSession[]>();
    let ended: () => unknown = () => undefined;
    const end = () => new Promise<void>((resolve) => {
        ended = () => !loader.progress.running && resolve();
    });
    const loader: SessionLoader = new SessionLoader(client, (id, sessions) => {
        answers.set(id, sessions);
        onSessions?.(id);
    }, {onProgress: () => ended(), ...now && {now}, ...isSettled && {isSettled}});
    return {loader, answers, end};
}

async function throughProxy(use: (client: RestClient, requests: string[]) => Promise<void>): Promise<void> {
    const proxy = await startFaultyProxy(server.url, () => 'none');
    try {
        await use(new RestClient({url: proxy.url, token: admin.getToken(), concurrency: 1}), proxy.requests);
    } finally {
        await proxy.stop();
    }
}

const askedFor = (requests: string[]) => requests.map((request) => /users\/([a-z0-9]+)\/sessions/.exec(request)?.[1]);

test('every owner is asked for, and only tokens\' sessions come back', async () => {
    const {loader, answers, end} = load();
    const done = end();
    loader.start();
    loader.want(userIds);
    await done;
    expect(loader.progress).toEqual({done: 30, total: 30, running: false, error: undefined});
    expect(answers.size).toBe(30);
    expect(answers.get(userIds[0] ?? '')?.map(({token_id}) => token_id)).toEqual([used.id]);
    expect(answers.get(userIds[1] ?? '')).toEqual([]);
});

test('nobody is asked for twice in a round; in the next one those are not whose answer is fresh or cannot have changed', () => throughProxy(async (client, requests) => {
    const [settled, unsettled] = [userIds.slice(0, 5), userIds.slice(5, 10)];
    let now = 0;
    const {loader, end} = load({client, now: () => now, isSettled: (id) => settled.includes(id)});
    const ask = async () => {
        requests.length = 0;
        const done = end();
        loader.start();
        loader.want([...settled, ...unsettled]);
        if (loader.progress.running) {
            await done;
        }
        return askedFor(requests).sort();
    };
    expect(await ask()).toHaveLength(10);
    expect(await ask()).toEqual([]);
    now = SESSION_FRESH_MS - 1;
    loader.beginRound();
    expect(await ask()).toEqual([]);
    now = SESSION_GRAIN_MS - 1;
    loader.beginRound();
    expect(await ask()).toEqual([...unsettled].sort());
    expect(await ask()).toEqual([]);
    now = SESSION_GRAIN_MS;
    loader.beginRound();
    expect(await ask()).toEqual([...settled].sort());
    now = 2 * SESSION_GRAIN_MS;
    loader.beginRound();
    expect(await ask()).toHaveLength(10);
}));

test('those in sight come first', () => throughProxy(async (client, requests) => {
    const {loader, end} = load({client});
    const done = end();
    loader.start();
    loader.prefer(userIds.slice(20, 22));
    loader.want(userIds);
    await done;
    expect(askedFor(requests).slice(0, 2).sort()).toEqual(userIds.slice(20, 22).sort());
    expect(new Set(askedFor(requests)).size).toBe(30);
}));

test('stopped, it asks no more; resumed, it asks for what is left only', () => throughProxy(async (client, requests) => {
    let resumed = false;
    const {loader, end} = load({client, onSessions: () => !resumed && requests.length >= 10 && loader.stop()});
    let done = end();
    loader.start();
    loader.want(userIds);
    await done;
    const before = requests.length;
    expect(before).toBeLessThan(20);
    expect(loader.progress.done).toBeLessThan(30);

    // What was under way when it stopped is asked for again, nothing else is.
    resumed = true;
    requests.length = 0;
    done = end();
    loader.start();
    loader.want(userIds);
    await done;
    expect(loader.progress.done).toBe(30);
    expect(requests.length).toBeLessThanOrEqual(30 - before + 8);
}));

test('the first failure ends it and is named', async () => {
    const {loader, end} = load({client: await signIn(server, (await createUser(admin)).username)});
    const done = end();
    loader.start();
    loader.want(userIds);
    await done;
    expect(loader.progress.error?.kind).toBe('forbidden');
});

test.each<unknown>([[[{}]], ['text'], [[{id: 'x', user_id: 'y', create_at: 1}]]])('an answer that is no list of sessions is refused: %j', (answer) => {
    expect(() => parseTokenSessions(answer)).toThrow('malformed');
});

test('a session whose properties lie about their kind is no token\'s', () => {
    const session = {id: 's'.repeat(26), user_id: 'u'.repeat(26), create_at: 1, last_activity_at: 2};
    expect(parseTokenSessions([
        {...session, props: null},
        {...session, props: {type: 'UserAccessToken'}},
        {...session, props: {user_access_token_id: 't'.repeat(26)}},
        {...session, props: {type: 'UserAccessToken', user_access_token_id: 7}},
    ])).toEqual([]);
});

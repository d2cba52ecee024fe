import {afterAll, beforeAll, expect, test} from 'vitest';

import {event, idOf} from '../../test/logs/world.ts';
import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';

import {loadState} from './load_state.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {LogEvent} from '../log/event.ts';

let server: Mattermost;
let admin: RestClient;
let owner: string;
let named: string;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    owner = (await createUser(admin)).id;
    named = (await createUser(admin)).id;
    await createToken(admin, owner, 'ci');
});
afterAll(() => server.stop());

async function load(events: LogEvent[], answer?: {status: number}) {
    const proxy = await startFaultyProxy(server.url, (request) => (answer && (/audits|sessions/).test(request) ? answer : 'none'));
    const progress: Array<[number, number]> = [];
    try {
        const loaded = await loadState(new RestClient({url: proxy.url, token: admin.getToken()}), events, (done, total) => progress.push([done, total]));
        return {...loaded, progress, asked: proxy.requests.flatMap((request) => (/users\/(\w+)\/(?:sessions|preferences)/).exec(request)?.[1] ?? [])};
    } finally {
        await proxy.stop();
    }
}

test('only users are asked about whom the events concern and the server knows, and progress reaches its end', async () => {
    const byName = await load([event(0, {user_id: named}), event(1, {user_id: idOf('of-another-server')})]);
    expect(byName.asked).toEqual([named]);
    expect(byName.progress.at(-1)).toEqual([2, 2]);
    const byAnybody = await load([event(0, {fingerprint: 'f'.repeat(64), reason: 'inactive_token'})]);
    expect(byAnybody.asked).toEqual([owner, owner]);
    expect(byAnybody.progress.at(-1)).toEqual([3, 3]);
});

test('what one may not read counts as not known, and not as nothing', async () => {
    const {state, is_complete} = await load([event(0, {user_id: owner})], {status: 403});
    expect(state.sessions.has(owner)).toBe(false);
    expect(state.audits).toEqual([]);
    expect([state.tokens.length, is_complete]).toEqual([1, true]);
});

test('a fingerprint counts where the token\'s owner registered it, or the owner of the bot it belongs to, and nobody else', async () => {
    const bot = await admin.createBot({username: 'registered-bot', display_name: 'bot'});
    const me = await admin.getMe();
    const [ofBot, other] = [await createToken(admin, bot.user_id, 'job'), await createToken(admin, bot.user_id, 'other')];
    const register = (userId: string, tokenId: string, letter: string) => admin.savePreferences(userId, [{user_id: userId, category: 'token_audit', name: tokenId, value: letter.repeat(64)}]);
    await register(me.id, ofBot.id, 'a');
    await register(named, other.id, 'b');
    const {registered, progress} = await load([event(0, {fingerprint: 'a'.repeat(64), reason: 'inactive_token'}), event(1, {user_id: named})]);
    expect(registered).toEqual(new Map([['a'.repeat(64), ofBot.id]]));
    const [done, total] = progress.at(-1) ?? [];
    expect(done).toBe(total);
});

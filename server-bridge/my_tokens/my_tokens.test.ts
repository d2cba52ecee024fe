import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createToken as createTokenFor, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {fingerprintOf} from '../log/fingerprint.ts';
import {readPreferences} from '../preferences/preferences.ts';
import {RestClient} from '../rest/rest_client.ts';

import {canRotate, createToken} from './create_token.ts';
import {forgetFingerprint, registerFingerprint} from './fingerprints.ts';
import {loadMyTokens} from './load_my_tokens.ts';
import {isDue, readReminder, storeReminder} from './reminder.ts';
import {endRotation, readRotations, rememberRotation} from './rotations.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {Creation} from './create_token.ts';

let server: Mattermost;
let admin: RestClient;
let user: RestClient;
let userId: string;
let count = 0;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
});
afterAll(() => server.stop());
beforeEach(async () => {
    const username = `owner${++count}`;
    userId = (await createUser(admin, username)).id;
    await admin.updateUserRoles(userId, 'system_user system_user_access_token');
    user = await signIn(server, username);
});

const use = (secret: string) => fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}});
const wanted = (description: string) => ({user_id: userId, description, expires_at: undefined});

function created(creation: Creation) {
    if (creation.kind !== 'created') {
        throw new Error('no token was made');
    }
    return creation;
}

test('a new token works, is listed with when it was made and seen, and its secret can be forgotten', async () => {
    const {token, secret} = created(await createToken(user, wanted('deploy job')));
    expect((await use(secret.reveal())).status).toBe(200);
    const {tokens: [mine], list, tokens_enabled, maximum_lifetime_days} = await loadMyTokens(user);
    expect({list, tokens_enabled, maximum_lifetime_days}).toEqual({list: 'complete', tokens_enabled: true, maximum_lifetime_days: undefined});
    expect(mine).toMatchObject({token: {id: token.id, description: 'deploy job', is_active: true}, owner: {id: userId}});
    expect(mine?.sessions).toHaveLength(1);
    expect(mine?.lifecycle?.created?.actor_id).toBe(userId);
    secret.forget();
    expect(secret.reveal()).toBe('');
    expect(JSON.stringify(secret)).toBe('{}');
});

test('an administrator is told what their token is', async () => {
    const {id} = await admin.getMe();
    await createToken(admin, {user_id: id, description: 'mine', expires_at: undefined});
    const {tokens} = await loadMyTokens(admin);
    expect(tokens.find(({token}) => token.description === 'mine')?.findings[0]?.rule).toBe('owner_is_system_admin');
});

test('tokens of one\'s own bots are there for who may see them', async () => {
    const {id} = await admin.getMe();
    const bot = await admin.createBot({username: `bot${count}`, display_name: 'bot'});
    await createToken(admin, {user_id: bot.user_id, description: 'for the bot', expires_at: undefined});
    const {tokens, bots} = await loadMyTokens(admin);
    expect(bots.map((owner) => owner.id)).toContain(bot.user_id);
    expect(tokens.find(({token}) => token.description === 'for the bot')).toMatchObject({owner: {id: bot.user_id, is_bot: true}});
    expect(bots.map((owner) => owner.id)).not.toContain(id);
});

test('one\'s own bots are found among however many bots of others', async () => {
    const [maker, admins] = [`maker${count}`, 'system_user system_admin'];
    await admin.updateUserRoles((await createUser(admin, maker)).id, admins);
    await admin.updateUserRoles(userId, admins);
    const other = await signIn(server, maker);
    await Promise.all(Array.from({length: 200}, (_, i) => other.createBot({username: `many${count}-${i}`})));
    const bot = await (await signIn(server, `owner${count}`)).createBot({username: `own${count}`});
    expect((await loadMyTokens(user)).bots.map(({id}) => id)).toEqual([bot.user_id]);
});

test('when the right was taken away, what still works is told as far as it left traces', async () => {
    const {token, secret} = created(await createToken(user, wanted('forgotten')));
    const {token: unused} = created(await createToken(user, wanted('unused')));
    await use(secret.reveal());
    await admin.updateUserRoles(userId, 'system_user');
    user = await signIn(server, `owner${count}`);
    const {list, tokens, traces} = await loadMyTokens(user);
    expect({list, tokens}).toEqual({list: 'forbidden', tokens: []});
    expect(traces.map(({token_id, last_seen}) => [token_id, last_seen !== undefined]).sort()).toEqual([[token.id, true], [unused.id, false]].sort());
    expect((await use(secret.reveal())).status).toBe(200);
});

test('of the tokens that someone made, those of others are not called theirs', async () => {
    await admin.updateUserRoles(userId, 'system_user system_admin');
    user = await signIn(server, `owner${count}`);
    const {token: own} = created(await createToken(user, wanted('own')));
    await createToken(user, {...wanted('for a colleague'), user_id: (await createUser(admin, `colleague${count}`)).id});
    await admin.updateUserRoles(userId, 'system_user');
    user = await signIn(server, `owner${count}`);
    const {list, traces} = await loadMyTokens(user);
    expect([list, traces.map(({token_id}) => token_id)]).toEqual(['forbidden', [own.id]]);
});

describe('a creation whose answer is lost', () => {
    test.each(['reset_after', 'truncated', 'malformed'] as const)('%s: the token that nobody has the secret of is found', async (fault) => {
        let left = 1;
        const proxy = await startFaultyProxy(server.url, (request) => (/POST .*\/tokens$/.test(request) && left-- > 0 ? fault : 'none'));
        try {
            await createToken(user, wanted('same name'));
            const creation = await createToken(new RestClient({url: proxy.url, token: user.getToken()}), wanted('same name'));
            expect(creation).toMatchObject({kind: 'lost', tokens: [{description: 'same name'}]});
            expect((await user.getUserAccessTokensForUser(userId, 0, 200)).length).toBe(2);
        } finally {
            await proxy.stop();
        }
    });

    test('one that never reached the server made nothing and fails', async () => {
        const proxy = await startFaultyProxy(server.url, (request) => (/POST .*\/tokens$/.test(request) ? 'reset_before' : 'none'));
        try {
            await expect(createToken(new RestClient({url: proxy.url, token: user.getToken()}), wanted('x'))).rejects.toMatchObject({kind: 'network'});
            expect(await user.getUserAccessTokensForUser(userId, 0, 200)).toEqual([]);
        } finally {
            await proxy.stop();
        }
    });
});

test('a secret is registered as its SHA-256 and nothing else, and forgotten with its token', async () => {
    const {token, secret} = created(await createToken(user, wanted('registered')));
    const proxy = await startFaultyProxy(server.url, () => 'none');
    try {
        await registerFingerprint(new RestClient({url: proxy.url, token: user.getToken()}), userId, token.id, secret);
        expect(proxy.requests.join()).not.toContain(secret.reveal());
    } finally {
        await proxy.stop();
    }
    expect((await readPreferences(admin, userId)).get(token.id)).toBe(fingerprintOf(secret.reveal()));
    await forgetFingerprint(user, userId, token.id);
    expect((await readPreferences(user)).has(token.id)).toBe(false);
});

test('a rotation is remembered until it ends, and one of a newer version is left alone', async () => {
    const [old_id, new_id, other] = ['a', 'b', 'c'].map((letter) => letter.repeat(26)) as [string, string, string];
    expect(await readRotations(user)).toEqual([]);
    await rememberRotation(user, userId, {old_id, new_id, started_at: 1});
    await rememberRotation(user, userId, {old_id: other, new_id: old_id, started_at: 2});
    expect(await readRotations(user)).toEqual([{old_id, new_id, started_at: 1}, {old_id: other, new_id: old_id, started_at: 2}]);
    await endRotation(user, userId, new_id);
    expect(await readRotations(user)).toEqual([{old_id: other, new_id: old_id, started_at: 2}]);
    await user.savePreferences(userId, [{user_id: userId, category: 'token_audit', name: 'rotations', value: '{"version":2}'}]);
    await expect(rememberRotation(user, userId, {old_id, new_id, started_at: 3})).rejects.toMatchObject({kind: 'malformed'});
});

test('this server cannot rotate in place, and is not asked to with a real id', async () => {
    expect(await canRotate(user)).toBe(false);
});

test('the reminder is what the user chose', async () => {
    expect(await readReminder(user)).toBe(90);
    await storeReminder(user, userId, 30);
    expect(await readReminder(user)).toBe(30);
});

test('a reminder that a newer version stored is left alone', async () => {
    const newer = '{"version":2,"weeks":4}';
    await user.savePreferences(userId, [{user_id: userId, category: 'token_audit', name: 'rotate_reminder', value: newer}]);
    expect(await readReminder(user)).toBe(90);
    await expect(storeReminder(user, userId, 30)).rejects.toMatchObject({kind: 'malformed'});
    expect((await readPreferences(user)).get('rotate_reminder')).toBe(newer);
});

test('a token is due by its age as far as it is known', async () => {
    await createToken(user, wanted('young'));
    const {tokens: [mine]} = await loadMyTokens(user);
    const days = (n: number) => Date.now() + (n * 86_400_000);
    expect(mine && [isDue(mine, 30, days(29)), isDue(mine, 30, days(31)), isDue(mine, 0, days(900))]).toEqual([false, true, false]);
    expect(mine && isDue({...mine, lifecycle: undefined, sessions: []}, 30, days(900))).toBe(false);
});

test('one that an admin just made is not taken for an old one that nobody uses', async () => {
    const token = await createTokenFor(admin, userId, 'made by an admin');
    const {tokens: [mine]} = await loadMyTokens(user);
    expect(mine).toMatchObject({token: {id: token.id}, sessions: [], lifecycle: undefined});
    expect(mine?.findings.map(({rule}) => rule)).not.toContain('no_session');
    expect(mine && isDue(mine, 30, Date.now())).toBe(false);
});

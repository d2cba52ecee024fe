import {afterAll, beforeAll, expect, test} from 'vitest';

import {startNewerServer} from '../../test/mattermost/newer_server.ts';
import {createUser, PASSWORD, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';
import {loadServerSettings} from '../rest/server_settings.ts';

import {canRotate, createToken, rotateInPlace} from './create_token.ts';
import {loadMyTokens} from './load_my_tokens.ts';

import type {NewerServer} from '../../test/mattermost/newer_server.ts';
import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {Creation, Rotated} from './create_token.ts';

const DAY_MS = 86_400_000;

let server: Mattermost;
let newer: NewerServer;
let user: RestClient;
let admin: RestClient;
let userId: string;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    userId = (await createUser(admin, 'ann')).id;
    await admin.updateUserRoles(userId, 'system_user system_user_access_token');
    newer = await startNewerServer(server, 30);
    user = new RestClient({url: newer.url});
    await user.login('ann', PASSWORD);
});
afterAll(async () => {
    await newer.stop();
    await server.stop();
});

const use = async (secret: string) => (await fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}})).status;

function created(creation: Creation | Rotated) {
    if (creation.kind !== 'created') {
        throw new Error('no token was made');
    }
    return creation;
}

test('where the server knows expiry, a token is made with it and shows it, and the policy is known to user and admin', async () => {
    const expires_at = Date.now() + (10 * DAY_MS);
    const {token} = created(await createToken(user, {user_id: userId, description: 'ends', expires_at}));
    expect(token.expires_at).toBe(expires_at);
    const mine = await loadMyTokens(user);
    expect([mine.maximum_lifetime_days, mine.tokens[0]?.token.expires_at, mine.tokens[0]?.findings.map(({rule}) => rule)]).toEqual([30, expires_at, expect.arrayContaining(['expires_soon'])]);
    expect((await loadServerSettings(new RestClient({url: newer.url, token: admin.getToken()}))).maximum_lifetime_days).toBe(30);
});

test('a token that never ends is refused under such a policy, and none is left', async () => {
    const before = (await loadMyTokens(user)).tokens.length;
    await expect(createToken(user, {user_id: userId, description: 'endless', expires_at: 0})).rejects.toMatchObject({kind: 'rejected'});
    expect((await loadMyTokens(user)).tokens.length).toBe(before);
});

test('where the server can rotate in place, the same id gets a new secret and the old one stops', async () => {
    expect(await canRotate(user)).toBe(true);
    const {token, secret} = created(await createToken(user, {user_id: userId, description: 'rotates', expires_at: Date.now() + DAY_MS}));
    expect(await use(secret.reveal())).toBe(200);
    const next = created(await rotateInPlace(user, token, Date.now() + (5 * DAY_MS)));
    expect(next.token.id).toBe(token.id);
    expect([await use(secret.reveal()), await use(next.secret.reveal())]).toEqual([401, 200]);
});

test('a deactivated token is not rotated', async () => {
    const {token} = created(await createToken(user, {user_id: userId, description: 'off', expires_at: Date.now() + DAY_MS}));
    await user.disableUserAccessToken(token.id);
    await expect(rotateInPlace(user, token, Date.now() + DAY_MS)).rejects.toMatchObject({kind: 'rejected'});
});

import {afterAll, beforeAll, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';

import {changeAndLook} from './token_action.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';

let server: Mattermost;
let admin: RestClient;
let userId: string;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    userId = (await createUser(admin, 'ann')).id;
});
afterAll(() => server.stop());

test.each([[0, 'done', 1], [2, 'done', 3], [Infinity, 'late', 4]] as const)('a replica that is %s looks late makes a change %s', async (behind, expected, looks) => {
    const {id} = await createToken(admin, userId, 'read late');
    const before = JSON.stringify(await admin.getUserAccessToken(id));
    let late = behind;
    const proxy = await startFaultyProxy(server.url, (request) => (request.startsWith('GET') && --late >= 0 ? {status: 200, headers: {'Content-Type': 'application/json'}, body: before} : 'none'));
    const pauses: number[] = [];
    try {
        expect(await changeAndLook(new RestClient({url: proxy.url, token: admin.getToken()}), 'deactivate', id, async (ms) => void pauses.push(ms))).toBe(expected);
    } finally {
        await proxy.stop();
    }
    expect(pauses).toHaveLength(looks);
    expect(await admin.getUserAccessToken(id)).toMatchObject({is_active: false});
});

test('a token that somebody deleted meanwhile is gone, which is all that a deletion wants', async () => {
    const {id} = await createToken(admin, userId, 'deleted elsewhere');
    await admin.revokeUserAccessToken(id);
    expect(await changeAndLook(admin, 'deactivate', id)).toBe('gone');
    expect(await changeAndLook(admin, 'activate', id)).toBe('gone');
    expect(await changeAndLook(admin, 'revoke', id)).toBe('done');
});

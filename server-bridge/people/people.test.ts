import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';

import {changeRoles, roleChange, rolesAfter, tokensOfUser} from './change_roles.ts';
import {CREATE_ROLE, everybodysRights, installedRight, loadCreateRight, POST_ALL_ROLE, POST_PUBLIC_ROLE, postReach, rolesToCreate} from './create_right.ts';
import {findPeople} from './find_people.ts';
import {listHolders, loadPeople, USERS_PER_PAGE} from './list_people.ts';

import type {Fault} from '../../test/mattermost/faulty_proxy.ts';
import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {UserProfile} from '@mattermost/types/users';

let server: Mattermost;
let admin: RestClient;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
});
afterAll(() => server.stop());

const roles = (...names: string[]) => names.join(' ');

async function createUserWith(...names: string[]): Promise<UserProfile> {
    const user = await createUser(admin);
    await admin.updateUserRoles(user.id, roles(...names));
    return user;
}

async function throughProxy<T>(faultOf: (request: string) => Fault, use: (client: RestClient, requests: string[]) => Promise<T>): Promise<T> {
    const proxy = await startFaultyProxy(server.url, faultOf);
    try {
        return await use(new RestClient({url: proxy.url, token: admin.getToken(), sleep: async () => undefined}), proxy.requests);
    } finally {
        await proxy.stop();
    }
}

describe('who may create tokens or post anywhere', () => {
    test('holders of each role are listed with all their roles: people, guests, bots, admins and deactivated accounts', async () => {
        const [person, guest, leaver, poster, speaker, nobody] = await Promise.all([
            createUserWith('system_user', CREATE_ROLE),
            createUserWith('system_guest', CREATE_ROLE),
            createUserWith('system_user', CREATE_ROLE),
            createUserWith('system_user', POST_ALL_ROLE),
            createUserWith('system_user', POST_PUBLIC_ROLE),
            createUserWith('system_user'),
        ]);
        await admin.updateUserActive(leaver.id, false);
        const {user_id: bot} = await admin.createBot({username: 'poster-bot', display_name: ''});
        await admin.updateUserRoles(bot, roles('system_user', POST_ALL_ROLE));
        const {id: adminId} = await admin.getMe();

        const {people, right, complete} = await loadPeople(admin);
        expect(complete).toBe(true);
        expect(right).toEqual({roles: new Set(['system_admin', CREATE_ROLE]), known: true});
        expect([person, guest, leaver, poster, speaker].map(({id}) => people.get(id)?.roles)).toEqual([
            ['system_user', CREATE_ROLE], ['system_guest', CREATE_ROLE], ['system_user', CREATE_ROLE], ['system_user', POST_ALL_ROLE], ['system_user', POST_PUBLIC_ROLE],
        ]);
        expect(people.get(bot)?.is_bot).toBe(true);
        expect(people.get(leaver.id)?.delete_at).toBeGreaterThan(0);
        expect(people.get(adminId)?.roles).toContain('system_admin');
        expect(people.has(nobody.id)).toBe(false);
    });

    test('who has only a role with a longer name is no holder', async () => {
        const speaker = await createUserWith('system_user', POST_PUBLIC_ROLE);
        const {holders} = await listHolders(admin, POST_ALL_ROLE);
        expect(holders.length).toBeGreaterThan(0);
        expect(holders.map(({id}) => id)).not.toContain(speaker.id);
    });

    test('of several pages none is missing, though someone lost the role between two of them', async () => {
        const users = Array.from({length: 430}, (_, i) => ({id: `${i}`.padStart(26, 'u'), username: `user${i}`, roles: roles('system_user', CREATE_ROLE)}));
        let calls = 0;
        const client = new class extends RestClient {
            override getProfiles = async (page = 0, perPage = 0) => {
                const answer = users.slice(page * perPage, (page + 1) * perPage);
                if (++calls === 1) {
                    users.shift();
                }
                return answer as UserProfile[];
            };
        }({url: server.url});
        const {holders, complete} = await listHolders(client, CREATE_ROLE);
        expect(holders.map(({id}) => id)).toEqual(users.map(({id}) => id));
        expect(complete).toBe(true);
    });

    test('where people come and go all the time the list says that it may be incomplete', async () => {
        const client = new class extends RestClient {
            #calls = 0;
            override getProfiles = async (page = 0) => Array.from({length: page > 2 ? 0 : USERS_PER_PAGE}, (_, i) => (
                {id: `${this.#calls++}x${page}x${i}`.padStart(26, 'u'), username: 'x', roles: CREATE_ROLE}
            )) as UserProfile[];
        }({url: server.url});
        expect((await listHolders(client, CREATE_ROLE)).complete).toBe(false);
    });

    test('a list that fails in the middle fails as a whole', () => throughProxy((request) => (request.includes(`role=${POST_ALL_ROLE}`) ? {status: 500} : 'none'), async (client) => {
        await expect(loadPeople(client)).rejects.toMatchObject({kind: 'server'});
    }));

    test('asked for fewer requests, it waits and is complete', async () => {
        let refused = 0;
        await throughProxy(() => (refused++ % 2 === 0 ? {status: 429, headers: {'Retry-After': '0'}, body: 'limit exceeded'} : 'none'), async (client) => {
            expect((await loadPeople(client)).people.size).toBe((await loadPeople(admin)).people.size);
        });
    });
});

describe('what gives the right to create tokens', () => {
    test('without the right to read roles it is said that the installed ones are meant', async () => {
        const {username} = await createUser(admin);
        expect(await loadCreateRight(await signIn(server, username))).toEqual(installedRight);
    });

    test('a role of everybody that gives it is named, and those who have it by that role alone are not listed', async () => {
        const user = await createUser(admin);
        const [role] = await admin.getRolesByNames(['system_user']);
        const permissions = [...role?.permissions ?? []];
        try {
            await admin.patchRole(role?.id ?? '', {permissions: [...permissions, 'create_user_access_token']});
            const {right, people} = await loadPeople(admin);
            expect(everybodysRights(right)).toEqual(['system_user']);
            expect(people.has(user.id)).toBe(false);

            // And they really may.
            const {id} = await createToken(await signIn(server, user.username), user.id, 'as everybody');
            expect(id).toHaveLength(26);
        } finally {
            await admin.patchRole(role?.id ?? '', {permissions});
        }
        expect(everybodysRights(await loadCreateRight(admin))).toEqual([]);
    });

    test('a bot that holds the role still may not, a guest may', async () => {
        const {user_id: id} = await admin.createBot({username: 'role-bot', display_name: ''});
        const {secret} = await createToken(admin, id, 'of the bot');
        await admin.updateUserRoles(id, roles('system_user', CREATE_ROLE));
        await expect(createToken(new RestClient({url: server.url, token: secret}), id, 'another')).rejects.toMatchObject({kind: 'forbidden'});
        expect(rolesToCreate(installedRight, {roles: ['system_user', CREATE_ROLE], is_bot: true})).toEqual([]);

        const guest = await createUser(admin);
        const client = await signIn(server, guest.username);
        await admin.updateUserRoles(guest.id, roles('system_guest', CREATE_ROLE));
        expect((await createToken(client, guest.id, 'of a guest')).id).toHaveLength(26);
        expect(rolesToCreate(installedRight, {roles: ['system_guest', CREATE_ROLE], is_bot: false})).toEqual([CREATE_ROLE]);
    });

    test.each([
        [['system_user'], 'member'],
        [['system_user', POST_PUBLIC_ROLE], 'public'],
        [['system_user', POST_PUBLIC_ROLE, POST_ALL_ROLE], 'everywhere'],
        [['system_user', 'system_admin'], 'everywhere'],
    ])('%j may post: %s', (held, reach) => expect(postReach({roles: held})).toBe(reach));
});

describe('giving and taking away', () => {
    test.each<[string[], Parameters<typeof roleChange>[1], string[]]>([
        [['system_user'], {create: true, post: 'member'}, ['system_user', CREATE_ROLE]],
        [['system_user', CREATE_ROLE], {create: false, post: 'member'}, ['system_user']],
        [['system_user', POST_PUBLIC_ROLE], {create: false, post: 'everywhere'}, ['system_user', POST_ALL_ROLE]],
        [['system_user', POST_ALL_ROLE, POST_PUBLIC_ROLE], {create: true, post: 'member'}, ['system_user', CREATE_ROLE]],
        [['system_user', POST_ALL_ROLE, POST_PUBLIC_ROLE], {create: true, post: 'everywhere'}, ['system_user', POST_ALL_ROLE, POST_PUBLIC_ROLE, CREATE_ROLE]],
        [['system_guest', 'system_custom', CREATE_ROLE], {create: false, post: 'public'}, ['system_guest', 'system_custom', POST_PUBLIC_ROLE]],
    ])('%j, wanted %j, becomes %j', (held, wanted, result) => {
        expect(rolesAfter(held, roleChange({roles: held}, wanted))).toEqual(result);
    });

    test('every other role stays, those given by someone else meanwhile as well', async () => {
        const {id} = await createUserWith('system_user', CREATE_ROLE);
        const change = roleChange({roles: ['system_user', CREATE_ROLE]}, {create: false, post: 'member'});
        await admin.updateUserRoles(id, roles('system_user', CREATE_ROLE, 'custom_group_user', POST_PUBLIC_ROLE));
        const {owner, done} = await changeRoles(admin, id, change);
        expect([owner.roles, done]).toEqual([['system_user', 'custom_group_user', POST_PUBLIC_ROLE], true]);
        expect((await admin.getUser(id)).roles).toBe(roles('system_user', 'custom_group_user', POST_PUBLIC_ROLE));
    });

    test('taken away, the right is gone, and the tokens still work and are still listed for an admin', async () => {
        const {id, username} = await createUserWith('system_user', CREATE_ROLE);
        const user = await signIn(server, username);
        const {id: tokenId, secret} = await createToken(user, id, 'stays');
        await changeRoles(admin, id, {give: [], take: [CREATE_ROLE]});
        await expect(createToken(user, id, 'one more')).rejects.toMatchObject({kind: 'forbidden'});
        expect((await new RestClient({url: server.url, token: secret}).getMe()).id).toBe(id);
        expect((await tokensOfUser(admin, id)).map((token) => [token.id, token.is_active])).toEqual([[tokenId, true]]);
        await expect(tokensOfUser(user, id)).rejects.toMatchObject({kind: 'forbidden'});
    });

    test('what is held already is not written again', async () => {
        const {id} = await createUserWith('system_user', CREATE_ROLE);
        await throughProxy(() => 'none', async (client, requests) => {
            expect((await changeRoles(client, id, {give: [CREATE_ROLE], take: []})).done).toBe(true);
            expect(requests.filter((request) => request.startsWith('PUT'))).toEqual([]);
        });
    });

    test.each<[Fault, boolean]>([['reset_before', false], ['reset_after', true]])('a connection that breaks (%s) is looked after: what became of it is read', async (fault, arrived) => {
        const {id} = await createUserWith('system_user');
        await throughProxy((request) => (request.startsWith('PUT') ? fault : 'none'), async (client) => {
            const outcome = await changeRoles(client, id, {give: [CREATE_ROLE], take: []}).catch((error: unknown) => error);
            expect(outcome).toMatchObject(arrived ? {done: true} : {kind: 'network'});
        });
        expect((await admin.getUser(id)).roles.includes(CREATE_ROLE)).toBe(arrived);
    });

    test('a server that says yes and does nothing is found out', async () => {
        const {id} = await createUserWith('system_user');
        await throughProxy((request) => (request.startsWith('PUT') ? {status: 200, headers: {'Content-Type': 'application/json'}, body: '{"status":"OK"}'} : 'none'), async (client) => {
            expect((await changeRoles(client, id, {give: [CREATE_ROLE], take: []})).done).toBe(false);
        });
    });

    test('without the right to manage roles nothing changes, and it is said', async () => {
        const {id, username} = await createUserWith('system_user');
        await expect(changeRoles(await signIn(server, username), id, {give: [CREATE_ROLE], take: []})).rejects.toMatchObject({kind: 'forbidden'});
        expect((await admin.getUser(id)).roles).toBe('system_user');
    });
});

describe('finding someone', () => {
    test('by the beginning of a name, without those who are deactivated', async () => {
        const [one, gone] = await Promise.all([createUser(admin, 'zoe.here', {first_name: 'Zoë', last_name: 'Quist'}), createUser(admin, 'zoe.gone')]);
        await admin.updateUserActive(gone.id, false);
        expect((await findPeople(admin, ' zoe. ')).map(({id}) => id)).toEqual([one.id]);
        expect((await findPeople(admin, '@zoe.here')).map(({id}) => id)).toEqual([one.id]);
        expect((await findPeople(admin, 'Quist')).map(({id}) => id)).toEqual([one.id]);
    });

    test.each(['', '  ', 'k'.repeat(26), `token ${'k7'.repeat(13)}`])('%j is not sent', (term) => throughProxy(() => 'none', async (client, requests) => {
        expect(await findPeople(client, term)).toEqual([]);
        expect(requests).toEqual([]);
    }));

    test('a search is asked again when the connection breaks, for it changes nothing', async () => {
        let broken = 0;
        await throughProxy(() => (broken++ === 0 ? 'reset_before' : 'none'), async (client) => {
            expect((await findPeople(client, 'admin')).map(({username}) => username)).toContain('admin');
        });
    });
});

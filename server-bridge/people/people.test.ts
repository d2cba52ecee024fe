import pg from 'pg';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

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

/** More than three pages of holders, put into the database by SQL: over REST a free server takes 250 accounts. */
describe('more than one page', () => {
    const HOLDERS = (USERS_PER_PAGE * 3) + 30;
    let database: pg.Client;

    beforeAll(async () => {
        database = new pg.Client({connectionString: server.databaseUrl});
        await database.connect();
    });
    beforeEach(() => database.query(`
        INSERT INTO users (id, createat, updateat, deleteat, username, email, roles, nickname, firstname, lastname, position, authservice,
            locale, notifyprops, props, timezone, password, emailverified, failedattempts, mfaactive, mfasecret, allowmarketing,
            lastpasswordupdate, lastpictureupdate, lastlogin)
        SELECT lpad(i::text, 26, 'u'), 1, 1, 0, 'many' || lpad(i::text, 4, '0'), 'many' || i || '@example.com', 'system_user ${CREATE_ROLE}', '', '', '', '', '',
            'en', '{}', '{}', '{}', '', true, 0, false, '', false, 1, 0, 0
        FROM generate_series(1, $1::int) i`, [HOLDERS]));
    afterEach(() => database.query('DELETE FROM users WHERE username LIKE \'many%\''));
    afterAll(() => database.end());

    /** The first of the many loses the role: everyone after moves up by one. */
    const loseFirst = () => database.query(`
        UPDATE users SET roles = 'system_user' WHERE id = (SELECT id FROM users WHERE username LIKE 'many%' AND roles LIKE '%access_token' ORDER BY username LIMIT 1)`);

    /** An admin's client that does this after each page it read. */
    function clientWith(afterPage: (page: number) => unknown): RestClient {
        const client = new RestClient({url: server.url, token: admin.getToken()});
        const read = client.getProfiles;
        client.getProfiles = async (page, ...rest) => {
            const answer = await read(page, ...rest);
            await afterPage(page ?? 0);
            return answer;
        };
        return client;
    }

    const many = async (client: RestClient) => {
        const {holders, complete} = await listHolders(client, CREATE_ROLE);
        return {names: holders.map(({username}) => username).filter((name) => name.startsWith('many')), complete};
    };

    test('is read to its end', async () => {
        const {names, complete} = await many(admin);
        expect([names.length, new Set(names).size, complete]).toEqual([HOLDERS, HOLDERS, true]);
    });

    test('none is missing though someone lost the role between two pages', async () => {
        let lost = false;
        const {names, complete} = await many(clientWith(async (page) => {
            if (page === 0 && !lost) {
                lost = true;
                await loseFirst();
            }
        }));
        expect([names.length, names[0], complete]).toEqual([HOLDERS - 1, 'many0002', true]);
    });

    test('where people keep losing the role the list says that it may be incomplete', async () => {
        const {names, complete} = await many(clientWith((page) => page === 0 && loseFirst()));
        expect(complete).toBe(false);
        expect(names.length).toBeGreaterThan(USERS_PER_PAGE);
    });
});

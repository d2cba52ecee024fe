import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {createToken, rotateInPlace} from '../../server-bridge/my_tokens/create_token.ts';
import {startNewerServer} from '../mattermost/newer_server.ts';
import {createToken as makeToken, createUser, signIn, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {faultFor, through} from './through.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../server-bridge/rest/rest_error.ts';
import type {Fault} from '../mattermost/faulty_proxy.ts';
import type {NewerServer} from '../mattermost/newer_server.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

const DAY_MS = 86_400_000;
const CREATE = /^POST .*\/users\/\w+\/tokens$/;
const LIST = /^GET .*\/users\/\w+\/tokens\?/;
const ROTATE = /\/tokens\/rotate$/;

/** What the server refuses or fails with, by its own word or that of something before it, and what that is called. */
const refusals: ReadonlyArray<[Fault, RestErrorKind]> = [
    [{status: 401, body: '{"id":"api.context.session_expired.app_error"}'}, 'unauthorized'],
    [{status: 403, body: '{"id":"api.context.permissions.app_error"}'}, 'forbidden'],
    [{status: 400, body: '{"id":"app.user_access_token.invalid_or_missing"}'}, 'rejected'],
];

let server: Mattermost;
let newer: NewerServer;
let user: RestClient;
let userId: string;
let count = 0;

beforeAll(async () => {
    server = await startMattermost();
    newer = await startNewerServer(server);
    const admin = await signInFirstAdmin(server);
    const {id, username} = await createUser(admin, 'ann');
    await admin.updateUserRoles(id, 'system_user system_user_access_token');
    userId = id;
    user = await signIn(server, username);
});
afterAll(async () => {
    await newer.stop();
    await server.stop();
});

let description: string;
beforeEach(() => {
    description = `token ${++count}`;
});

const wanted = () => ({user_id: userId, description, expires_at: undefined});
const made = async () => (await user.getUserAccessTokensForUser(userId, 0, 200)).filter((token) => token.description === description).map(({id}) => id);
const use = async (secret: string) => (await fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}})).status;

describe('a creation whose answer was lost', () => {
    test.each<[Fault]>([['reset_after'], ['truncated'], ['malformed']])('after the server made the token, by %j, names that token and makes no other', (fault) => (
        through(user, faultFor(CREATE, fault), async (client, {requests}) => {
            const creation = await createToken(client, wanted());
            expect(creation).toMatchObject({kind: 'lost', tokens: [{description}]});
            expect(creation.kind === 'lost' && creation.tokens.map(({id}) => id)).toEqual(await made());
            expect(requests.filter((request) => CREATE.test(request))).toHaveLength(1);
        })
    ));

    test.each<[Fault, RestErrorKind]>([
        ['reset_before', 'network'],
        [{status: 503, body: 'upstream is away'}, 'server'],
        ...refusals,
    ])('before the server heard of it, by %j, is the failure %s, and nothing was made', (fault, kind) => (
        through(user, faultFor(CREATE, fault), async (client, {requests}) => {
            await expect(createToken(client, wanted())).rejects.toMatchObject({kind});
            expect(await made()).toEqual([]);
            expect(requests.filter((request) => CREATE.test(request))).toHaveLength(1);
        })
    ));

    test.each<[Fault]>([
        [{status: 429, headers: {'Retry-After': '1'}, body: 'limit exceeded'}],
        [{status: 429, body: 'limit exceeded'}],
    ])('for the rate, %j, is asked for again, and one token is made', (fault) => (
        through(user, faultFor(CREATE, fault, 3), async (client) => {
            const creation = await createToken(client, wanted());
            expect(creation.kind === 'created' && [creation.token.id]).toEqual(await made());
            expect(creation.kind === 'created' && await use(creation.secret.reveal())).toBe(200);
        })
    ));

    test.each<[string, Fault, string | RestErrorKind]>([
        ['after the server made the token', 'reset_after', 'lost'],
        ['before the server heard of it', 'reset_before', 'network'],
    ])('and cannot be looked up is unclear until the server is back; %s, by %j, it is then known as %s', async (_, fault, found) => {
        let isAway = false;
        await through(user, (request) => {
            if (CREATE.test(request)) {
                isAway = true;
                return fault;
            }
            return isAway && LIST.test(request) ? 'reset_before' : 'none';
        }, async (client, {requests}) => {
            const creation = await createToken(client, wanted());
            expect(creation).toMatchObject({kind: 'unclear', error: {kind: 'network'}});
            const look = () => (creation.kind === 'unclear' ? creation.look() : Promise.reject(new Error('nothing to look for')));
            expect(await look()).toMatchObject({kind: 'unclear'});
            isAway = false;
            const outcome = await look().catch((error: unknown) => error);
            expect(outcome).toMatchObject({kind: found});
            expect(await made()).toHaveLength(found === 'lost' ? 1 : 0);
            expect(requests.filter((request) => CREATE.test(request))).toHaveLength(1);
        });
    });

    test('does not take for lost what else was made meanwhile under another description', () => through(user, faultFor(CREATE, 'reset_after'), async (client) => {
        await makeToken(user, userId, `${description}, by hand`);
        const creation = await createToken(client, wanted());
        expect(creation.kind === 'lost' && creation.tokens.map(({id}) => id)).toEqual(await made());
    }));
});

describe('a rotation in place', () => {
    /** Rotates a fresh token through `fault`, and says what came of it and whether the old secret still works. */
    async function rotate(fault: Fault, expires_at: number, times = Infinity) {
        const newerUser = await signIn(newer, 'ann');
        const first = await createToken(newerUser, {...wanted(), expires_at: Date.now() + DAY_MS});
        if (first.kind !== 'created') {
            throw new Error('no token was made');
        }
        let outcome: unknown;
        await through(newerUser, faultFor(ROTATE, fault, times), async (client) => {
            outcome = await rotateInPlace(client, first.token, expires_at || first.token.expires_at || 0).catch((error: unknown) => error);
        });
        expect(await made()).toEqual([first.token.id]);
        return {outcome, old: await use(first.secret.reveal())};
    }
    const later = () => Date.now() + (5 * DAY_MS);

    test.each<[Fault]>([['reset_after'], ['truncated'], ['malformed']])('whose answer was lost after the server rotated, by %j, is known to have left a secret that nobody has seen', async (fault) => {
        expect(await rotate(fault, later())).toEqual({outcome: {kind: 'unseen', certain: true}, old: 401});
    });

    test.each<[Fault, RestErrorKind]>([
        ['reset_before', 'network'],
        [{status: 503, body: 'upstream is away'}, 'server'],
        ...refusals,
    ])('that the server never did, by %j, is the failure %s, and the old secret still works', async (fault, kind) => {
        expect(await rotate(fault, later())).toEqual({outcome: expect.objectContaining({name: 'RestError', kind}), old: 200});
    });

    test.each<[Fault, number]>([['reset_after', 401], ['reset_before', 200]])('with the expiry it had before leaves no trace: after %j it is said to be uncertain', async (fault, old) => {
        expect(await rotate(fault, 0)).toEqual({outcome: {kind: 'unseen', certain: false}, old});
    });

    test('refused for the rate is asked for again, and the new secret works', async () => {
        const {outcome, old} = await rotate({status: 429, body: 'limit exceeded'}, later(), 3);
        expect([outcome, old]).toEqual([expect.objectContaining({kind: 'created'}), 401]);
    });
});

import {randomInt} from 'node:crypto';
import {once} from 'node:events';
import {createServer} from 'node:http';

import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {createToken, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {fingerprintOf} from '../log/fingerprint.ts';
import {RestClient} from '../rest/rest_client.ts';

import {listAdmins, prepareMessage} from './ask_admin.ts';
import {knows, loadKnown} from './known.ts';
import {loadRegistered} from './match_fingerprint.ts';
import {recognise, settle} from './recognise.ts';
import {trace} from './trace.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {Answer, Trace} from './answer.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {AddressInfo} from 'node:net';

let server: Mattermost;
let admin: RestClient;
let owner: UserProfile;
let plain: RestClient;
let guest: RestClient;
let bot: {user_id: string; username: string};
let own: {id: string; secret: string};
let other: {id: string; secret: string};

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    owner = await createUser(admin, 'olga', {first_name: 'Olga', last_name: 'Owner'});
    await admin.updateUserRoles(owner.id, 'system_user system_user_access_token');
    plain = await signIn(server, 'olga');
    own = await createToken(plain, owner.id, 'her job');
    await new RestClient({url: server.url, token: own.secret}).getMe();
    await plain.savePreferences(owner.id, [{user_id: owner.id, category: 'token_audit', name: own.id, value: fingerprintOf(own.secret)}]);
    other = await createToken(admin, (await admin.getMe()).id, 'the admin\'s');
    const made = await createUser(admin, 'gustav');

    // Without a licence a guest may stay, but not log in.
    guest = await signIn(server, 'gustav');
    await admin.updateUserRoles(made.id, 'system_guest');
    bot = await admin.createBot({username: 'build-bot', display_name: 'Build', description: ''} as Parameters<typeof admin.createBot>[0]);
});
afterAll(() => server.stop());

/** Traces what a person pasted who says of every unsure word that it is an id, `secrets` aside. */
async function traceText(client: RestClient, text: string, secrets: string[] = [], everybodys = false): Promise<Trace> {
    const known = await loadKnown(client);
    const settled = settle(recognise(text, knows(known)), new Set(secrets));
    return trace(client, settled.words, known, everybodys ? await loadRegistered(client) : undefined);
}

const kinds = ({answers}: Trace) => answers.map(({kind}) => kind);
const first = async <K extends Answer['kind']>(kind: K, traced: Promise<Trace>) => (await traced).answers.find((answer): answer is Extract<Answer, {kind: K}> => answer.kind === kind);

describe('an admin', () => {
    test('gets a token with owner, sessions, findings and history, by its id', async () => {
        const answer = await first('token', traceText(admin, `who is ${own.id}?`));
        expect(answer?.facts).toMatchObject({token: {id: own.id, description: 'her job', is_active: true}, owner: {username: 'olga'}, is_own: false});
        expect(answer?.facts.sessions).toHaveLength(1);
        expect(answer?.facts.events.map(({kind}) => kind)).toEqual(['created']);
    });

    test('gets a person by id, name or e-mail, once, with their tokens', async () => {
        const traced = await traceText(admin, `${owner.id} @olga olga@example.com`);
        expect(kinds(traced)).toEqual(['user']);
        expect(traced.answers[0]).toMatchObject({owner: {username: 'olga'}, is_me: false, tokens: [{id: own.id}]});
    });

    test('gets a bot with its owner', async () => {
        expect(await first('user', traceText(admin, bot.user_id))).toMatchObject({owner: {username: 'build-bot', is_bot: true}, bot_owner: {username: 'admin'}});
    });

    test('gets whose a session is, and the token that opened it', async () => {
        const [session] = (await loadKnown(plain)).sessions.filter(({token_id}) => token_id === own.id);
        const token = new RestClient({url: server.url, token: own.secret});
        await token.createUserAccessToken(owner.id, 'made with the token').then(({id}) => token.revokeUserAccessToken(id));
        const traced = await traceText(admin, `session ${session?.id}`);
        expect(traced.answers[0]).toMatchObject({kind: 'session', owner: {username: 'olga'}, token_id: own.id, is_own: false});
        expect(traced.tokens.get(own.id)?.token.description).toBe('her job');
    });

    test('gets what is left of a revoked token', async () => {
        const gone = await createToken(admin, owner.id, 'short-lived');
        await admin.revokeUserAccessToken(gone.id);
        const answer = await first('gone_token', traceText(admin, gone.id));
        expect(answer?.events.map(({kind}) => kind)).toEqual(['revoked', 'created']);
    });

    test('gets who was seen at an address', async () => {
        const answer = await first('address', traceText(admin, '127.0.0.1'));
        expect(answer?.users.map((user) => user.owner?.username)).toContain('olga');
    });

    test('finds the token of a secret by the fingerprint that its owner registered', async () => {
        expect(await first('secret', traceText(admin, `Bearer ${own.secret}`))).toMatchObject({match: {token_ids: [], searched: 'own'}});
        const traced = await traceText(admin, `Bearer ${own.secret}`, [], true);
        expect(traced.answers[0]).toMatchObject({kind: 'secret', match: {token_ids: [own.id], searched: 'all_owners'}});
        expect(traced.tokens.get(own.id)?.owner?.username).toBe('olga');
        const some = trace(admin, [{kind: 'fingerprint', fingerprint: 'f'.repeat(64)}], await loadKnown(admin), {ids: new Map(), is_complete: false});
        expect(await first('fingerprint', some)).toMatchObject({match: {token_ids: [], searched: 'some_owners'}});
        expect(await first('fingerprint', traceText(admin, `[secret ${fingerprintOf(own.secret).slice(0, 8)}]`, [], true))).toMatchObject({match: {token_ids: [own.id]}});
    });

    test('is told of a request id that only the log knows it, and of anything else that nobody is called so', async () => {
        const traced = await traceText(admin, 'request_id=abcdefghijklmnopqrstuvwx01 zyxwvutsrqponmlkjihgfedc98 @nobody nobody@example.com');
        expect(kinds(traced)).toEqual(['username', 'email', 'request', 'id'].map((kind) => (kind === 'request' ? 'request' : 'unknown')));
    });
});

describe('somebody with tokens', () => {
    test('gets their own token in full, and people, but no token of others', async () => {
        const traced = await traceText(plain, `${own.id} ${(await admin.getMe()).id} ${other.id}`);
        expect(traced.answers).toMatchObject([
            {kind: 'token', facts: {is_own: true, token: {id: own.id}, owner: {username: 'olga'}, sessions: [{token_id: own.id}]}},
            {kind: 'user', owner: {username: 'admin'}, tokens: undefined},
            {kind: 'unknown', word: {id: other.id}},
        ]);
    });

    test('is not told that a token is gone which they may only not see any more', async () => {
        const made = await createUser(admin, 'wanda');
        await admin.updateUserRoles(made.id, 'system_user system_user_access_token');
        const wanda = await signIn(server, 'wanda');
        const token = await createToken(wanda, made.id, 'still at work');
        const gone = await createToken(wanda, made.id, 'short-lived');
        await wanda.revokeUserAccessToken(gone.id);
        await admin.updateUserRoles(made.id, 'system_user');
        expect(await first('hidden_token', traceText(wanda, token.id))).toMatchObject({id: token.id, events: [{kind: 'created'}]});
        expect(kinds(await traceText(wanda, gone.id))).toEqual(['gone_token']);
        await new RestClient({url: server.url, token: token.secret}).getMe();
    });

    test('is not told that a token is gone which they once made for somebody else', async () => {
        const made = await createUser(admin, 'alfred');
        await admin.updateUserRoles(made.id, 'system_user system_admin');
        const alfred = await signIn(server, 'alfred');
        const token = await createToken(alfred, owner.id, 'made for olga');
        const mine = await createToken(alfred, made.id, 'deleted by another');
        await admin.updateUserRoles(made.id, 'system_user system_user_access_token');
        await admin.revokeUserAccessToken(mine.id);
        expect(kinds(await traceText(alfred, `${token.id} ${mine.id}`))).toEqual(['hidden_token', 'gone_token']);
        await admin.revokeUserAccessToken(token.id);
    });

    test('gets their own session and address', async () => {
        const [session] = (await loadKnown(plain)).sessions;
        expect(kinds(await traceText(plain, `${session?.id} 127.0.0.1`))).toEqual(['session', 'address']);
        expect(await first('address', traceText(plain, '127.0.0.1'))).toMatchObject({users: [{owner: {username: 'olga'}}]});
    });

    test('is told that a secret is theirs, whoever recognised it', async () => {
        expect(await first('secret', traceText(plain, own.secret, [own.secret]))).toMatchObject({fingerprint: fingerprintOf(own.secret), match: {token_ids: [own.id]}});
        expect(await first('secret', traceText(plain, `token=${other.secret}`))).toMatchObject({match: {token_ids: [], searched: 'own'}});
    });
});

describe('a guest', () => {
    test('gets no more than the server shows them, and no error', async () => {
        const traced = await traceText(guest, `${own.id} ${owner.id} @olga ${other.id}`);
        expect(traced.answers.every(({kind}) => kind === 'unknown' || kind === 'user')).toBe(true);
        expect(kinds(traced)).not.toContain('token');
    });
});

describe('a message to an admin', () => {
    test('lies ready as a draft in a direct channel, is not sent, and takes no other draft\'s place', async () => {
        const [{username} = {username: ''}, ...more] = await listAdmins(plain);
        expect([username, more]).toEqual(['admin', []]);
        const team = await admin.createTeam({name: 'support', display_name: 'Support', type: 'O'} as Parameters<typeof admin.createTeam>[0]);
        await admin.addToTeam(team.id, owner.id);
        const {me} = await loadKnown(plain);
        const [chosen] = await listAdmins(plain);
        if (!chosen) {
            throw new Error('There is no admin.');
        }
        expect(await prepareMessage(plain, me, chosen, 'Please look at abc')).toEqual({path: '/support/messages/@admin', is_drafted: true});
        const drafts = await plain.getUserDrafts(team.id);
        expect(drafts.map(({message}) => message)).toEqual(['Please look at abc']);
        const channel = await plain.createDirectChannel([me.id, chosen.id]);
        expect((await plain.getPosts(channel.id)).order).toEqual([]);
        expect(await prepareMessage(plain, me, chosen, 'Another one')).toMatchObject({is_drafted: false});
        expect((await plain.getUserDrafts(team.id)).map(({message}) => message)).toEqual(['Please look at abc']);
    });

    test('finds its way without a team to show it in', async () => {
        await createUser(admin, 'nora');
        const nora = await signIn(server, 'nora');
        expect(await nora.getMyTeams()).toEqual([]);
        const {me} = await loadKnown(nora);
        const [chosen, ...more] = await listAdmins(nora);
        expect([chosen?.username, more]).toEqual(['admin', []]);
        if (chosen) {
            expect(await prepareMessage(nora, me, chosen, 'Hello')).toEqual({path: '', is_drafted: false});
        }
    });

    test('has nobody to go to for a guest, who may not see who the admins are', async () => {
        expect(await listAdmins(guest)).toEqual([]);
    });
});

test('a secret in the text is in no request and in no answer, whether by its place or by what the person said', async () => {
    const requests: string[] = [];
    const me = {id: 'a'.repeat(26), username: 'me', roles: 'system_admin system_user'};
    const recorder = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => {
            body += chunk.toString();
        });
        request.on('end', () => {
            requests.push(`${request.url} ${JSON.stringify(request.headers)} ${body}`);
            response.setHeader('Content-Type', 'application/json');
            response.end(request.url?.endsWith('/users/me') ? JSON.stringify(me) : '[]');
        });
    });
    recorder.listen(0, '127.0.0.1');
    await once(recorder, 'listening');
    const client = new RestClient({url: `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`, token: 't'});
    const secret = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'), {minLength: 26, maxLength: 26}).map((all) => all.join(''));
    const place = fc.constantFrom('token=$', 'Bearer $', 'access_token=$', '$', '@$', '$@example.com', 'https://chat/api/v4/users/$', '"token":"$"', 'id: $, ', `user_id=$ ${'b'.repeat(26)}`);
    const around = fc.constantFrom('', '10.0.0.1 ', '@anna ', `${'b'.repeat(26)} `, 'x@example.com\n', `${'f'.repeat(64)} `);
    try {
        await fc.assert(fc.asyncProperty(secret, place, around, around, async (value, where, before, after) => {
            requests.length = 0;
            const text = `${before}${where.replace('$', value)} ${after}`;
            const traced = await traceText(client, text, [value]);
            expect(requests.length).toBeGreaterThan(0);
            expect(requests.join('\n')).not.toContain(value);
            expect(JSON.stringify([traced.answers, [...traced.tokens], [...traced.people]])).not.toContain(value);
            expect(traced.answers.some(({kind}) => kind === 'secret')).toBe(true);
        }), {seed: randomInt(2 ** 31), numRuns: 60});

        // What the recorder would have caught: an id goes out, in a body and in no URL.
        requests.length = 0;
        await traceText(client, 'c'.repeat(26));
        expect(requests.some((request) => request.includes('c'.repeat(26)))).toBe(true);
        expect(requests.some((request) => request.split(' ')[0]?.includes('c'.repeat(26)))).toBe(false);
    } finally {
        recorder.close();
    }
});

import {afterAll, beforeAll, expect, test} from 'vitest';

import {createToken, createUser, PASSWORD, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';

import {ActingTokens} from './acting_token.ts';
import {lifecycles} from './lifecycles.ts';
import {loadNewerTokenEvents} from './load_token_events.ts';
import {TokenEventLog} from './token_event_log.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {TokenEvent} from './token_event.ts';

let server: Mattermost;
let admin: RestClient;
let adminId: string;
const log = new TokenEventLog();

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    adminId = (await admin.getMe()).id;
});
afterAll(() => server.stop());

/** The events of one token, oldest first. */
async function eventsOf(tokenId: string): Promise<TokenEvent[]> {
    await loadNewerTokenEvents(admin, log);
    return log.events.filter(({token_id}) => token_id === tokenId).reverse();
}

const actingIn = (events: TokenEvent[], client = admin) => {
    const acting = new ActingTokens(client);
    return Promise.all(events.map((event) => acting.of(event)));
};

test('every kind of event by a login session names its actor, the owner at creation, the address, and the login', async () => {
    const user = await createUser(admin);
    const {id} = await createToken(admin, user.id, 'made by hand');
    await admin.disableUserAccessToken(id);
    await admin.enableUserAccessToken(id);
    await admin.revokeUserAccessToken(id);

    const events = await eventsOf(id);
    expect(events).toMatchObject([
        {kind: 'created', actor_id: adminId, owner_id: user.id, ip_address: '127.0.0.1'},
        {kind: 'deactivated', actor_id: adminId, owner_id: ''},
        {kind: 'activated', actor_id: adminId},
        {kind: 'revoked', actor_id: adminId},
    ]);
    expect(await actingIn(events)).toEqual(Array(4).fill({by: 'login'}));
});

test('what a token did to another token is traced to exactly that token, also when it works for its own owner', async () => {
    const acting = await createToken(admin, adminId, 'automation');
    await createToken(admin, adminId, 'another of the same owner');
    const automation = new RestClient({url: server.url, token: acting.secret});
    const {id} = await createToken(automation, 'me', 'made by a token');
    await automation.disableUserAccessToken(id);
    await automation.enableUserAccessToken(id);
    await automation.revokeUserAccessToken(id);

    const events = await eventsOf(id);
    expect(events.map(({kind}) => kind)).toEqual(['created', 'deactivated', 'activated', 'revoked']);
    expect(events[0]?.owner_id).toBe(adminId);
    expect(await actingIn(events)).toEqual(Array(4).fill({by: 'token', token_id: acting.id}));
    expect(lifecycles(events, () => ({by: 'token', token_id: acting.id})).get(id)?.created).toEqual({at: events[0]?.at, actor_id: adminId, by_token_id: acting.id});
});

test('once the session is gone, it is unknown what made the event', async () => {
    const user = await createUser(admin);
    const client = new RestClient({url: server.url});
    await admin.updateUserRoles(user.id, 'system_user system_user_access_token');
    await client.login(user.username, PASSWORD);
    const {id} = await createToken(client, user.id, 'by a session that ends');
    await client.logout();

    // One session of the same person goes on: it must not be taken for the one that ended.
    await new RestClient({url: server.url}).login(user.username, PASSWORD);
    expect(await actingIn(await eventsOf(id))).toEqual([{by: 'unknown', reason: 'session_ended'}]);
});

test('a token that was deactivated since is unknown as well: its session went with it', async () => {
    const acting = await createToken(admin, adminId, 'short-lived');
    const {id} = await createToken(new RestClient({url: server.url, token: acting.secret}), adminId, 'by a token that stops');
    await admin.disableUserAccessToken(acting.id);
    expect(await actingIn(await eventsOf(id))).toEqual([{by: 'unknown', reason: 'session_ended'}]);
});

test('a failure is said to be one, and the next call asks again', async () => {
    const {id} = await createToken(admin, adminId, 'asked twice');
    const [event] = await eventsOf(id);
    const abort = new AbortController();
    abort.abort();
    expect(event && await new ActingTokens(admin.abortable(abort.signal)).of(event)).toEqual({by: 'unknown', reason: 'not_read', error: 'aborted'});
    expect(await new ActingTokens(admin).of({actor_id: adminId, session_id: ''})).toEqual({by: 'unknown', reason: 'no_session'});
});

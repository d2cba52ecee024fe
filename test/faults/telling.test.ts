import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {BulkRun} from '../../server-bridge/bulk/bulk_run.ts';
import {newRunId} from '../../server-bridge/bulk/bulk_run_spec.ts';
import {DEFAULT_OWNER_MESSAGE} from '../../server-bridge/bulk/bulk_settings.ts';
import {readQuarantine} from '../../server-bridge/bulk/quarantine.ts';
import {createToken, createUser, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {randomFaults} from './random_faults.ts';
import {faultFor, through} from './through.ts';

import type {BulkRunSpec, BulkRunState} from '../../server-bridge/bulk/bulk_run_spec.ts';
import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {Fault} from '../mattermost/faulty_proxy.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

const OWNERS = 25;
const POSTS = /^POST .*\/posts$/;
const PREFERENCES = /^PUT .*\/preferences$/;

let server: Mattermost;
let admin: RestClient;
let me: {id: string; username: string};
let owners: string[];
let recordChannel: string;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    const {id, username} = await admin.getMe();
    me = {id, username};
    owners = (await Promise.all(Array.from({length: OWNERS}, () => createUser(admin)))).map((user) => user.id);
    const team = await admin.createTeam({name: 'ops', display_name: 'Ops', type: 'I'} as Parameters<RestClient['createTeam']>[0]);
    recordChannel = (await admin.createChannel({team_id: team.id, name: 'audit', display_name: 'Audit', type: 'P'} as Parameters<RestClient['createChannel']>[0])).id;
});
afterAll(() => server.stop());

/** Deactivates a new token of each of these owners, tells them, and records it; as a patient admin, who resumes what paused. */
async function tellThrough(faultOf: (request: string) => Fault, told = owners): Promise<{spec: BulkRunSpec; state: BulkRunState}> {
    const tokens = await Promise.all(told.map(async (user_id) => ({id: (await createToken(admin, user_id, 'told')).id, user_id, description: 'told'})));
    const spec: BulkRunSpec = {id: newRunId(), action: 'deactivate', tokens, unchanged: 0, by: me, reason: newRunId(), tell: true, started_at: Date.now()};
    let state: BulkRunState | undefined;
    await through(admin, faultOf, async (client) => {
        const run = new BulkRun(spec, {
            client,
            settings: {owner_message: DEFAULT_OWNER_MESSAGE, record_channel: {kind: 'named', team: 'ops', channel: 'audit'}},
            total: 1000,
            ownerOf: () => undefined,
            sleep: async () => undefined,
        });
        run.subscribe(() => run.getState().control.name === 'paused' && setTimeout(() => run.control.resume(), 10));
        state = await run.run();
    });
    if (!state) {
        throw new Error('nothing was run');
    }
    return {spec, state};
}

/** How many messages of this run stand in a channel, by the reason that is the run's alone. */
async function messagesIn(channelId: string, {reason}: BulkRunSpec): Promise<number> {
    return Object.values((await admin.getPosts(channelId, 0, 200)).posts).filter(({message}) => message.includes(reason)).length;
}

const messagesTo = async (userId: string, spec: BulkRunSpec) => messagesIn((await admin.createDirectChannel([me.id, userId])).id, spec);

test('through 20% faults every owner is told once, or it is said that it is not known; every token is in quarantine, or it is said how many are not', async () => {
    const {spec, state} = await tellThrough(randomFaults(0.2, 31));
    expect(state.deliveries.map(({user_id}) => user_id).sort()).toEqual([...owners].sort());
    for (const {user_id, status} of state.deliveries) {
        const messages = await messagesTo(user_id, spec);
        expect([user_id, status, messages]).toEqual([user_id, status, status === 'sent' ? 1 : status === 'unknown' ? expect.toBeOneOf([0, 1]) : 0]);
    }
    const quarantined = new Set((await readQuarantine(admin)).map(({token_id}) => token_id));
    expect(spec.tokens.filter(({id}) => !quarantined.has(id)).length).toBe(state.not_noted);
});

describe('a message to an owner', () => {
    test.each<[Fault, number, string, number]>([
        ['reset_after', 1, 'sent', 1],
        ['truncated', 1, 'sent', 1],
        ['malformed', 1, 'sent', 1],
        [{status: 429, body: 'limit exceeded'}, 3, 'sent', 1],
        [{status: 401}, 2, 'sent', 1],
        ['reset_after', Infinity, 'unknown', 1],
        ['reset_before', Infinity, 'unknown', 0],
        [{status: 403}, Infinity, 'failed', 0],
    ])('that meets %j %d times is said to be %s, and stands there %d times', async (fault, times, status, messages) => {
        const [owner = ''] = owners;
        const {spec, state} = await tellThrough(faultFor(POSTS, fault, times), [owner]);
        expect(state.deliveries.map((delivery) => delivery.status)).toEqual([status]);
        expect(await messagesTo(owner, spec)).toBe(messages);
    });
});

describe('the record', () => {
    /** The first post is the owner's message. */
    const fromSecond = (fault: Fault, times: number) => {
        const recordFault = faultFor(POSTS, fault, times);
        let posts = 0;
        return (request: string): Fault => (POSTS.test(request) && posts++ > 0 ? recordFault(request) : 'none');
    };

    test.each<[Fault, number, object, number]>([
        ['reset_after', 1, {status: 'posted'}, 1],
        ['malformed', 1, {status: 'posted'}, 1],
        ['reset_after', Infinity, {status: 'unknown', error: 'network'}, 1],
        [{status: 503}, Infinity, {status: 'unknown', error: 'server'}, 0],
        [{status: 401}, Infinity, {status: 'failed', error: 'unauthorized'}, 0],
        [{status: 403}, Infinity, {status: 'failed', error: 'forbidden'}, 0],
    ])('that meets %j %d times is said to be %j, and stands there %d times', async (fault, times, posting, records) => {
        const {spec, state} = await tellThrough(fromSecond(fault, times), owners.slice(0, 1));
        expect(state.record).toMatchObject(posting);
        expect(await messagesIn(recordChannel, spec)).toBe(records);
    });

    test.each<[Fault]>([['reset_after'], ['malformed'], [{status: 413}]])('whose file meets %j is posted without it, and says so', async (fault) => {
        const {spec, state} = await tellThrough(faultFor(/\/files$/, fault), owners.slice(0, 1));
        expect(state.record).toMatchObject({status: 'posted', attached: false});
        expect(await messagesIn(recordChannel, spec)).toBe(1);
    });
});

describe('the quarantine note', () => {
    test.each<[Fault, number, number]>([
        ['reset_before', 2, 0],
        ['reset_after', 2, 0],
        [{status: 503}, 2, 0],
        [{status: 403}, Infinity, 1],
        ['reset_before', Infinity, 1],
    ])('that meets %j %d times leaves %d tokens out, which is said', async (fault, times, missing) => {
        const {spec, state} = await tellThrough(faultFor(PREFERENCES, fault, times), owners.slice(0, 1));
        expect(state.not_noted).toBe(missing);
        expect((await readQuarantine(admin)).filter(({token_id}) => token_id === spec.tokens[0]?.id)).toHaveLength(1 - missing);
    });
});

import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {RestClient} from '../rest/rest_client.ts';

import {BulkRun} from './bulk_run.ts';
import {newRunId, specOf} from './bulk_run_spec.ts';
import {DEFAULT_OWNER_MESSAGE} from './bulk_settings.ts';
import {MemoryJournal} from './journal.ts';
import {readQuarantine} from './quarantine.ts';
import {recordToJson, recordToMessage} from './run_record.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {BulkRunSpec, BulkRunState, BulkRunTools} from './bulk_run_spec.ts';
import type {Journal} from './journal.ts';
import type {TokenAction} from './token_action.ts';

let server: Mattermost;
let admin: RestClient;
let me: {id: string; username: string};
let userId: string;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    const {id, username} = await admin.getMe();
    me = {id, username};
});
afterAll(() => server.stop());
beforeEach(async () => {
    userId = (await createUser(admin)).id;
});

async function makeTokens(count: number, owner = userId): Promise<BulkRunSpec['tokens']> {
    const tokens = await Promise.all(Array.from({length: count}, (_, i) => createToken(admin, owner, `token ${i}`)));
    return tokens.map(({id}, i) => ({id, user_id: owner, description: `token ${i}`}));
}

function spec(action: TokenAction, tokens: BulkRunSpec['tokens'], more: Partial<BulkRunSpec> = {}): BulkRunSpec {
    return {id: newRunId(), action, tokens, unchanged: 0, by: me, reason: 'test', tell: false, started_at: Date.now(), ...more};
}

function tools(more: Partial<BulkRunTools> = {}): BulkRunTools {
    return {
        client: admin,
        settings: {owner_message: DEFAULT_OWNER_MESSAGE, record_channel: {kind: 'none'}},
        total: 1000,
        ownerOf: () => undefined,
        sleep: async () => undefined,
        ...more,
    };
}

function counts({result}: BulkRunState): Record<string, number> {
    const count: Record<string, number> = {};
    result?.outcomes.forEach(({status}) => {
        count[status] = (count[status] ?? 0) + 1;
    });
    return count;
}

/** Resolves once the run's state is so. */
function until(run: BulkRun, is: (state: BulkRunState) => boolean): Promise<BulkRunState> {
    return new Promise((resolve) => {
        const look = () => {
            if (is(run.getState())) {
                end();
                resolve(run.getState());
            }
        };
        const end = run.subscribe(look);
        look();
    });
}

const paused = (run: BulkRun, reason: string) => until(run, ({control}) => control.name === 'paused' && control.reason === reason);
const activeCount = async () => (await admin.getUserAccessTokensForUser(userId, 0, 200)).filter(({is_active}) => is_active).length;

/** How many changes the server was asked for through this client. */
async function counting(use: (client: RestClient) => Promise<void>): Promise<number> {
    const proxy = await startFaultyProxy(server.url, () => 'none');
    await use(new RestClient({url: proxy.url, token: admin.getToken()})).finally(proxy.stop);
    return proxy.requests.filter((request) => /tokens\/(disable|enable|revoke)$/.test(request)).length;
}

describe('pausing', () => {
    test('a paused run changes nothing more until it is resumed', async () => {
        const run = new BulkRun(spec('deactivate', await makeTokens(60)), tools());
        const end = run.run();
        await until(run, ({done}) => done >= 10);
        run.control.pause();
        await new Promise((resolve) => setTimeout(resolve, 200));
        const active = await activeCount();
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(active).toBeGreaterThan(20);
        expect(await activeCount()).toBe(active);
        run.control.resume();
        expect(counts(await end)).toEqual({done: 60});
        expect(await activeCount()).toBe(0);
    });

    test('a session that ends pauses the run, and it goes on after signing in again', async () => {
        await createUser(admin, 'second');
        await admin.updateUserRoles((await admin.getUserByUsername('second')).id, 'system_user system_admin');
        const session = await signIn(server, 'second');
        const second = await session.getMe();
        const run = new BulkRun(spec('deactivate', await makeTokens(150), {by: second}), tools({client: session}));
        const end = run.run();
        await until(run, ({done}) => done >= 5);
        await admin.revokeAllSessionsForUser(second.id);
        expect((await paused(run, 'unauthorized')).done).toBeLessThan(150);
        session.setToken((await signIn(server, 'second')).getToken());
        run.control.resume();
        expect(counts(await end)).toEqual({done: 150});
    });

    test('a right that is lost pauses the run, and it goes on when it is back', async () => {
        const someone = await createUser(admin, 'third');
        await admin.updateUserRoles(someone.id, 'system_user system_admin');
        const session = await signIn(server, 'third');
        const run = new BulkRun(spec('revoke', await makeTokens(400), {by: someone}), tools({client: session}));
        const end = run.run();
        await until(run, ({done}) => done >= 5);
        await admin.updateUserRoles(someone.id, 'system_user');
        await paused(run, 'forbidden');
        await admin.updateUserRoles(someone.id, 'system_user system_admin');
        run.control.resume();
        expect(counts(await end)).toEqual({done: 400});
    });

    test.each(['reset_before', 'reset_after'] as const)('a connection that is lost (%s) pauses the run instead of failing everything, and blames nobody', async (fault) => {
        let broken = false;
        const proxy = await startFaultyProxy(server.url, () => (broken ? fault : 'none'));
        try {
            const client = new RestClient({url: proxy.url, token: admin.getToken(), sleep: async () => undefined});
            const run = new BulkRun(spec('revoke', await makeTokens(60)), tools({client}));
            const end = run.run();
            await until(run, ({done}) => done >= 5);
            broken = true;
            await paused(run, 'network');
            broken = false;
            run.control.resume();
            expect(counts(await end)).toEqual({done: 60});
        } finally {
            await proxy.stop();
        }
    });
});

describe('the journal', () => {
    /** Leaves a run in the middle, as a reload does. */
    async function interrupted(action: TokenAction, count: number, journal: Journal): Promise<number> {
        const run = new BulkRun(spec(action, await makeTokens(count)), tools({journal}));
        const end = run.run();
        await until(run, ({done}) => done >= 10);
        run.control.leave();
        return (await end).done;
    }

    test.each<TokenAction>(['deactivate', 'revoke'])('an interrupted run goes on (%s), without repeating what is done', async (action) => {
        const journal = new MemoryJournal();
        const done = await interrupted(action, 60, journal);
        const [open] = await journal.open();
        expect(open?.entries.length).toBeGreaterThanOrEqual(10);

        // The last batch was lost in the crash: what it told of is read back.
        const entries = open?.entries.slice(0, 5) ?? [];
        const requests = await counting(async (client) => {
            const run = open && new BulkRun(specOf(open.run, () => ''), tools({client, journal}), entries);
            const state = await run?.run();
            expect(state && counts(state)).toEqual({done: 60});
            expect(run?.record()?.went_on).toBe(true);
        });
        expect(requests).toBe(60 - done);
        expect(await journal.open()).toEqual([]);
    });

    test('it is written before the first change, as the quarantine is, and holds ids and outcomes only', async () => {
        const journal = new MemoryJournal();
        let activeAtBegin = 0;
        const begin = journal.begin.bind(journal);
        journal.begin = async (...run) => {
            activeAtBegin = await activeCount();
            return begin(...run);
        };
        await interrupted('deactivate', 60, journal);
        expect(activeAtBegin).toBe(60);

        // The browser's profile may be lost with it: what was deactivated stands in the quarantine list all the same.
        const [open] = await journal.open();
        const planned = new Set(open?.run.tokens.map(([id]) => id));
        expect((await readQuarantine(admin)).filter(({token_id}) => planned.has(token_id))).toHaveLength(60);
        expect(JSON.stringify(await journal.open())).not.toContain('token 1');
    });

    test('a discarded run leaves the rest as it is, and what it deactivated is in quarantine', async () => {
        const journal = new MemoryJournal();
        const done = await interrupted('deactivate', 60, journal);
        const [open] = await journal.open();
        const given = open && new BulkRun(specOf(open.run, () => ''), tools({journal}), open.entries);
        given?.control.cancel();
        const state = await given?.run();
        expect(state && [counts(state), state.record?.status]).toEqual([{done, not_tried: 60 - done}, 'no_channel']);
        expect(await activeCount()).toBe(60 - done);
        expect(await journal.open()).toEqual([]);
        const mine = new Set(open?.run.tokens.map(([id]) => id));
        expect((await readQuarantine(admin)).filter(({token_id}) => mine.has(token_id)).length).toBe(done);
    });

    test('a storage that is full or forbidden does not stop the run, which says that it could not be continued', async () => {
        const full = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
        const run = new BulkRun(spec('deactivate', await makeTokens(5)), tools({journal: {open: full, begin: full, append: full, end: full}}));
        const state = await run.run();
        expect([counts(state), state.journal]).toEqual([{done: 5}, 'lost']);
    });
});

test('what became of tokens nobody knows is said, noted for quarantine, and looked at first when the run goes on', async () => {
    const journal = new MemoryJournal();
    const tokens = await makeTokens(9);
    let broken = false;
    const proxy = await startFaultyProxy(server.url, (request) => {
        if (broken) {
            return 'reset_before';
        }
        broken = request.endsWith('/tokens/disable');
        return broken ? 'reset_after' : 'none';
    });
    try {
        const client = new RestClient({url: proxy.url, token: admin.getToken(), sleep: async () => undefined});
        const run = new BulkRun(spec('deactivate', tokens), tools({client, journal}));
        const end = run.run();
        await paused(run, 'network');
        run.control.cancel();
        const state = await end;
        expect(counts(state)).toMatchObject({unknown: expect.any(Number) as number});
        expect(counts(state).failed).toBeUndefined();

        // They were noted before the connection broke.
        expect(state.not_noted).toBe(0);
        const ids = new Set(tokens.map((token) => token.id));
        expect((await readQuarantine(admin)).filter(({token_id}) => ids.has(token_id))).toHaveLength(9);

        // Discarding it while nothing answers forgets nothing either.
        const [dead] = await journal.open();
        const discarded = dead && new BulkRun(specOf(dead.run, () => ''), tools({client, journal}), dead.entries);
        discarded?.control.cancel();
        await discarded?.run();

        broken = false;
        const [open] = await journal.open();
        const again = open && new BulkRun(specOf(open.run, () => ''), tools({journal}), open.entries);
        const ended = await again?.run();
        expect(ended && counts(ended)).toEqual({done: 9});
        expect(await journal.open()).toEqual([]);
    } finally {
        await proxy.stop();
    }
});

test('a server that is slow in its audits holds up nothing, and reading back can be stopped', async () => {
    const tokens = await makeTokens(100);
    let hung = false;
    const proxy = await startFaultyProxy(server.url, (request) => (request.includes('/audits') || (hung && request.includes('GET')) ? {delay_ms: 10_000} : 'none'));
    try {
        const client = new RestClient({url: proxy.url, token: admin.getToken()});
        expect(counts(await new BulkRun(spec('deactivate', tokens), tools({client})).run())).toEqual({done: 100});

        const run = new BulkRun(spec('activate', tokens), tools({client}));
        const end = run.run();
        hung = true;
        await until(run, ({phase}) => phase === 'reading_back');
        run.control.stopReading();
        await until(run, ({phase}) => phase === 'noting');
        hung = false;
        expect(run.getState().result?.outcomes.size).toBe(100);
        expect(new Set([...run.getState().result?.outcomes.values() ?? []].map(({status}) => status))).toEqual(new Set(['unknown']));
        void end;
    } finally {
        await proxy.stop();
    }
});

test('who ends a run that somebody else began stands in its record', async () => {
    const other = await createUser(admin, 'other.admin');
    await admin.updateUserRoles(other.id, 'system_user system_admin');
    const run = new BulkRun(spec('deactivate', await makeTokens(1), {tell: true}), tools({client: await signIn(server, 'other.admin')}), []);
    await run.run();
    const record = run.record();
    expect(record && [recordToMessage(record), JSON.parse(recordToJson(record))]).toMatchObject([expect.stringContaining('by `admin`, ended by `other.admin`'), {by: me, ended_by: {username: 'other.admin'}}]);
    const channel = await admin.createDirectChannel([other.id, userId]);
    expect(Object.values((await admin.getPosts(channel.id)).posts).map(({message}) => message)).toEqual([expect.stringContaining('`other.admin`')]);
});

test('what failed is tried again on request, and what was not tried as well', async () => {
    const tokens = await makeTokens(20);
    let failing = true;
    const proxy = await startFaultyProxy(server.url, (request) => (failing && request.endsWith('/tokens/disable') ? {status: 400} : 'none'));
    try {
        const client = new RestClient({url: proxy.url, token: admin.getToken()});
        const run = new BulkRun(spec('deactivate', tokens), tools({client}));
        const ids = new Set(tokens.map((token) => token.id));
        const quarantined = async () => (await readQuarantine(admin)).filter(({token_id}) => ids.has(token_id)).length;
        expect([counts(await run.run()), await quarantined()]).toEqual([{failed: 20}, 0]);
        failing = false;
        expect([counts(await run.retry(['failed'])), await quarantined()]).toEqual([{done: 20}, 20]);
    } finally {
        await proxy.stop();
    }
    const more = new BulkRun(spec('activate', tokens), tools());
    more.control.cancel();
    expect(counts(await more.run())).toEqual({not_tried: 20});
    expect(counts(await more.retry(['not_tried']))).toEqual({done: 20});
});

test('two admins at once do no harm: each token is changed once, and each run tells what the server has in the end', async () => {
    const tokens = await makeTokens(60);
    const both = await Promise.all([new BulkRun(spec('revoke', tokens), tools()).run(), new BulkRun(spec('revoke', [...tokens].reverse()), tools()).run()]);
    for (const {id} of tokens) {
        const statuses = both.map(({result}) => result?.outcomes.get(id)?.status);
        expect(statuses.every((status) => status === 'done' || status === 'already_gone')).toBe(true);
        expect(statuses).toContain('done');
    }

    const others = await makeTokens(40);
    const [off, gone] = await Promise.all([new BulkRun(spec('deactivate', others), tools()).run(), new BulkRun(spec('revoke', [...others].reverse()), tools()).run()]);
    expect(counts(gone)).toEqual({done: 40});
    expect(Object.keys(counts(off)).every((status) => status === 'done' || status === 'already_gone')).toBe(true);
});

describe('telling owners', () => {
    const messagesTo = async (user: string) => {
        const channel = await admin.createDirectChannel([me.id, user]);
        return Object.values((await admin.getPosts(channel.id)).posts).map(({message}) => message);
    };

    test('each owner gets one message, a bot\'s owner instead of the bot, and a hostile description mentions nobody', async () => {
        const botOwner = await createUser(admin, 'bot.owner');
        await admin.updateUserRoles(botOwner.id, 'system_user system_admin');
        const bot = await (await signIn(server, 'bot.owner')).createBot({username: 'ci-bot', display_name: 'CI'});
        const leaver = await createUser(admin, 'leaver');
        const hostile = '` @all\n\n# **x** {{reason}}';
        const secret = await createToken(admin, userId, hostile);
        const tokens = [
            ...await makeTokens(2),
            {id: secret.id, user_id: userId, description: hostile},
            ...await makeTokens(1, bot.user_id),
            ...await makeTokens(1, leaver.id),
        ];
        await admin.updateUserActive(leaver.id, false);

        const state = await new BulkRun(spec('deactivate', tokens, {tell: true, reason: 'OPS-1 @here'}), tools()).run();
        expect(state.deliveries.map(({username, status, why}) => [username, status, why])).toEqual([
            [(await admin.getUser(userId)).username, 'sent', undefined],
            ['bot.owner', 'sent', undefined],
            ['leaver', 'skipped', 'deactivated'],
        ]);
        const [message, ...others] = await messagesTo(userId);
        expect(others).toEqual([]);
        expect(message).toContain('has deactivated personal access tokens of yours');
        expect(message).toContain(`- \`' @\u200ball # **x** {{reason}}\` (\`${secret.id}\`)`);
        expect(message).toContain('Reason: OPS-1 @\u200bhere');
        expect(message).not.toContain(secret.secret);
        expect((await messagesTo(botOwner.id))[0]).toContain('of the bot `ci-bot`');
    });

    test('an answer that was lost does not tell an owner twice', async () => {
        let lost = 0;
        const proxy = await startFaultyProxy(server.url, (request) => (request.endsWith('/posts') && lost++ === 0 ? 'reset_after' : 'none'));
        try {
            const client = new RestClient({url: proxy.url, token: admin.getToken()});
            const state = await new BulkRun(spec('deactivate', await makeTokens(1), {tell: true}), tools({client})).run();
            expect(state.deliveries.map(({status}) => status)).toEqual(['sent']);
            expect(await messagesTo(userId)).toHaveLength(1);
        } finally {
            await proxy.stop();
        }
    });

    test('stopped meanwhile, it says how many are untold, and tells them when asked to', async () => {
        const owners = await Promise.all(Array.from({length: 3}, () => createUser(admin)));
        const tokens = (await Promise.all(owners.map(({id}) => makeTokens(1, id)))).flat();
        const run = new BulkRun(spec('deactivate', tokens, {tell: true}), tools());
        const end = run.subscribe(() => run.getState().deliveries.length === 1 && run.control.cancel());
        const stopped = await run.run();
        expect(stopped).toMatchObject({phase: 'finished', untold: 2, deliveries: [{status: 'sent'}]});
        const record = run.record();
        expect(record && [recordToMessage(record), JSON.parse(recordToJson(record))]).toMatchObject([expect.stringContaining('Owners told: 1 of 3; stopped before 2 of them'), {untold_owners: 2}]);
        end();
        const {deliveries, untold} = await run.tellRest();
        expect([deliveries.map(({user_id}) => user_id).sort(), untold]).toEqual([owners.map(({id}) => id).sort(), 0]);
        expect(await Promise.all(owners.map(async ({id}) => (await messagesTo(id)).length))).toEqual([1, 1, 1]);
    });

    test('only what was done is told, and going on tells nobody again', async () => {
        const journal = new MemoryJournal();
        const tokens = await makeTokens(3);
        await admin.revokeUserAccessToken(tokens[0]?.id ?? '');
        const first = spec('deactivate', tokens, {tell: true});
        const run = new BulkRun(first, tools({journal}));
        run.subscribe(() => run.getState().phase === 'recording' && run.control.leave());
        await run.run();
        const [open] = await journal.open();
        const again = open && new BulkRun(specOf(open.run, () => ''), tools({journal}), open.entries);
        expect((await again?.run())?.deliveries).toHaveLength(1);
        const messages = await messagesTo(userId);
        expect(messages).toHaveLength(1);
        expect(messages[0]).not.toContain(tokens[0]?.id);
    });
});

describe('the record', () => {
    const channel = {kind: 'named' as const, team: 'ops', channel: 'audit'};

    test('is posted with who, when, why and what, and the JSON attached', async () => {
        const team = await admin.createTeam({name: 'ops', display_name: 'Ops', type: 'I'} as Parameters<RestClient['createTeam']>[0]);
        const {id} = await admin.createChannel({team_id: team.id, name: 'audit', display_name: 'Audit', type: 'P'} as Parameters<RestClient['createChannel']>[0]);
        const tokens = await makeTokens(3);
        const state = await new BulkRun(spec('revoke', tokens, {reason: 'OPS-2 @all'}), tools({settings: {owner_message: '', record_channel: channel}})).run();
        expect(state.record).toEqual({status: 'posted', channel: 'Audit', attached: true});

        const post = Object.values((await admin.getPosts(id)).posts).find(({message}) => message.includes('Token Audit'));
        expect(post?.message).toContain('**Token Audit: 3 of 3 access tokens revoked** by `admin`\nReason: OPS-2 @\u200ball\nOutcome: 3 done\n');
        const answer = await fetch(admin.getFileRoute(post?.file_ids?.[0] ?? ''), {headers: {Authorization: `Bearer ${admin.getToken()}`}});
        expect(await answer.json()).toMatchObject({
            schema: 'token-audit/bulk-record/1',
            action: 'revoke',
            by: me,
            counts: {done: 3},
            tokens: tokens.map((token) => ({...token, status: 'done'})),
        });
    });

    test.each([
        [{kind: 'none'}, {status: 'no_channel'}],
        [{kind: 'invalid'}, {status: 'bad_setting'}],
        [{kind: 'named', team: 'ops', channel: 'nowhere'}, {status: 'failed', error: 'not_found'}],
    ] as const)('with a channel setting of %j the run says %j', async (record_channel, posting) => {
        const state = await new BulkRun(spec('deactivate', await makeTokens(1)), tools({settings: {owner_message: '', record_channel}})).run();
        expect([counts(state), state.record]).toEqual([{done: 1}, posting]);
    });
});

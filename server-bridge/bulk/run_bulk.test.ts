import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {startFaultyProxy} from '../../test/mattermost/faulty_proxy.ts';
import {createToken, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {Inventory} from '../inventory/inventory.ts';
import {loadInventory} from '../inventory/load_inventory.ts';
import {RestClient} from '../rest/rest_client.ts';
import {sleep} from '../rest/sleep.ts';

import {newestAuditAt, readStatesFromAudits} from './audit_record.ts';
import {planBulk} from './plan.ts';
import {runBulk} from './run_bulk.ts';

import type {Fault} from '../../test/mattermost/faulty_proxy.ts';
import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {BulkResult} from './run_bulk.ts';
import type {TokenAction, TokenState} from './token_action.ts';

let server: Mattermost;
let admin: RestClient;
let userId: string;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    userId = (await createUser(admin, 'owner')).id;
});
afterAll(() => server.stop());

function makeTokens(count: number): Promise<Array<{id: string; secret: string}>> {
    return Promise.all(Array.from({length: count}, (_, i) => createToken(admin, userId, `token ${i}`)));
}

const idsOf = (tokens: Array<{id: string}>) => tokens.map(({id}) => id);
const plan = (action: TokenAction, token_ids: string[]) => ({action, token_ids, unchanged: 0});

function counts({outcomes}: BulkResult): Record<string, number> {
    const count: Record<string, number> = {};
    outcomes.forEach(({status}) => {
        count[status] = (count[status] ?? 0) + 1;
    });
    return count;
}

async function works(secret: string): Promise<boolean> {
    return new RestClient({url: server.url, token: secret}).getMe().then(() => true, () => false);
}

test('deactivated tokens stop working, activated ones work again, and the server says so', async () => {
    const tokens = await makeTokens(30);
    expect(counts(await runBulk(admin, plan('deactivate', idsOf(tokens)), {total: 30}))).toEqual({done: 30});
    expect(await works(tokens[0]?.secret ?? '')).toBe(false);
    expect(counts(await runBulk(admin, plan('activate', idsOf(tokens)), {total: 30}))).toEqual({done: 30});
    expect(await works(tokens[0]?.secret ?? '')).toBe(true);
});

test('revoked tokens are gone, and one that was gone before counts as already gone', async () => {
    const tokens = await makeTokens(10);
    await admin.revokeUserAccessToken(tokens[4]?.id ?? '');
    const result = await runBulk(admin, plan('revoke', idsOf(tokens)), {total: 10_000});
    expect(counts(result)).toEqual({done: 9, already_gone: 1});
    expect([...result.truth.values()].every((token) => token === 'gone')).toBe(true);
});

test('a token that somebody in between calls unknown, and that is there, is not called revoked', async () => {
    const tokens = await makeTokens(3);
    const proxy = await startFaultyProxy(server.url, (request) => (request.startsWith('POST') ? {status: 404} : 'none'));
    const client = new RestClient({url: proxy.url, token: admin.getToken()});
    const {outcomes} = await runBulk(client, plan('deactivate', idsOf(tokens)), {total: 3}).finally(proxy.stop);
    expect([...outcomes.values()]).toEqual(Array(3).fill({status: 'failed', error: 'not_found'}));
});

test('a plan leaves alone what is in that state already', async () => {
    const tokens = await makeTokens(3);
    await admin.disableUserAccessToken(tokens[0]?.id ?? '');
    const inventory = new Inventory();
    await loadInventory(admin, inventory);
    const rows = tokens.map(({id}) => inventory.rowOf(id) ?? -1);
    const planned = planBulk(inventory, rows, 'deactivate');
    expect(new Set(planned.token_ids)).toEqual(new Set(idsOf(tokens.slice(1))));
    expect(planned.unchanged).toBe(1);
    expect(planBulk(inventory, rows, 'revoke')).toMatchObject({unchanged: 0, token_ids: {length: 3}});
});

test('a plan has the order of the server\'s list, not of the choice', () => {
    const inventory = new Inventory();
    const ids = Array.from({length: 5}, (_, i) => String(i).repeat(26));
    inventory.beginPass();
    inventory.addTokens(ids.map((id) => ({id, user_id: 'u'.repeat(26), description: '', is_active: true})));
    expect(planBulk(inventory, [3, 0, 4, 1], 'revoke').token_ids).toEqual([0, 1, 3, 4].map((row) => ids[row]));
});

test('cancelling starts nothing new, finishes what is under way, and knows every outcome', async () => {
    const tokens = await makeTokens(60);
    const cancel = new AbortController();
    const result = await runBulk(admin, plan('revoke', idsOf(tokens)), {
        total: 60,
        signal: cancel.signal,
        onProgress: ({done}) => done >= 20 && cancel.abort(),
    });
    const {done = 0, not_tried = 0} = counts(result);
    expect(result.stopped).toBe('cancelled');
    expect(done).toBeGreaterThanOrEqual(20);
    expect(not_tried).toBeGreaterThan(0);
    expect(done + not_tried).toBe(60);
    const left = await admin.getUserAccessTokensForUser(userId, 0, 200);
    expect(tokens.filter(({id}) => left.some((token) => token.id === id))).toHaveLength(not_tried);
});

test.each<[string, Fault]>([
    ['before the server acted', 'reset_before'],
    ['after the server acted', 'reset_after'],
])('a connection that breaks %s leaves no outcome open', async (_, fault) => {
    const tokens = await makeTokens(20);
    let changes = 0;

    // Eight run at once: the first six are first tries of six tokens.
    const proxy = await startFaultyProxy(server.url, (request) => (request.startsWith('POST') && ++changes <= 6 ? fault : 'none'));
    try {
        const client = new RestClient({url: proxy.url, token: admin.getToken(), sleep: async () => undefined});
        const result = await runBulk(client, plan('revoke', idsOf(tokens)), {total: 20});
        expect(counts(result)).toEqual({done: 20});
        expect(await works(tokens[0]?.secret ?? '')).toBe(false);
    } finally {
        await proxy.stop();
    }
});

test('a replica that shows the changes late makes no failure of them', async () => {
    const tokens = await makeTokens(5);
    const before = new Map(await Promise.all(tokens.map(async ({id}) => [id, JSON.stringify(await admin.getUserAccessToken(id))] as const)));
    let late = 2 * tokens.length;
    const proxy = await startFaultyProxy(server.url, (request) => {
        const body = request.startsWith('GET') ? before.get(request.slice(-26)) : undefined;
        return body && --late >= 0 ? {status: 200, headers: {'Content-Type': 'application/json'}, body} : 'none';
    });
    const pauses: number[] = [];
    try {
        const client = new RestClient({url: proxy.url, token: admin.getToken()});
        const run = (action: TokenAction) => runBulk(client, plan(action, idsOf(tokens)), {total: 5, sleep: async (ms) => void pauses.push(ms)});
        expect(counts(await run('deactivate'))).toEqual({done: 5});
        expect(pauses).toHaveLength(2);

        late = Infinity;
        expect(counts(await run('activate'))).toEqual({done: 5});
        expect(counts(await run('deactivate'))).toEqual({failed: 5});
        expect(counts(await run('revoke'))).toEqual({unknown: 5});
    } finally {
        await proxy.stop();
    }
});

describe('of many changes the audits tell as well', () => {
    const COUNT = 120;

    // Those under way while the run asks for the newest audit may be older than it.
    const TOO_EARLY = 16;

    test('what cannot be read otherwise is read there, but for what somebody else changed since', async () => {
        const tokens = await makeTokens(COUNT);
        const again = idsOf(tokens.slice(60, 65));
        const proxy = await startFaultyProxy(server.url, (request) => {
            if (request.startsWith('GET /api/v4/users/tokens')) {
                return {status: 403};
            }
            return request.includes('/audits?page=0&per_page=200') ? {delay_ms: 1_000} : 'none';
        });
        let others: Promise<unknown> | undefined;
        try {
            const {outcomes} = await runBulk(new RestClient({url: proxy.url, token: admin.getToken()}), plan('deactivate', idsOf(tokens)), {
                total: 1_000,
                onProgress: ({phase}) => {
                    if (phase === 'reading_back') {
                        others ??= Promise.all(again.map((id) => admin.enableUserAccessToken(id)));
                    }
                },
            });
            await others;
            const unknown = [...outcomes].filter(([, {status}]) => status === 'unknown').map(([id]) => id);
            expect(unknown).toEqual(expect.arrayContaining(again));
            expect(unknown.length).toBeLessThanOrEqual(again.length + TOO_EARLY);
            expect([...outcomes.values()].filter(({status}) => status === 'done')).toHaveLength(COUNT - unknown.length);
        } finally {
            await proxy.stop();
        }
    });

    test('a change that was answered for and never made is found out', async () => {
        const tokens = await makeTokens(COUNT);
        let changes = 0;
        const proxy = await startFaultyProxy(server.url, (request) => (request.startsWith('POST') && ++changes > COUNT - 10 ? {status: 200, headers: {'Content-Type': 'application/json'}, body: '{"status":"OK"}'} : 'none'));
        try {
            const result = await runBulk(new RestClient({url: proxy.url, token: admin.getToken()}), plan('deactivate', idsOf(tokens)), {total: 10_000, sleep: async () => undefined});
            expect(counts(result)).toEqual({done: COUNT - 10, failed: 10});
        } finally {
            await proxy.stop();
        }
    });

    test('nothing that happened before counts', async () => {
        const [before, after] = await makeTokens(2);
        await admin.disableUserAccessToken(before?.id ?? '');
        const since = await newestAuditAt(admin) ?? 0;
        await sleep(2);
        await admin.disableUserAccessToken(after?.id ?? '');
        const told = new Map<string, TokenState>();
        await readStatesFromAudits(admin, since, (id, state) => told.set(id, state));
        expect([...told]).toEqual([[after?.id, 'inactive']]);
    });
});

test('when the session ends in the middle the run stops and says which tokens were not tried', async () => {
    const tokens = await makeTokens(60);
    let changes = 0;
    const slow = await startFaultyProxy(server.url, (request) => (request.startsWith('POST') && ++changes > 10 ? {delay_ms: 100} : 'none'));
    const session = await signIn({...server, url: slow.url}, 'admin');
    const me = await session.getMe();
    const result = await runBulk(session, plan('deactivate', idsOf(tokens)), {
        total: 60,
        onProgress: ({phase, done}) => {
            if (phase === 'changing' && done === 10) {
                void admin.revokeAllSessionsForUser(me.id);
            }
        },
    });
    await slow.stop();
    admin = await signIn(server, 'admin');
    expect(result.stopped).toBe('unauthorized');
    expect(result.outcomes.get(tokens.at(-1)?.id ?? '')).toEqual({status: 'not_tried'});
    expect([...result.outcomes.values()].some(({status}) => status === 'done')).toBe(false);
});

test('someone who may not change the tokens changes none', async () => {
    const tokens = await makeTokens(5);
    await createUser(admin, 'nobody');
    const result = await runBulk(await signIn(server, 'nobody'), plan('revoke', idsOf(tokens)), {total: 5});
    expect(result.stopped).toBe('forbidden');
    expect(await works(tokens[0]?.secret ?? '')).toBe(true);
});

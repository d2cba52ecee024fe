import pg from 'pg';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {BulkRun} from '../../server-bridge/bulk/bulk_run.ts';
import {newRunId} from '../../server-bridge/bulk/bulk_run_spec.ts';
import {MemoryJournal} from '../../server-bridge/bulk/journal.ts';
import {Inventory} from '../../server-bridge/inventory/inventory.ts';
import {loadInventory} from '../../server-bridge/inventory/load_inventory.ts';
import {sleep} from '../../server-bridge/rest/sleep.ts';
import {DEFAULT_CONCURRENCY} from '../../server-bridge/rest/throttle.ts';
import {SessionLoader} from '../../server-bridge/sessions/session_loader.ts';
import {TOKENS_PER_PAGE} from '../../server-bridge/tokens/list_tokens.ts';
import {ActivityStore} from '../../webapp/src/activity/activity_store.ts';
import {InventoryStore} from '../../webapp/src/tokens/inventory_store.ts';
import {signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {randomFaults} from './random_faults.ts';
import {through} from './through.ts';

import type {BulkRunSpec} from '../../server-bridge/bulk/bulk_run_spec.ts';
import type {TokenAction} from '../../server-bridge/bulk/token_action.ts';
import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {Fault} from '../mattermost/faulty_proxy.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

const TOKENS = 10_000;
const OWNERS = 500;
const SHARE = 0.05;
const MIDDLE_PAGE = 25;

let server: Mattermost;
let database: pg.Client;
let admin: RestClient;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    database = new pg.Client({connectionString: server.databaseUrl});
    await database.connect();

    // By SQL: over REST it would take longer than everything that follows.
    await database.query(`
        INSERT INTO users (id, createat, updateat, deleteat, username, email, roles, nickname, firstname, lastname, position, authservice,
            locale, notifyprops, props, timezone, password, emailverified, failedattempts, mfaactive, mfasecret, allowmarketing,
            lastpasswordupdate, lastpictureupdate, lastlogin)
        SELECT lpad(i::text, 26, 'u'), 1, 1, 0, 'user' || i, 'u' || i || '@example.com', 'system_user', '', '', '', '', '',
            'en', '{}', '{}', '{}', '', true, 0, false, '', false, 1, 0, 0
        FROM generate_series(1, $1::int) i`, [OWNERS]);
});
afterAll(async () => {
    await database.end();
    await server.stop();
});
beforeEach(async () => {
    await database.query('TRUNCATE useraccesstokens');
    await database.query(`
        INSERT INTO useraccesstokens (id, token, userid, description, isactive)
        SELECT lpad(i::text, 26, 't'), lpad(i::text, 26, 's'), lpad((1 + i % $2::int)::text, 26, 'u'), 'token ' || i, true
        FROM generate_series(1, $1::int) i`, [TOKENS, OWNERS]);
});

const id = (letter: string, i: number) => String(i).padStart(26, letter);

function specFor(action: TokenAction, count = TOKENS): BulkRunSpec {
    const tokens = Array.from({length: count}, (_, i) => ({id: id('t', i + 1), user_id: id('u', 1 + ((i + 1) % OWNERS)), description: `token ${i + 1}`}));
    return {id: newRunId(), action, tokens, unchanged: 0, by: {id: id('u', 1), username: 'admin'}, reason: 'a test', tell: false, started_at: 1};
}

function toolsWith(client: RestClient) {
    return {
        client,
        settings: {owner_message: '', record_channel: {kind: 'none' as const}},
        total: TOKENS,
        ownerOf: () => undefined,
    };
}

/** What became of each token, by the database: the server's own truth. */
async function truth(): Promise<Map<string, boolean>> {
    const {rows} = await database.query<{id: string; isactive: boolean}>('SELECT id, isactive FROM useraccesstokens');
    return new Map(rows.map((row) => [row.id, row.isactive]));
}

/** As a patient admin would: a pause because of the connection is resumed. */
async function patiently(run: BulkRun, step: () => Promise<unknown>): Promise<void> {
    const end = run.subscribe(() => {
        if (run.getState().control.name === 'paused') {
            setTimeout(() => run.control.resume(), 10);
        }
    });
    await step();
    end();
}

/** Tries again whatever failed, until nothing is left. */
async function retryAll(run: BulkRun): Promise<void> {
    for (let again = 0; again < 20 && statuses(run).some((status) => status !== 'done' && status !== 'already_gone'); again++) {
        await patiently(run, () => run.retry(['failed', 'unknown', 'not_tried']));
    }
}

function statuses(run: BulkRun): string[] {
    return [...run.getState().result?.outcomes.values() ?? []].map(({status}) => status);
}

test('a list read through 5% faults is complete and exact', () => through(admin, randomFaults(SHARE, 1), async (client) => {
    const inventory = new Inventory();
    const completeness = await loadInventory(client, inventory);
    expect(completeness.proven).toBe(true);
    expect(inventory.size).toBe(TOKENS);
    expect(inventory.userIds.length).toBe(OWNERS);
    expect(inventory.userIds.every((userId) => inventory.ownerById(userId)?.username.startsWith('user'))).toBe(true);
}));

describe.each([[401, 'unauthorized'], [403, 'forbidden']] as const)('a list that the server breaks off with %i in the middle of its pages', (status, kind) => {
    /** From the middle page on, the list's pages are refused. Nothing else is: a refused owner must not stand in for a page. */
    function gate() {
        let state: 'open' | 'closing' | 'closed' = 'open';
        return {
            set: (next: typeof state) => {
                state = next;
            },
            faultOf: (request: string): Fault => {
                const page = (/\/users\/tokens\?page=(\d+)&/).exec(request)?.[1];
                if (state === 'closing' && page === String(MIDDLE_PAGE)) {
                    state = 'closed';
                }
                return state === 'closed' && page !== undefined ? {status, body: JSON.stringify({id: 'refused', status_code: status})} : 'none';
            },
        };
    }

    /** What the page's store holds, and each phase of its loading that it has shown. */
    function watched(client: RestClient) {
        const store = new InventoryStore(client, new ActivityStore(client));
        const {inventory} = store.getSnapshot();
        const phases = new Set<string>();
        store.subscribe(() => phases.add(store.getSnapshot().load.phase));
        const held = () => new Map([...inventory.rows()].filter((row) => inventory.has(row)).map((row) => [inventory.ids.get(row), inventory.isActive(row)]));

        // Ids that only one of the two knows, or with another state.
        const errors = async () => {
            const [mine, theirs] = [held(), await truth()];
            return [...new Set([...mine.keys(), ...theirs.keys()])].filter((token) => mine.get(token) !== theirs.get(token));
        };
        return {store, phases, held, errors};
    }

    test('a first load keeps what was read and never calls it complete; the next one, let in again, is exact', async () => {
        const {faultOf, set} = gate();
        set('closing');
        await through(admin, faultOf, async (client) => {
            const {store, phases, held, errors} = watched(client);
            try {
                await store.load();
                expect(store.getSnapshot().load).toMatchObject({phase: 'failed', error: {kind}});
                expect(phases).not.toContain('verifying');
                expect(phases).not.toContain('loaded');

                // Of the pages before the middle one, those that were under way may still come.
                const tokens = await truth();
                expect(held().size).toBeGreaterThan((MIDDLE_PAGE - DEFAULT_CONCURRENCY) * TOKENS_PER_PAGE);
                expect(held().size).toBeLessThanOrEqual(MIDDLE_PAGE * TOKENS_PER_PAGE);
                expect([...held()].filter(([token, active]) => tokens.get(token) !== active)).toEqual([]);

                set('open');
                await store.load();
                expect(store.getSnapshot().load).toMatchObject({phase: 'loaded', completeness: {proven: true}});
                expect(await errors()).toEqual([]);
            } finally {
                store.stop();
            }
        });
    });

    test('a refresh drops nothing of a list that was complete; the next one, let in again, is exact', async () => {
        const {faultOf, set} = gate();
        await through(admin, faultOf, async (client) => {
            const {store, phases, held, errors} = watched(client);
            try {
                await store.load();
                expect(await errors()).toEqual([]);

                // Behind the middle page, so that the broken reading cannot tell; and what is new, and what has changed.
                const before = held();
                await database.query('DELETE FROM useraccesstokens WHERE id = $1', [id('t', TOKENS)]);
                await database.query('UPDATE useraccesstokens SET isactive = false WHERE id = $1', [id('t', 1)]);
                await database.query('INSERT INTO useraccesstokens (id, token, userid, description, isactive) VALUES ($1, $2, $3, $4, true)', [id('t', TOKENS + 1), id('s', TOKENS + 1), id('u', 1), 'new']);
                phases.clear();
                set('closing');
                await store.load();
                expect(store.getSnapshot().load).toMatchObject({phase: 'failed', error: {kind}});
                expect(phases).not.toContain('loaded');
                const after = held();
                expect([...before.keys()].filter((token) => !after.has(token))).toEqual([]);

                set('open');
                await store.load();
                expect(store.getSnapshot().load).toMatchObject({phase: 'loaded', completeness: {proven: true}});
                expect(await errors()).toEqual([]);
            } finally {
                store.stop();
            }
        });
    });
});

test('last-seen read through 5% faults knows every owner, each asked again only after a fault', () => through(admin, randomFaults(SHARE, 2), async (client, proxy) => {
    const known = new Set<string>();
    let settle = () => {};
    const settled = new Promise<void>((resolve) => {
        settle = resolve;
    });
    const loader = new SessionLoader(client, (userId) => known.add(userId), {onProgress: () => !loader.progress.running && settle()});
    loader.start();
    loader.want(Array.from({length: OWNERS}, (_, i) => id('u', i + 1)));
    await settled;
    expect(loader.progress).toMatchObject({done: OWNERS, total: OWNERS, error: undefined});
    expect(known.size).toBe(OWNERS);
    expect(proxy.requests.length).toBeLessThan(OWNERS * 1.2);
}));

describe.each<[TokenAction, number]>([['deactivate', 3], ['revoke', 4]])('10,000 tokens, %s, through 5%% faults', (action, seed) => {
    test('every outcome is known and equals the server\'s truth at every stage', () => through(admin, randomFaults(SHARE, seed), async (client) => {
        const spec = specFor(action);
        const run = new BulkRun(spec, toolsWith(client));
        const checkAgainstTruth = async () => {
            const [tokens, result] = [await truth(), run.getState().result];
            for (const token of spec.tokens) {
                const isDone = action === 'revoke' ? !tokens.has(token.id) : tokens.get(token.id) === false;
                const outcome = result?.outcomes.get(token.id)?.status;
                expect([token.id, outcome]).toEqual([token.id, isDone ? expect.stringMatching(/^(?:done|already_gone|unknown)$/) : expect.stringMatching(/^(?:failed|not_tried|unknown)$/)]);
            }
        };
        await patiently(run, () => run.run());
        await checkAgainstTruth();
        await retryAll(run);
        expect(statuses(run).filter((status) => status === 'done' || status === 'already_gone').length).toBe(TOKENS);
        await checkAgainstTruth();

        // Nobody else was there: what is called revoked by somebody else was revoked by us.
        expect(statuses(run).filter((status) => status === 'already_gone').length).toBe(0);
    }), 240_000);
});

test('a server that crashes and comes back in the middle pauses the run, which then goes on to the end', () => through(admin, () => 'none', async (client) => {
    const run = new BulkRun(specFor('deactivate', 2000), toolsWith(client));
    const reasons = new Set<string>();
    let crashed: Promise<void> | undefined;
    run.subscribe(() => {
        const {done, control} = run.getState();
        if (done > 500) {
            crashed ??= server.crash().then(() => server.start());
        }
        if (control.name === 'paused') {
            reasons.add(control.reason);
            void crashed?.then(() => run.control.resume());
        }
    });
    await run.run();
    await crashed;
    expect([...reasons]).toEqual(['network']);
    expect(new Set(statuses(run))).toEqual(new Set(['done']));
    expect([...(await truth()).values()].filter((active) => !active).length).toBe(2000);
}));

test('a database that is away for a while fails nothing for good', async () => {
    const name = new URL(server.databaseUrl).pathname.slice(1);
    const outside = new pg.Client({connectionString: Object.assign(new URL(server.databaseUrl), {pathname: '/postgres'}).href});
    await outside.connect();
    const setAllowed = async (allowed: boolean) => {
        await outside.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${allowed}`);
        if (!allowed) {
            await outside.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> $2', [name, (await outside.query<{pid: number}>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid]);
        }
    };
    await database.end();
    try {
        await through(admin, () => 'none', async (client) => {
            const run = new BulkRun(specFor('deactivate', 2000), toolsWith(client));
            let away: Promise<void> | undefined;
            run.subscribe(() => {
                if (run.getState().done > 300) {
                    away ??= setAllowed(false).then(() => sleep(300)).then(() => setAllowed(true));
                }
                if (run.getState().control.name === 'paused') {
                    void away?.then(() => run.control.resume());
                }
            });
            await run.run();
            await away;
            await retryAll(run);
            expect(new Set(statuses(run))).toEqual(new Set(['done']));
        });
    } finally {
        await setAllowed(true);
        await outside.end();
        database = new pg.Client({connectionString: server.databaseUrl});
        await database.connect();
    }
    expect([...(await truth()).values()].filter((active) => !active).length).toBe(2000);
});

test('a run whose page was closed in the middle is gone on with, through faults, and asks for nothing twice that the journal knows', () => through(admin, randomFaults(SHARE, 5), async (client, proxy) => {
    const journal = new MemoryJournal();
    const spec = specFor('revoke', 1000);
    const first = new BulkRun(spec, {...toolsWith(client), journal});
    first.subscribe(() => {
        const {done, control} = first.getState();
        if (control.name === 'paused') {
            setTimeout(() => first.control.resume(), 20);
        } else if (done > 400) {
            first.control.leave();
        }
    });
    await first.run();
    const [open] = await journal.open();
    const entries = open?.entries ?? [];
    const knownDone = entries.filter((entry) => entry.kind === 'answer' && entry.answer === 'accepted').length;
    expect(knownDone).toBeGreaterThan(300);

    const asked = () => proxy.requests.filter((request) => request.endsWith('/tokens/revoke')).length;
    const before = asked();
    const second = new BulkRun(spec, {...toolsWith(client), journal}, entries);
    await patiently(second, () => second.run());
    await retryAll(second);
    expect(statuses(second).filter((status) => status === 'done').length).toBe(1000);
    expect(asked() - before).toBeLessThan((1000 - knownDone) * 1.5);
    expect((await truth()).size).toBe(TOKENS - 1000);
}));

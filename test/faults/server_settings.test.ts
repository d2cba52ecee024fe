import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {BulkRun} from '../../server-bridge/bulk/bulk_run.ts';
import {newRunId} from '../../server-bridge/bulk/bulk_run_spec.ts';
import {loadEverything} from '../../server-bridge/inventory/load_everything.ts';
import {createToken as createOwnToken} from '../../server-bridge/my_tokens/create_token.ts';
import {loadMyTokens} from '../../server-bridge/my_tokens/load_my_tokens.ts';
import {loadLogSettings} from '../../server-bridge/rest/log_settings.ts';
import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {loadServerSettings} from '../../server-bridge/rest/server_settings.ts';
import {LogSession} from '../../webapp/src/logs/log_session.ts';
import {startFaultyProxy} from '../mattermost/faulty_proxy.ts';
import {createToken, createUser, signIn, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import type {ServerConfig} from '../mattermost/server_config.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

const OWNERS = 5;
const TOKENS_EACH = 10;

/** A server with these settings, some owners and their tokens, and its admin, for the tests of one block. */
function withServer(config: ServerConfig) {
    const here = {} as {server: Mattermost; admin: RestClient; tokens: Array<{id: string; user_id: string; description: string}>};
    beforeAll(async () => {
        here.server = await startMattermost();
        const admin = await signInFirstAdmin(here.server);
        const owners = await Promise.all(Array.from({length: OWNERS}, (_, i) => createUser(admin, `owner${i}`)));
        here.tokens = await Promise.all(owners.flatMap(({id: user_id}) => Array.from({length: TOKENS_EACH}, async (_, i) => (
            {id: (await createToken(admin, user_id, `job ${i}`)).id, user_id, description: `job ${i}`}
        ))));
        await admin.updateUserRoles(owners[0]?.id ?? '', 'system_user system_user_access_token');
        await admin.patchConfig(config as Parameters<RestClient['patchConfig']>[0]);

        // Some settings are read when the server starts.
        await here.server.crash();
        await here.server.start();
        here.admin = admin;
    }, 300_000);
    afterAll(() => here.server.stop());
    return here;
}

describe('a server that limits the rate at its default of ten requests a second', () => {
    const here = withServer({RateLimitSettings: {Enable: true, PerSec: 10, MaxBurst: 20}});

    test('a list and a bulk change of 50 tokens come to their end without an error, and slow down when they are told to', async () => {
        let pauses = 0;
        const proxy = await startFaultyProxy(here.server.url, () => 'none');
        try {
            const client = new RestClient({url: proxy.url, token: here.admin.getToken()});
            const {completeness, missing, inventory} = await loadEverything(client);
            expect([completeness.proven, missing, inventory.size]).toEqual([true, new Map(), OWNERS * TOKENS_EACH]);

            const {id, username} = await client.getMe();
            const run = new BulkRun(
                {id: newRunId(), action: 'deactivate', tokens: here.tokens, unchanged: 0, by: {id, username}, reason: '', tell: false, started_at: Date.now()},
                {client, settings: {owner_message: '', record_channel: {kind: 'none'}}, total: inventory.size, ownerOf: () => undefined},
            );
            run.subscribe(() => {
                pauses += Number(run.getState().control.name === 'paused');
            });
            const {result} = await run.run();
            expect([...result?.outcomes.values() ?? []].every(({status}) => status === 'done')).toBe(true);
            expect(pauses).toBe(0);

            // Each refusal is one request more: a client that did not rest would ask hundreds of times.
            expect(proxy.requests.length).toBeLessThan(3 * here.tokens.length + 60);
        } finally {
            await proxy.stop();
        }
        const states = await Promise.all(here.tokens.map(async ({id}) => (await here.admin.getUserAccessToken(id) as {is_active: boolean}).is_active));
        expect(states).toEqual(here.tokens.map(() => false));
    });
});

describe('a server with access tokens switched off', () => {
    const here = withServer({ServiceSettings: {EnableUserAccessTokens: false}});

    test('an admin\'s list is complete, and the switch is known to be off', async () => {
        const {completeness, inventory, missing} = await loadEverything(here.admin);
        expect([completeness.proven, inventory.size, missing]).toEqual([true, OWNERS * TOKENS_EACH, new Map()]);
        expect((await loadServerSettings(here.admin)).tokens_enabled).toBe(false);
    });

    test('an owner sees their tokens and the switch; making one is refused by name, and none is made', async () => {
        const user = await signIn(here.server, 'owner0');
        const mine = await loadMyTokens(user);
        expect([mine.tokens_enabled, mine.list, mine.tokens.length]).toEqual([false, 'complete', TOKENS_EACH]);
        await expect(createOwnToken(user, {user_id: mine.me.id, description: 'refused', expires_at: undefined})).rejects.toMatchObject({kind: 'rejected', server_error_id: 'app.user_access_token.disabled'});
        expect((await loadMyTokens(user)).tokens).toHaveLength(TOKENS_EACH);
    });
});

describe('a server that restricts its system admins', () => {
    const here = withServer({ExperimentalSettings: {RestrictSystemAdmin: true}});

    test('the list is complete with all that belongs to it', async () => {
        const {completeness, inventory, missing} = await loadEverything(here.admin);
        expect([completeness.proven, inventory.size, missing]).toEqual([true, OWNERS * TOKENS_EACH, new Map()]);
    });

    test('the log is refused, with the setting that does it known to the page', async () => {
        expect(await loadLogSettings(here.admin)).toMatchObject({is_admin_restricted: true});
        const told: unknown[] = [];
        const log = new LogSession({makeClient: () => here.admin, tell: (one) => told.push(one)});
        try {
            log.handle({type: 'add', logs: [{kind: 'server'}]});
            await expect.poll(() => JSON.stringify(told)).toContain('"kind":"forbidden"');
            expect(JSON.stringify(told)).toContain('restricted_admin');
        } finally {
            log.handle({type: 'clear'});
        }
    });
});

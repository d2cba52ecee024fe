import {afterAll, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';

import {BulkRun} from '../../server-bridge/bulk/bulk_run.ts';
import {newRunId} from '../../server-bridge/bulk/bulk_run_spec.ts';
import {recordToJson} from '../../server-bridge/bulk/run_record.ts';
import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {SessionLoader} from '../../server-bridge/sessions/session_loader.ts';
import {LogSession} from '../../webapp/src/logs/log_session.ts';
import {startFaultyProxy} from '../mattermost/faulty_proxy.ts';
import {createToken, createUser, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {faultFor, through} from './through.ts';

import type {BulkRunSpec} from '../../server-bridge/bulk/bulk_run_spec.ts';
import type {LogSnapshot} from '../../webapp/src/logs/log_snapshot.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

const DAY_MS = 86_400_000;

let server: Mattermost;
let admin: RestClient;
let me: {id: string; username: string};

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    const {id, username} = await admin.getMe();
    me = {id, username};
});
afterAll(() => server.stop());

// Before anything is made that keeps the function itself.
const {now} = Date;
let setBy = 0;
vi.spyOn(Date, 'now').mockImplementation(() => now() + setBy);
beforeEach(() => setClock(0));

/** Sets this machine's clock by so much, as its owner or a time server would. */
function setClock(by_ms: number): void {
    setBy = by_ms;
}

describe.each([['forward', DAY_MS], ['back', -DAY_MS]])('the machine\'s clock is set %s by a day', (_, by_ms) => {
    test('while a 429 is waited out: the rest is as long as the server said', async () => {
        const limited = faultFor(/tokens/, {status: 429, headers: {'Retry-After': '1'}, body: 'limit exceeded'}, 1);
        const asked: number[] = [];
        const proxy = await startFaultyProxy(server.url, (request) => {
            asked.push(performance.now());
            return limited(request);
        });
        try {
            const client = new RestClient({url: proxy.url, token: admin.getToken()});
            const answer = client.getUserAccessTokens(0, 1);
            await expect.poll(() => asked.length, {interval: 5}).toBe(1);
            await new Promise((resolve) => setTimeout(resolve, 100));
            setClock(by_ms);
            await answer;

            // A second request that comes in meanwhile rests as well.
            expect(asked).toHaveLength(2);
            expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(900);
        } finally {
            await proxy.stop();
        }
    });

    test('in the middle of a bulk change: it ends, everything is done, owners are told, and it ends after it began', async () => {
        const {id: user_id} = await createUser(admin);
        const tokens = await Promise.all(Array.from({length: 30}, async () => ({id: (await createToken(admin, user_id, 'x')).id, user_id, description: 'x'})));
        const spec: BulkRunSpec = {id: newRunId(), action: 'deactivate', tokens, unchanged: 0, by: me, reason: '', tell: true, started_at: Date.now()};
        await through(admin, () => 'none', async (client) => {
            const run = new BulkRun(spec, {client, settings: {owner_message: '', record_channel: {kind: 'none'}}, total: 100, ownerOf: () => undefined});
            let isSet = false;
            run.subscribe(() => {
                if (run.getState().done === 10 && !isSet) {
                    isSet = true;
                    setClock(by_ms);
                }
            });
            const {phase, result, deliveries} = await run.run();
            expect(isSet).toBe(true);
            expect([phase, new Set([...result?.outcomes.values() ?? []].map(({status}) => status)), deliveries.map(({status}) => status)]).toEqual(['finished', new Set(['done']), ['sent']]);
            const facts = run.record();
            expect(facts?.finished_at).toBeGreaterThanOrEqual(spec.started_at);
            expect(facts && Object.keys(JSON.parse(recordToJson(facts)) as object)).toContain('finished_at');
        });
    });

    test('while the log is read to follow it: it is followed on, as often as before', async () => {
        const {id, secret} = await createToken(admin, (await createUser(admin)).id, 'ci');
        await admin.disableUserAccessToken(id);
        const fail = () => fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}});
        let isArmed = false;
        await through(admin, (request) => {
            if (isArmed && request.includes('/logs/download')) {
                setClock(by_ms);
            }
            return 'none';
        }, async (client) => {
            let snapshot: Partial<LogSnapshot> = {};
            const rests: number[] = [];
            const log = new LogSession({
                makeClient: () => client,
                sleep: async (ms, signal) => {
                    signal?.throwIfAborted();
                    rests.push(ms);
                    await new Promise((resolve) => setTimeout(resolve, 20));
                },
                tell: (told) => {
                    snapshot = told.type === 'changed' ? {...snapshot, ...told.change} : snapshot;
                },
            });
            try {
                await fail();
                log.handle({type: 'follow', on: true});
                await expect.poll(() => snapshot.view?.events ?? 0).toBeGreaterThan(0);
                const {events = 0} = snapshot.view ?? {};
                isArmed = true;
                await expect.poll(() => setBy).toBe(by_ms);
                await fail();
                await expect.poll(() => snapshot.view?.events ?? 0).toBeGreaterThan(events);

                // Ten times what a reading took, which on a busy machine may be seconds, but no day.
                expect(Math.max(...rests)).toBeLessThan(10 * 60_000);
            } finally {
                log.handle({type: 'clear'});
            }
        });
    });

    test('after last seen was read: asked for anew, it is read anew', async () => {
        const answers: string[] = [];
        const settled = async (loader: SessionLoader) => {
            await expect.poll(() => loader.progress).toMatchObject({running: false, done: 1, total: 1});
        };
        const loader = new SessionLoader(admin, (userId) => answers.push(userId));
        loader.start();
        loader.want([me.id]);
        await settled(loader);
        setClock(by_ms);
        loader.want([me.id]);
        await settled(loader);
        expect(answers).toEqual([me.id, me.id]);
    });
});

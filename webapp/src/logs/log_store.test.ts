import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {gzipSync} from 'node:zlib';

import {zipSync} from 'fflate';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';

import {fingerprintOf} from '../../../server-bridge/log/fingerprint.ts';
import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {createToken, createUser, signIn, signInFirstAdmin} from '../../../test/mattermost/people.ts';
import {startMattermost} from '../../../test/mattermost/start_mattermost.ts';

import {LogSession} from './log_session.ts';
import {LogStore} from './log_store.ts';

import type {LeakReport} from '../../../server-bridge/log_analysis/log_query.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {Mattermost} from '../../../test/mattermost/start_mattermost.ts';
import type {SessionWorld} from './log_session.ts';
import type {LogSnapshot} from './log_snapshot.ts';
import type {WorkerLike} from './log_store.ts';
import type {Told} from './worker_protocol.ts';

const corpus = path.join(import.meta.dirname, '../../../test/logs/dev-json');

let server: Mattermost;
let admin: RestClient;
let token: {id: string; secret: string};
let annId: string;
const stores: LogStore[] = [];

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    annId = (await createUser(admin, 'ann')).id;
    token = await createToken(admin, annId, 'ci');
    await admin.savePreferences(annId, [{user_id: annId, category: 'token_audit', name: token.id, value: fingerprintOf(token.secret)}]);
    await admin.disableUserAccessToken(token.id);
    await use(token.secret);
});
afterEach(() => stores.splice(0).forEach((store) => store.dispose()));
afterAll(() => server.stop());

const use = (secret: string) => fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}});
const fileOf = (name: string, bytes: BlobPart) => ({kind: 'file', file: new File([bytes], name)}) as const;
const corpusFile = async (name: string) => fileOf(name, new Uint8Array(await readFile(path.join(corpus, name))));

interface Setup extends Partial<SessionWorld> {
    client?: RestClient;
}

/** A store over a session in this process; what goes between them is copied as between a page and its worker. */
function open({client = admin, ...world}: Setup = {}) {
    const told: Told[] = [];
    const leaks: LeakReport[] = [];
    const page = {hidden: false, listeners: new Set<() => void>(), addEventListener: (_: string, listener: () => void) => page.listeners.add(listener), removeEventListener: (_: string, listener: () => void) => page.listeners.delete(listener)};
    const workers: WorkerLike[] = [];
    const startWorker = () => {
        const session = new LogSession({
            makeClient: () => client.abortable(new AbortController().signal),
            ...world,
            tell: (data) => {
                told.push(structuredClone(data));
                queueMicrotask(() => worker.onmessage?.({data: structuredClone(data)}));
            },
        });
        const worker: WorkerLike = {
            postMessage: (message) => {
                // A File has no copy in Node; a browser hands on a reference to the same bytes.
                const copy = message.type === 'add' ? message : structuredClone(message);
                queueMicrotask(() => session.handle(copy));
            },
            terminate: () => {
                worker.onmessage = null;
                session.handle({type: 'clear'});
            },
            onmessage: null,
            onerror: null,
        };
        workers.push(worker);
        return worker;
    };
    const store = new LogStore({startWorker, page, access: () => ({url: server.url, csrf: ''}), onLeak: (leak) => leaks.push(leak)});
    stores.push(store);
    const until = (isSo: (snapshot: LogSnapshot) => boolean) => new Promise<LogSnapshot>((resolve) => {
        const look = () => isSo(store.getSnapshot()) && resolve(store.getSnapshot());
        store.subscribe(look);
        look();
    });
    const hide = (hidden: boolean) => {
        page.hidden = hidden;
        page.listeners.forEach((listener) => listener());
    };
    return {store, until, told, leaks, hide, workers};
}

/** A client whose log can be held back, from when the server is asked for it on. */
function gated(client: RestClient) {
    let [gate, reached] = [Promise.resolve(), Promise.resolve()];
    let [release, reach]: Array<() => void> = [];
    const wrap = (inner: RestClient): RestClient => new Proxy(inner, {get: (target, name) => {
        if (name === 'abortable') {
            return (signal: AbortSignal) => wrap(target.abortable(signal));
        }
        if (name === 'openLogFile') {
            return async (from: number) => {
                const held = gate;
                const answer = await target.openLogFile(from);
                reach?.();
                await held;
                return answer;
            };
        }
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) as unknown : value;
    }});
    const hold = () => {
        gate = new Promise((resolve) => {
            release = resolve;
        });
        reached = new Promise((resolve) => {
            reach = resolve;
        });
    };
    return {client: wrap(client), hold, reached: () => reached, release: () => release?.()};
}

const isReady = ({phase, stale}: LogSnapshot) => phase === 'ready' && !stale;

describe('the server\'s log', () => {
    test('is read and attributed, and whose secrets it shows is told', async () => {
        const {store, until, leaks, workers} = open();
        expect(workers).toHaveLength(0);
        store.add([{kind: 'server'}]);
        const {view, logs, leak, blindness} = await until(isReady);
        expect(logs).toMatchObject([{name: 'mattermost.log', state: 'read', unparsed: 0}]);
        expect(logs[0]?.lines).toBeGreaterThan(50);
        expect(view?.incidents.find(({reason}) => reason === 'inactive_token')).toMatchObject({level: 'exact', user_ids: [annId], token_ids: [token.id]});
        expect(leak).toMatchObject({token_ids: [token.id], revivable: 1});
        expect(leaks.at(-1)).toEqual(leak);
        expect(blindness).toEqual([{kind: 'no_audit_file'}]);
    });

    test('followed, shows new failures with who it was, and asks for nothing while the page is hidden', async () => {
        let slept = 0;
        const {store, until, hide} = open({sleep: async (ms, signal) => {
            expect(ms).toBeGreaterThanOrEqual(5000);
            slept++;
            signal?.throwIfAborted();
            await sleep(20);
        }, now: () => slept * 5000});
        store.follow(true);
        const before = (await until(isReady)).view?.events ?? 0;
        await use(token.secret);
        const grown = await until(({view}) => (view?.events ?? 0) > before);
        expect(grown.following).toBe('on');
        await use('abcdefghijklmnopqrstuvwxyz');
        await until(({view}) => view?.reasons.some(([reason]) => reason === 'deleted_or_unknown') ?? false);
        hide(true);
        await until(({following}) => following === 'paused_hidden');
        const rounds = slept;
        await sleep(200);
        expect(slept).toBe(rounds);
        hide(false);
        await until(({following}) => following === 'on');
        store.follow(false);
        await until(({following}) => following === 'off');
    });

    test('of which what came while followed is looked up at the latest when nobody follows any more', async () => {
        const {store, until} = open({sleep: () => sleep(20), now: () => 0});
        const awaited = ({view}: LogSnapshot) => view?.incidents.some((incident) => incident.is_awaited) ?? false;
        store.follow(true);
        expect(awaited(await until(isReady))).toBe(false);
        await use('bcdefghijklmnopqrstuvwxyza');
        await until(awaited);
        store.follow(false);
        await until((snapshot) => isReady(snapshot) && !awaited(snapshot));
    });

    test('followed, keeps the incident open that somebody opened, whatever is found out about it', async () => {
        const {store, until} = open({sleep: () => sleep(20), now: () => 0});
        store.follow(true);
        const first = await until(isReady);
        const later = await createToken(admin, annId, 'later');
        await admin.savePreferences(annId, [{user_id: annId, category: 'token_audit', name: later.id, value: fingerprintOf(later.secret)}]);
        await admin.disableUserAccessToken(later.id);
        await use(later.secret);
        const {view} = await until((snapshot) => (snapshot.view?.events ?? 0) > (first.view?.events ?? 0));
        const opened = view?.incidents.find((incident) => incident.is_awaited)?.key ?? '';
        store.openIncident(opened);
        expect(await until(({detail}) => detail !== null)).toMatchObject({detail: {opened, incident: {key: opened, is_awaited: true}}});
        store.follow(false);
        const {detail: found} = await until((snapshot) => isReady(snapshot) && !snapshot.detail?.incident.is_awaited);
        expect(found).toMatchObject({opened, incident: {level: 'exact', token_ids: [later.id]}});
        expect(found?.incident.key).toBe(opened);
        for (const part of ['one', 'two']) {
            store.add([{kind: 'text', name: part, text: 'x\n'}]);
            const {detail} = await until((snapshot) => isReady(snapshot) && snapshot.logs.some(({name}) => name === part));
            expect(detail).toMatchObject({opened, incident: {key: found?.incident.key}});
        }
    });

    test('asked for while a follower reads on is read after it, and no line counts twice', async () => {
        const log = gated(admin);
        const {store, until} = open({client: log.client, sleep: () => sleep(20)});
        store.follow(true);
        const before = (await until(isReady)).view?.events ?? 0;
        log.hold();
        await use(token.secret);
        await log.reached();
        store.add([{kind: 'server'}]);
        await until(({phase}) => phase === 'reading');
        await sleep(50);
        log.release();
        await until((snapshot) => isReady(snapshot) && (snapshot.view?.events ?? 0) > before);
        await sleep(300);
        const {view, blindness} = store.getSnapshot();
        expect(view?.events).toBe(before + 1);
        expect(blindness.map(({kind}) => kind)).not.toContain('rotated_away');
    });

    test('asked for once more and called off stays as it was read', async () => {
        const {store, until} = open();
        const ofAnn = ({view}: LogSnapshot) => view?.incidents.filter(({user_ids: ids}) => ids.includes(annId)).reduce((sum, {count}) => sum + count, 0);
        store.add([{kind: 'server'}]);
        const before = ofAnn(await until(isReady));
        expect(before).toBeGreaterThan(0);
        const log = await readFile(path.join(corpus, 'mattermost.log'));
        store.add([fileOf('long.log', new Uint8Array(Buffer.concat(Array<Buffer>(300).fill(log))))]);
        await until(({logs}) => (logs[1]?.bytes ?? 0) > 0);
        store.add([{kind: 'text', name: 'never begun', text: 'x\n'}, {kind: 'server'}]);
        await until(({logs}) => logs[0]?.state === 'waiting');
        store.cancel();
        const {logs} = await until(({phase}) => phase === 'cancelled');
        expect(logs.map(({name, state}) => [name, state])).toEqual([['mattermost.log', 'read'], ['long.log', 'read']]);
        store.add([{kind: 'server'}]);
        expect(ofAnn(await until(isReady))).toBe(before);
    });

    test('and its nodes\' logs take each other\'s place; a file beside them stays', async () => {
        const {store, until} = open();
        const names = ({logs}: LogSnapshot) => logs.map(({name}) => name);
        store.add([await corpusFile('audit.log'), {kind: 'server'}]);
        const {view} = await until(isReady);
        store.add([{kind: 'nodes', name: 'every node'}]);
        const nodes = await until((snapshot) => isReady(snapshot) && names(snapshot).includes('every node'));
        expect(names(nodes)).toEqual(['audit.log', 'every node']);
        expect(nodes.logs.every(({state, lines}) => state === 'read' && lines > 0)).toBe(true);
        store.add([{kind: 'server'}]);
        const again = await until((snapshot) => isReady(snapshot) && names(snapshot).includes('mattermost.log'));
        expect(names(again)).toEqual(['audit.log', 'mattermost.log']);
        expect(again.view?.events).toBeGreaterThanOrEqual(view?.events ?? Infinity);
    });

    test('that one may not read says so, and what a file holds is shown all the same', async () => {
        await createUser(admin, 'nobody');
        const {store, until} = open({client: await signIn(server, 'nobody')});
        store.add([{kind: 'server'}, await corpusFile('mattermost.log')]);
        const {logs, blindness, view} = await until(isReady);
        expect(logs).toMatchObject([{state: 'failed', problem: {kind: 'rest', error: {kind: 'forbidden'}}}, {state: 'read', lines: 1201}]);
        expect(blindness).toEqual([{kind: 'settings_unreadable'}, {kind: 'state_incomplete'}, {kind: 'no_audit_file'}]);
        expect(view?.levels).toEqual([['none', 188]]);
    });

    test('that cannot be followed is told as such', async () => {
        const {store, until} = open({client: await signIn(server, 'nobody'), sleep: () => sleep(20)});
        store.follow(true);
        expect((await until(({following}) => following === 'failed')).phase).toBe('failed');
    });
});

describe('files', () => {
    test('are merged with those read before, which are not read again', async () => {
        const {store, until} = open();
        store.add([await corpusFile('mattermost.log')]);
        const first = await until(isReady);
        store.add([await corpusFile('audit.log'), {kind: 'text', name: 'pasted', text: 'no log\n'}]);
        const {logs, view, blindness} = await until((snapshot) => isReady(snapshot) && snapshot.logs.length === 3);
        expect(logs.map(({name, state, unparsed}) => [name, state, unparsed])).toEqual([['mattermost.log', 'read', 0], ['audit.log', 'read', 0], ['pasted', 'read', 1]]);
        expect(logs.every(({bytes, total_bytes}) => bytes === total_bytes)).toBe(true);
        expect(view?.events).toBe(first.view?.events);
        expect([first.blindness, blindness]).toEqual([[{kind: 'no_audit_file'}], []]);
    });

    test('that are damaged fail alone', async () => {
        const {store, until} = open();
        store.add([fileOf('broken.zip', 'PK\x03\x04 and nothing of the kind'), await corpusFile('mattermost.log')]);
        expect((await until(isReady)).logs).toMatchObject([{state: 'failed', problem: {kind: 'input', input: 'no_log'}}, {state: 'read'}]);
        store.clear();
        store.add([fileOf('broken.gz', new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]))]);
        expect(await until(({phase}) => phase === 'failed')).toMatchObject({logs: [{state: 'failed', problem: {kind: 'input', input: 'damaged'}}]});
    });

    test('of which it cannot be worked out whose requests they hold are said to have failed', async () => {
        let clients = 0;
        const {store, until} = open({makeClient: () => {
            if (++clients > 1) {
                throw new Error('a mistake of ours');
            }
            return admin;
        }});
        store.add([await corpusFile('mattermost.log')]);
        expect((await until(({phase}) => phase === 'failed')).logs).toMatchObject([{name: 'mattermost.log', state: 'failed', problem: {kind: 'worker'}}]);
    });

    test('cancelled in the middle keep what was read', async () => {
        const {store, until, told} = open();
        const log = await readFile(path.join(corpus, 'mattermost.log'));
        store.add([fileOf('long.log', new Uint8Array(Buffer.concat(Array<Buffer>(300).fill(log)))), await corpusFile('audit.log')]);
        await until(({logs}) => (logs[0]?.bytes ?? 0) > 0);
        store.cancel();
        const {logs, view, phase} = await until((snapshot) => snapshot.phase === 'cancelled' && snapshot.view !== null);
        expect([phase, logs.length]).toEqual(['cancelled', 1]);
        expect(logs[0]?.bytes).toBeLessThan(logs[0]?.total_bytes ?? 0);
        expect(view?.events).toBeGreaterThan(0);
        expect(view?.levels).toEqual([['none', view?.events]]);
        expect(told.length).toBeLessThan(100);
    });

    test('are forgotten when they are to be', async () => {
        const {store, until} = open();
        store.add([await corpusFile('mattermost.log')]);
        await until(isReady);
        store.clear();
        expect(await until(({phase}) => phase === 'empty')).toMatchObject({logs: [], view: null, leak: null, detail: null});
    });
});

describe('of what was read', () => {
    test('a filter, an incident, the lines around an event and an export are answered', async () => {
        const {store, until} = open();
        const log = await readFile(path.join(corpus, 'mattermost.log'));
        store.add([fileOf('mattermost.log.gz', new Uint8Array(gzipSync(log)))]);
        const {view: all} = await until(isReady);
        const filter = {...noLogFilter, reasons: ['denied' as const]};
        store.setFilter(filter);
        expect(store.getSnapshot()).toMatchObject({filter, stale: true});
        const {view} = await until(({stale}) => !stale);
        expect(view?.events).toBe(all?.reasons.find(([reason]) => reason === 'denied')?.[1]);
        expect(view?.total_events).toBe(all?.events);
        store.openIncident(view?.incidents[0]?.key ?? '');
        const {detail} = await until((snapshot) => snapshot.detail !== null);
        const event = detail?.events[0]?.event;
        const context = await store.contextOf(event?.source ?? 0, event?.line ?? 0);
        expect(context.find(({is_event}) => is_event)?.text).toContain(event?.request_id ?? 'none');
        await expect(store.contextOf(0, 1)).rejects.toMatchObject({problem: {kind: 'input', input: 'changed'}});
        const json = JSON.parse(await (await store.exportEvents('json')).text()) as {events: unknown[]};
        expect(json.events).toHaveLength(view?.events ?? 0);
        expect((await (await store.exportEvents('csv')).text()).trim().split('\r\n')).toHaveLength((view?.events ?? 0) + 1);
        store.openIncident('');
        expect(store.getSnapshot().detail).toBeNull();
    });

    test('lines of an archive\'s second log are found behind the first, and a log that breaks off is named', async () => {
        const {store, until} = open();
        const log = await readFile(path.join(corpus, 'mattermost.log'));
        store.add([fileOf('packet.zip', new Uint8Array(zipSync({'other.log': log.subarray(0, 1000), 'mattermost.log': log, 'mattermost-old.log.gz': gzipSync(log).subarray(0, 9000)})))]);
        const {view, blindness} = await until(isReady);
        expect(blindness).toContainEqual({kind: 'broken_off', name: 'packet.zip/mattermost-old.log.gz'});
        store.openIncident(view?.incidents[0]?.key ?? '');
        const {detail} = await until((snapshot) => snapshot.detail !== null);
        const found = detail?.events.find((one) => one.log === 'packet.zip/mattermost.log')?.event;
        const context = await store.contextOf(found?.source ?? 0, found?.line ?? 0);
        expect(context.find(({line}) => line === found?.line)).toMatchObject({is_event: true});
    });

    test('lines of the server\'s log are read again where they stand', async () => {
        const {store, until} = open();
        store.add([{kind: 'server'}]);
        const {view} = await until(isReady);
        store.openIncident(view?.incidents.find(({reason}) => reason === 'inactive_token')?.key ?? '');
        const {detail} = await until((snapshot) => snapshot.detail !== null);
        const event = detail?.events[0]?.event;
        const context = await store.contextOf(event?.source ?? 0, event?.line ?? 0);
        expect(context.filter(({is_event}) => is_event).map(({text}) => text).join()).toContain(`[secret ${fingerprintOf(token.secret).slice(0, 8)}]`);
        expect(JSON.stringify(context)).not.toContain(token.secret);
    });
});

test('a worker that dies fails what waits for it, and the next log starts another', async () => {
    const {store, until, workers} = open();
    store.add([await corpusFile('mattermost.log')]);
    await until(isReady);
    const waiting = store.exportEvents('csv');
    workers[0]?.onerror?.({preventDefault: () => undefined});
    await expect(waiting).rejects.toMatchObject({problem: {kind: 'worker'}});
    expect(store.getSnapshot()).toMatchObject({phase: 'failed', logs: [{state: 'failed', problem: {kind: 'worker'}}]});
    store.add([await corpusFile('audit.log')]);
    expect((await until(({phase}) => phase === 'ready')).logs.map(({name}) => name)).toEqual(['audit.log']);
});

test('without its worker what is shown can be cleared, and nothing is promised of it', async () => {
    const {store, until, workers} = open();
    store.add([await corpusFile('mattermost.log')]);
    const {view} = await until(isReady);
    workers[0]?.onerror?.({preventDefault: () => undefined});
    const filter = {...noLogFilter, text: 'denied'};
    store.setFilter(filter);
    expect(store.getSnapshot()).toMatchObject({filter, view, stale: false});
    const failure = {problem: {kind: 'worker'}};
    await expect(store.exportEvents('csv')).rejects.toMatchObject(failure);
    await expect(store.contextOf(0, 1)).rejects.toMatchObject(failure);
    expect(workers).toHaveLength(1);
    store.clear();
    expect(store.getSnapshot()).toMatchObject({phase: 'empty', logs: [], view: null, detail: null, filter});
});

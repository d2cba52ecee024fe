import {loadState} from '../../../server-bridge/attribution/load_state.ts';
import {InputError} from '../../../server-bridge/log/input_error.ts';
import {contextOf} from '../../../server-bridge/log_analysis/context.ts';
import {LogAnalysis} from '../../../server-bridge/log_analysis/log_analysis.ts';
import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {loadLogSettings} from '../../../server-bridge/rest/log_settings.ts';
import {sleep as realSleep} from '../../../server-bridge/rest/sleep.ts';

import {blindnessOf, distinct} from './blindness.ts';
import {Follower} from './follower.ts';
import {LogReadings} from './log_readings.ts';
import {Teller} from './teller.ts';
import {problemOf} from './worker_protocol.ts';

import type {LoadedState} from '../../../server-bridge/attribution/load_state.ts';
import type {ContextLine} from '../../../server-bridge/log_analysis/log_query.ts';
import type {LogSettings} from '../../../server-bridge/rest/log_settings.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {Blindness, ChosenLog, LogProblem, OpenIncident} from './log_snapshot.ts';
import type {Access, Request, Told} from './worker_protocol.ts';

/** The server's tokens, of which a follower asks when new failures came, are read at most this often and at most this part of the time. */
const STATE_EVERY_MS = 15_000;
const STATE_SHARE = 10;

/** Failed requests that are kept, about 100 MB of them. */
const MAX_EVENTS = 200_000;

/** Characters of an export that are put together. */
const PIECE = 1 << 20;

/** What a session needs of the place it runs in; a test brings its own. */
export interface SessionWorld {
    tell: (told: Told) => void;
    makeClient: (access: Access) => RestClient;

    /** Ms, by a clock that nobody sets: how long things take decides when they are done again. */
    now?: () => number;
    sleep?: typeof realSleep;
    max_events?: number;
}

/** What the worker does: reads what was chosen, finds out who it was, and answers. Tells the page whatever changes. */
export class LogSession {
    readonly #world: Required<SessionWorld>;
    readonly #teller: Teller;
    readonly #follower: Follower;
    #access: Access = {url: '', csrf: ''};
    #readings: LogReadings;
    #analysis = new LogAnalysis();
    #filter = noLogFilter;

    /** The incident that is open, by the key it was opened by and the one it has now. */
    #open = {by: '', key: ''};
    #running: AbortController | undefined;

    /** Settles, without an error, when a follower's round that is under way is over. */
    #round: Promise<unknown> = Promise.resolve();
    #settings: LogSettings | 'unreadable' | undefined;
    #loaded: LoadedState | undefined;
    #isStateMissing = false;
    #dropped = 0;
    #hasView = false;
    #shownVersion = 0;

    // Of which version of the logs the state was read, when, and how long that took.
    #state = {version: 0, at: -Infinity, took_ms: 0};

    constructor(world: SessionWorld) {
        this.#world = {now: () => performance.now(), sleep: realSleep, max_events: MAX_EVENTS, ...world};
        this.#teller = new Teller(this.#world.tell, this.#world.now);
        this.#follower = new Follower({
            round: (signal) => {
                const round = this.#readOn(signal);
                this.#round = round.catch(() => undefined);
                return round;
            },
            tell: (following, problem = null) => this.#teller.change({following, following_problem: problem}, true),
            sleep: this.#world.sleep,
        });
        this.#readings = this.#noReadings();
    }

    handle(request: Request): void {
        switch (request.type) {
        case 'access':
            this.#access = request.access;
            break;
        case 'add':
            this.#add(request.logs);
            break;
        case 'cancel':
            this.#running?.abort();
            break;
        case 'clear':
            this.#clear();
            break;
        case 'filter':
            this.#filter = request.filter;
            this.#teller.asked = request.asked;
            this.#show();
            break;
        case 'follow':
            this.#follow(request.on);
            break;
        case 'visible':
            this.#follower.setVisible(request.visible);
            break;
        case 'open':
            this.#open = {by: request.key, key: request.key};
            this.#teller.change({detail: this.#detail()}, true);
            break;
        case 'context':
            this.#answer(request.call, this.#contextOf(request.source, request.line));
            break;
        case 'export':
            this.#answer(request.call, Promise.resolve().then(() => this.#export(request.format)));
            break;
        }
    }

    #client(signal: AbortSignal): RestClient {
        return this.#world.makeClient(this.#access).abortable(signal);
    }

    #add(chosen: readonly ChosenLog[]): void {
        const kept = this.#readings.besideOtherWay(chosen);
        if (kept) {
            // It takes the other's place; a log cannot be taken out of what was read, so the rest is read again beside it.
            this.#clear();
        }
        this.#readings.add([...kept ?? [], ...chosen], this.#world.makeClient(this.#access));
        if (this.#running) {
            this.#tellLogs();
        } else {
            void this.#run();
        }
    }

    async #run(): Promise<void> {
        const abort = this.#running = new AbortController();
        const readings = this.#readings;
        this.#teller.change({phase: 'reading', stale: true}, true);
        let problem: LogProblem | undefined;
        try {
            // Two readings of one log at once would take the same lines twice.
            await unlessAborted(this.#round, abort.signal);
            for (let next = readings.nextWaiting(); next; next = readings.nextWaiting()) {
                await this.#loadSettings(next.chosen, abort.signal);
                await readings.read(next, abort.signal);
            }
            await this.#attribute(abort.signal);
        } catch (error) {
            // What goes wrong with one log was noted with it.
            problem = abort.signal.aborted ? undefined : problemOf(error);
        }
        if (this.#readings !== readings) {
            return;
        }
        this.#running = undefined;
        if (problem) {
            readings.failAll(problem);
        }
        const hasFailed = problem !== undefined || readings.hasFailed;
        if (abort.signal.aborted) {
            readings.dropWaiting();
            this.#grow();
        }
        this.#teller.change({phase: abort.signal.aborted ? 'cancelled' : hasFailed ? 'failed' : 'ready', stale: false, state_progress: null});
        this.#tellLogs();
        if (readings.nextWaiting()) {
            void this.#run();
        }
    }

    async #loadSettings({kind}: ChosenLog, signal: AbortSignal): Promise<void> {
        if ((kind === 'server' || kind === 'nodes') && (this.#settings === undefined || this.#settings === 'unreadable')) {
            this.#settings = await loadLogSettings(this.#client(signal)).catch(() => 'unreadable' as const);
            signal.throwIfAborted();
        }
    }

    // The state is read after the logs were, so that it knows of every token they may tell of.
    async #attribute(signal: AbortSignal, isQuiet = false): Promise<void> {
        signal.throwIfAborted();
        const {version} = this.#readings.logs;
        const scan = this.#readings.logs.result();
        this.#dropped = scan.dropped;
        if (!isQuiet) {
            // What happened shows at once; who it was follows.
            this.#teller.change({phase: 'attributing'});
            this.#grow(scan);
        }
        if (scan.events.length > 0 || scan.secrets.size > 0) {
            const startedAt = this.#world.now();
            const loaded = await loadState(this.#client(signal), scan.events, (done, total) => {
                if (!isQuiet && !signal.aborted) {
                    this.#teller.change({state_progress: {done, total}});
                }
            }).catch(() => undefined);
            signal.throwIfAborted();
            const now = this.#world.now();
            this.#state = {version: loaded ? version : this.#state.version, at: now, took_ms: now - startedAt};
            this.#isStateMissing = !loaded;
            this.#loaded = loaded ?? this.#loaded;
        }
        if (this.#isStateMissing && this.#loaded) {
            this.#grow();
            return;
        }
        this.#analysis.attribute(scan, this.#loaded);
        this.#hasView = true;
        this.#shownVersion = version;
        this.#show();
        this.#teller.change({leak: this.#analysis.leak()}, true);
    }

    #grow(scan = this.#readings.logs.result()): void {
        this.#dropped = scan.dropped;
        this.#analysis.grow(scan);
        this.#hasView = true;
        this.#shownVersion = this.#readings.logs.version;
        this.#show();
        this.#teller.change({leak: this.#analysis.leak()});
    }

    #show(): void {
        if (!this.#hasView) {
            this.#teller.change({}, true);
            return;
        }
        const view = this.#analysis.view(this.#filter);
        this.#teller.change({view, detail: this.#detail(), blindness: this.#blindness()}, true);
    }

    // Its key changes with what is found out about it, and an old one is known for one view only.
    #detail(): OpenIncident | null {
        const {by, key} = this.#open;
        const detail = key ? this.#analysis.detail(key, this.#filter) : null;
        if (!detail) {
            return null;
        }
        this.#open = {by, key: detail.incident.key};
        return {...detail, opened: by};
    }

    #blindness(): Blindness[] {
        const isUnsure = this.#isStateMissing || (this.#loaded && !this.#loaded.is_complete);
        return distinct([
            ...blindnessOf(this.#settings).filter(({kind}) => kind !== 'only_this_node' || this.#readings.hasServerLog),
            ...this.#readings.gaps,
            ...(isUnsure ? [{kind: 'state_incomplete'} as const] : []),
            ...(this.#analysis.hasAudits || this.#readings.logs.lines === 0 ? [] : [{kind: 'no_audit_file'} as const]),
            ...(this.#dropped > 0 ? [{kind: 'too_many_events', dropped: this.#dropped} as const] : []),
        ]);
    }

    #tellLogs(atOnce = true): void {
        this.#teller.change(() => ({logs: this.#readings.status(), blindness: this.#blindness()}), atOnce);
    }

    #noReadings(): LogReadings {
        return new LogReadings({now: this.#world.now, max_events: this.#world.max_events, onProgress: (atOnce) => this.#tellLogs(atOnce)});
    }

    #clear(): void {
        this.#running?.abort();
        this.#follower.stop();
        this.#running = undefined;
        this.#readings = this.#noReadings();
        this.#analysis = new LogAnalysis();
        this.#open = {by: '', key: ''};
        this.#loaded = undefined;
        this.#isStateMissing = false;
        this.#settings = undefined;
        this.#dropped = 0;
        this.#hasView = false;
        this.#shownVersion = 0;
        this.#state = {version: 0, at: -Infinity, took_ms: 0};
        this.#teller.change({phase: 'empty', logs: [], view: null, stale: false, state_progress: null, blindness: [], leak: null, detail: null}, true);
    }

    #follow(on: boolean): void {
        if (!on) {
            this.#follower.stop();
            if (this.#hasView && !this.#running && this.#readings.logs.version !== this.#state.version) {
                // Whose the newest are was to be asked in a later round.
                void this.#run();
            }
        } else if (!this.#follower.isOn) {
            if (!this.#readings.canGrow) {
                this.#add([{kind: 'server'}]);
            }
            this.#follower.start();
        }
    }

    /** What came since, and whose it is as often as that can be asked. Resolves to how long reading took, in ms; to undefined where nothing can grow. */
    async #readOn(signal: AbortSignal): Promise<number | undefined> {
        if (this.#running) {
            return 0;
        }
        const startedAt = this.#world.now();
        const growing = this.#readings.growing();
        if (growing.length === 0) {
            return undefined;
        }
        let took = 0;
        try {
            await this.#readings.readOn(growing, signal);
        } finally {
            took = this.#world.now() - startedAt;
            if (this.#readings.logs.version !== this.#shownVersion) {
                this.#grow();
            }
            this.#tellLogs();
        }
        const isRested = this.#world.now() - this.#state.at >= Math.max(STATE_EVERY_MS, this.#state.took_ms * STATE_SHARE);
        if (this.#readings.logs.version !== this.#state.version && isRested && !this.#running) {
            await this.#attribute(signal, true);
        }
        return took;
    }

    async #contextOf(source: number, line: number): Promise<ContextLine[]> {
        const event = this.#analysis.eventAt(source, line);
        const log = this.#readings.logs.logs[source];
        if (!event || !log) {
            throw new InputError('changed', log?.name ?? '');
        }
        return contextOf(event, log, (from) => this.#readings.bytesOf(log, from, new AbortController().signal), this.#analysis.redaction);
    }

    #export(format: 'csv' | 'json'): Blob {
        const parts: string[] = [];
        let part = '';
        for (const text of this.#analysis.export(format, this.#filter)) {
            part += text;
            if (part.length > PIECE) {
                parts.push(part);
                part = '';
            }
        }
        return new Blob([...parts, part], {type: format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json'});
    }

    #answer(call: number, value: Promise<ContextLine[] | Blob>): void {
        void value.then(
            (found) => this.#world.tell({type: 'answer', call, value: found}),
            (error: unknown) => this.#world.tell({type: 'failure', call, problem: problemOf(error)}),
        );
    }
}

/** Resolves when `promise` does; rejects as soon as `signal` is aborted. */
async function unlessAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
    await Promise.race([promise, new Promise((resolve) => signal.addEventListener('abort', resolve, {once: true}))]);
    signal.throwIfAborted();
}

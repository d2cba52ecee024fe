import {loadState} from '../../../server-bridge/attribution/load_state.ts';
import {InputError} from '../../../server-bridge/log/input_error.ts';
import {LogCollection} from '../../../server-bridge/log/log_collection.ts';
import {piecesOf} from '../../../server-bridge/log/pieces.ts';
import {contextOf} from '../../../server-bridge/log_analysis/context.ts';
import {LogAnalysis} from '../../../server-bridge/log_analysis/log_analysis.ts';
import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {loadLogSettings} from '../../../server-bridge/rest/log_settings.ts';
import {sleep as realSleep} from '../../../server-bridge/rest/sleep.ts';

import {blindnessOf, distinct} from './blindness.ts';
import {bytesOf, sourceOf} from './chosen_source.ts';
import {Follower} from './follower.ts';
import {Teller} from './teller.ts';
import {problemOf} from './worker_protocol.ts';

import type {LoadedState} from '../../../server-bridge/attribution/load_state.ts';
import type {LogInput} from '../../../server-bridge/log/scan_files.ts';
import type {ContextLine} from '../../../server-bridge/log_analysis/log_query.ts';
import type {LogSource} from '../../../server-bridge/log_sources/log_source.ts';
import type {LogSettings} from '../../../server-bridge/rest/log_settings.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {Blindness, ChosenLog, LogRead} from './log_snapshot.ts';
import type {Access, Request, Told} from './worker_protocol.ts';

/** The server's tokens, of which a follower asks when new failures came, are read at most this often and at most this part of the time. */
const STATE_EVERY_MS = 15_000;
const STATE_SHARE = 10;

/** So long the worker may go without looking whether the page said something. */
const BREATHE_EVERY_MS = 50;

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

interface Reading {
    chosen: ChosenLog;
    source: LogSource;
    read: LogRead;

    /** Numbers in the collection, by the name they came under; the last one where it was rotated. */
    inputs: Map<string, number>;
    all_inputs: Map<number, string>;
}

/** What the worker does: reads what was chosen, finds out who it was, and answers. Tells the page whatever changes. */
export class LogSession {
    readonly #world: Required<SessionWorld>;
    readonly #teller: Teller;
    readonly #follower: Follower;
    #access: Access = {url: '', csrf: ''};
    #logs: LogCollection;
    #analysis = new LogAnalysis();
    #readings: Reading[] = [];
    #filter = noLogFilter;
    #openKey = '';
    #running: AbortController | undefined;
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
            round: (signal) => this.#readOn(signal),
            tell: (following, problem = null) => this.#teller.change({following, following_problem: problem}, true),
            sleep: this.#world.sleep,
        });
        this.#logs = new LogCollection(this.#world.max_events);
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
            this.#openKey = request.key;
            this.#teller.change({detail: this.#analysis.detail(request.key, this.#filter)}, true);
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

    #add(wanted: readonly ChosenLog[]): void {
        let chosen = wanted;
        const isOther = (before: ChosenLog) => chosen.some(({kind}) => areTheSame(kind, before.kind));
        if (this.#readings.some((reading) => isOther(reading.chosen))) {
            // It takes the other's place; a log cannot be taken out of what was read, so the rest is read again beside it.
            chosen = [...this.#readings.map((reading) => reading.chosen).filter((before) => !isOther(before)), ...chosen];
            this.#clear();
        }
        for (const one of chosen) {
            const known = one.kind === 'server' || one.kind === 'nodes' ? this.#readings.find((reading) => reading.chosen.kind === one.kind) : undefined;

            // The server's log is there once: asked for again, it is read on.
            if (known) {
                known.read.state = known.read.state === 'reading' ? 'reading' : 'waiting';
                delete known.read.problem;
                continue;
            }
            const source = sourceOf(one, this.#world.makeClient(this.#access), (at) => {
                read.reached = at;
            });
            const read: LogRead = {name: source.name, bytes: 0, total_bytes: one.kind === 'file' ? one.file.size : null, lines: 0, unparsed: 0, state: 'waiting'};
            this.#readings.push({chosen: one, source, read, inputs: new Map(), all_inputs: new Map()});
        }
        if (this.#running) {
            this.#tellLogs();
        } else {
            void this.#run();
        }
    }

    async #run(): Promise<void> {
        const abort = this.#running = new AbortController();
        const logs = this.#logs;
        this.#teller.change({phase: 'reading', stale: true}, true);
        try {
            for (let next = this.#nextWaiting(); next; next = this.#nextWaiting()) {
                await this.#read(next, abort.signal);
            }
            await this.#attribute(abort.signal);
        } catch {
            // Only an abort gets here: what fails otherwise is noted where it belongs.
        }
        if (this.#logs !== logs) {
            return;
        }
        this.#running = undefined;
        const hasFailed = this.#readings.every(({read}) => read.state === 'failed');
        if (abort.signal.aborted) {
            this.#readings = this.#readings.filter(({read}) => read.state !== 'waiting');
            this.#grow();
        }
        this.#teller.change({phase: abort.signal.aborted ? 'cancelled' : hasFailed ? 'failed' : 'ready', stale: false, state_progress: null});
        this.#tellLogs();
        if (this.#nextWaiting()) {
            void this.#run();
        }
    }

    #nextWaiting(): Reading | undefined {
        return this.#readings.find(({read}) => read.state === 'waiting');
    }

    async #read(reading: Reading, signal: AbortSignal): Promise<void> {
        const {source, read, inputs, chosen} = reading;
        read.state = 'reading';
        this.#tellLogs();
        try {
            if ((chosen.kind === 'server' || chosen.kind === 'nodes') && (this.#settings === undefined || this.#settings === 'unreadable')) {
                this.#settings = await loadLogSettings(this.#client(signal)).catch(() => 'unreadable' as const);
                signal.throwIfAborted();
            }
            for await (const input of inputs.size > 0 && source.readMore ? source.readMore(signal) : source.read(chosen.kind === 'loki' ? chosen.range : {}, signal)) {
                await this.#take(reading, input, signal);
            }
            read.state = 'read';
        } catch (error) {
            if (signal.aborted) {
                read.state = 'read';
                throw error;
            }
            read.state = 'failed';
            read.problem = problemOf(error);
        } finally {
            this.#tellLogs();
        }
    }

    async #take(reading: Reading, input: LogInput, signal: AbortSignal): Promise<void> {
        const {read, inputs, all_inputs} = reading;
        const known = input.is_new ? undefined : inputs.get(input.name);
        const bytes = this.#counted(reading, input.bytes);
        if (known !== undefined) {
            read.total_bytes = null;
            await this.#logs.readMore(known, bytes, {signal});
            return;
        }
        const begun = inputs.size === 0;
        inputs.set(input.name, this.#logs.inputs);
        all_inputs.set(this.#logs.inputs, input.name);
        read.total_bytes = begun ? input.total_bytes ?? read.total_bytes : null;
        await this.#logs.read({name: input.name, bytes}, {signal}, isGrowing(reading));
    }

    async* #counted(reading: Reading, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
        let breathed = this.#world.now();
        for await (const chunk of bytes) {
            for (const piece of piecesOf(chunk)) {
                reading.read.bytes += piece.length;
                yield piece;
                this.#tellLogs(false);
                if (this.#world.now() - breathed >= BREATHE_EVERY_MS) {
                    await new Promise((resolve) => setTimeout(resolve, 0));
                    breathed = this.#world.now();
                }
            }
        }
    }

    // The state is read after the logs were, so that it knows of every token they may tell of.
    async #attribute(signal: AbortSignal, isQuiet = false): Promise<void> {
        const {version} = this.#logs;
        const scan = this.#logs.result();
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

    #grow(scan = this.#logs.result()): void {
        this.#dropped = scan.dropped;
        this.#analysis.grow(scan);
        this.#hasView = true;
        this.#shownVersion = this.#logs.version;
        this.#show();
        this.#teller.change({leak: this.#analysis.leak()});
    }

    #show(): void {
        if (!this.#hasView) {
            this.#teller.change({}, true);
            return;
        }
        const view = this.#analysis.view(this.#filter);
        const detail = this.#openKey ? this.#analysis.detail(this.#openKey, this.#filter) : null;
        this.#teller.change({view, detail, blindness: this.#blindness()}, true);
    }

    #blindness(): Blindness[] {
        const isUnsure = this.#isStateMissing || (this.#loaded && !this.#loaded.is_complete);
        return distinct([
            ...blindnessOf(this.#settings).filter(({kind}) => kind !== 'only_this_node' || this.#readings.some(({chosen}) => chosen.kind === 'server')),
            ...this.#readings.flatMap(({source}) => source.gaps),
            ...(isUnsure ? [{kind: 'state_incomplete'} as const] : []),
            ...(this.#analysis.hasAudits || this.#logs.lines === 0 ? [] : [{kind: 'no_audit_file'} as const]),
            ...(this.#dropped > 0 ? [{kind: 'too_many_events', dropped: this.#dropped} as const] : []),
        ]);
    }

    #tellLogs(atOnce = true): void {
        this.#teller.change(() => ({
            logs: this.#readings.map(({read, all_inputs}) => {
                const stats = [...all_inputs.keys()].map((input) => this.#logs.statsOf(input));
                read.lines = stats.reduce((sum, {lines}) => sum + lines, 0);
                read.unparsed = stats.reduce((sum, {unparsed}) => sum + unparsed, 0);
                return {...read};
            }),
            blindness: this.#blindness(),
        }), atOnce);
    }

    #clear(): void {
        this.#running?.abort();
        this.#follow(false);
        this.#running = undefined;
        this.#logs = new LogCollection(this.#world.max_events);
        this.#analysis = new LogAnalysis();
        this.#readings = [];
        this.#openKey = '';
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
        } else if (!this.#follower.isOn) {
            if (!this.#readings.some((reading) => isGrowing(reading) && reading.read.state !== 'failed')) {
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
        const readings = this.#readings.filter((reading) => reading.read.state === 'read' && isGrowing(reading));
        if (readings.length === 0) {
            return undefined;
        }
        let took = 0;
        try {
            for (const reading of readings) {
                for await (const input of reading.source.readMore?.(signal) ?? []) {
                    await this.#take(reading, input, signal);
                }
            }
        } finally {
            took = this.#world.now() - startedAt;
            if (this.#logs.version !== this.#shownVersion) {
                this.#grow();
            }
            this.#tellLogs();
        }
        const isRested = this.#world.now() - this.#state.at >= Math.max(STATE_EVERY_MS, this.#state.took_ms * STATE_SHARE);
        if (this.#logs.version !== this.#state.version && isRested && !this.#running) {
            await this.#attribute(signal, true);
        }
        return took;
    }

    async #contextOf(source: number, line: number): Promise<ContextLine[]> {
        const event = this.#analysis.eventAt(source, line);
        const log = this.#logs.logs[source];
        const reading = this.#readings.find(({all_inputs}) => log && all_inputs.has(log.input));
        if (!event || !log || !reading) {
            throw new InputError('changed', log?.name ?? '');
        }
        const name = reading.all_inputs.get(log.input) ?? log.name;
        const {signal} = new AbortController();
        return contextOf(event, log, (from) => bytesOf(reading.source, name, log, from, signal), this.#analysis.redaction);
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

/** The server's log is one of those of its nodes: read both ways, its requests would count twice. */
function areTheSame(one: ChosenLog['kind'], other: ChosenLog['kind']): boolean {
    return (one === 'server' && other === 'nodes') || (one === 'nodes' && other === 'server');
}

/** Whether more may come: not of what was read up to a certain time. */
function isGrowing({chosen, source}: Reading): boolean {
    return source.readMore !== undefined && !(chosen.kind === 'loki' && chosen.range.until !== undefined);
}

import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {basePath} from '../shared/host.ts';

import {startWorker} from './start_worker.ts';
import {LogError} from './worker_protocol.ts';

import type {ContextLine, LeakReport, LogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import type {ChosenLog, LogSnapshot, LogStoreApi} from './log_snapshot.ts';
import type {Access, Request, Told} from './worker_protocol.ts';

/** What the store needs of the page; a test brings its own. */
export interface LogStoreOptions {

    /** Gets what the log gives away whenever that changed, so that the list of tokens can show it. */
    onLeak?: (leak: LeakReport) => void;
    startWorker?: () => WorkerLike;
    access?: () => Access;
    page?: PageLike;
}

export interface WorkerLike {
    postMessage(message: Request): void;
    terminate(): void;
    onmessage: ((event: {data: Told}) => void) | null;
    onerror: ((event: {preventDefault(): void}) => void) | null;
}

/** Of the document: whether it is seen. */
export interface PageLike {
    readonly hidden: boolean;
    addEventListener(type: 'visibilitychange', listener: () => void): void;
    removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

const empty: LogSnapshot = {
    phase: 'empty', logs: [], filter: noLogFilter, view: null, stale: false, state_progress: null, following: 'off', following_problem: null, blindness: [], leak: null, detail: null,
};

interface Call {
    resolve: (value: ContextLine[] | Blob) => void;
    reject: (error: LogError) => void;
}

/** The Logs tab's state. The work is done in a worker, which starts with the first log and ends with `dispose`. */
export class LogStore implements LogStoreApi {
    readonly #options: Required<LogStoreOptions>;
    readonly #listeners = new Set<() => void>();
    readonly #calls = new Map<number, Call>();
    #snapshot = empty;
    #worker: WorkerLike | undefined;
    #asked = 0;
    #isWorking = false;
    #lastCall = 0;

    constructor(options: LogStoreOptions = {}) {
        this.#options = {onLeak: () => undefined, startWorker: () => startWorker() as unknown as WorkerLike, access: pageAccess, page: options.page ?? document, ...options};
    }

    readonly subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };

    readonly getSnapshot = (): LogSnapshot => this.#snapshot;

    add(logs: readonly ChosenLog[]): void {
        this.#send({type: 'add', logs});
    }

    cancel(): void {
        this.#worker?.postMessage({type: 'cancel'});
    }

    clear(): void {
        if (this.#worker) {
            this.#worker.postMessage({type: 'clear'});
        } else {
            this.#change({...empty, filter: this.#snapshot.filter});
        }
    }

    setFilter(filter: LogFilter): void {
        this.#asked++;
        this.#worker?.postMessage({type: 'filter', filter, asked: this.#asked});
        this.#change({filter, stale: this.#worker !== undefined && this.#snapshot.view !== null});
    }

    follow(on: boolean): void {
        if (on || this.#worker) {
            this.#send({type: 'follow', on});
        }
    }

    openIncident(key: string): void {
        this.#worker?.postMessage({type: 'open', key});
        if (key === '') {
            this.#change({detail: null});
        }
    }

    async contextOf(source: number, line: number): Promise<ContextLine[]> {
        return await this.#ask((call) => ({type: 'context', call, source, line})) as ContextLine[];
    }

    async exportEvents(format: 'csv' | 'json'): Promise<Blob> {
        return await this.#ask((call) => ({type: 'export', call, format})) as Blob;
    }

    dispose(): void {
        this.#end();
        this.#change(empty);
    }

    #ask(request: (call: number) => Request): Promise<ContextLine[] | Blob> {
        if (!this.#worker) {
            // Another one would not know what was read.
            return Promise.reject(new LogError({kind: 'worker'}));
        }
        return new Promise((resolve, reject) => {
            const call = ++this.#lastCall;
            this.#calls.set(call, {resolve, reject});
            this.#send(request(call));
        });
    }

    // The proof that a request is ours changes with every login, so it goes with each that may need it.
    #send(request: Request): void {
        const worker = this.#worker ?? this.#start();
        worker.postMessage({type: 'access', access: this.#options.access()});
        worker.postMessage(request);
    }

    #start(): WorkerLike {
        const worker = this.#options.startWorker();
        this.#worker = worker;
        worker.onmessage = ({data}) => this.#hear(data);
        worker.onerror = (event) => {
            event.preventDefault();
            this.#fail();
        };
        worker.postMessage({type: 'filter', filter: this.#snapshot.filter, asked: this.#asked});
        this.#options.page.addEventListener('visibilitychange', this.#tellVisible);
        this.#tellVisible();
        return worker;
    }

    readonly #tellVisible = (): void => {
        this.#worker?.postMessage({type: 'visible', visible: !this.#options.page.hidden});
    };

    #hear(told: Told): void {
        if (told.type === 'changed') {
            const {change} = told;
            this.#isWorking = change.stale ?? this.#isWorking;
            const view = change.view === undefined ? this.#snapshot.view : change.view;
            this.#change({...change, stale: view !== null && (this.#isWorking || told.asked !== this.#asked)});
            if (change.leak) {
                this.#options.onLeak(change.leak);
            }
            return;
        }
        const call = this.#calls.get(told.call);
        this.#calls.delete(told.call);
        if (told.type === 'answer') {
            call?.resolve(told.value);
        } else {
            call?.reject(new LogError(told.problem));
        }
    }

    // A worker that died took what it knew with it; what the page shows stays, and the next log starts another.
    #fail(): void {
        this.#end();
        const problem = {kind: 'worker'} as const;
        this.#change({phase: 'failed', stale: false, state_progress: null, following: 'off', following_problem: null, logs: this.#snapshot.logs.map((log) => ({...log, state: 'failed', problem}))});
    }

    #end(): void {
        this.#options.page.removeEventListener('visibilitychange', this.#tellVisible);
        this.#worker?.terminate();
        this.#worker = undefined;
        this.#isWorking = false;
        this.#calls.forEach(({reject}) => reject(new LogError({kind: 'worker'})));
        this.#calls.clear();
    }

    #change(change: Partial<LogSnapshot>): void {
        this.#snapshot = {...this.#snapshot, ...change};
        this.#listeners.forEach((listener) => listener());
    }
}

function pageAccess(): Access {
    return {url: basePath(), csrf: (/(?:^|;\s*)MMCSRF=([^;]+)/).exec(document.cookie)?.[1] ?? ''};
}

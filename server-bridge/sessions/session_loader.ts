import {toRestError} from '../rest/rest_error.ts';
import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';

import {parseTokenSessions} from './session.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {RestError} from '../rest/rest_error.ts';
import type {TokenSession} from './session.ts';

/** The server writes a session's last activity at most this often: of a session that is known, asking again sooner tells nothing new. */
export const SESSION_GRAIN_MS = 5 * 60_000;

/** So old an answer tells what one reads now: who reloads within this is shown it again. */
export const SESSION_FRESH_MS = 60_000;

export interface SessionProgress {

    /** Owners whose sessions are known, of all that are wanted. */
    done: number;
    total: number;
    running: boolean;

    /** Why it stopped before its end; undefined when it did not. */
    error: RestError | undefined;
}

export interface SessionLoaderOptions {
    onProgress?: () => void;

    /** Whether no session of theirs can begin or end within minutes: each token has what it can have. */
    isSettled?: (userId: string) => boolean;

    /** Ms since 1970. */
    now?: () => number;
}

/**
 * Asks for the sessions of owners, one call each, those in sight first. Nobody is asked about twice within a minute, nor,
 * in one round or while settled, within five. Ends when nothing is left, when stopped, or at the first RestError.
 */
export class SessionLoader {
    readonly #onProgress: () => void;
    readonly #isSettled: (userId: string) => boolean;
    readonly #now: () => number;
    readonly #answeredAt = new Map<string, number>();
    readonly #answeredInRound = new Set<string>();
    readonly #asking = new Set<string>();
    #first: string[] = [];
    #rest: string[] = [];
    #total = 0;
    #missing = 0;
    #abort: AbortController | undefined;
    #workers = 0;
    #error: RestError | undefined;

    constructor(
        private readonly client: RestClient,
        private readonly onSessions: (userId: string, sessions: TokenSession[]) => void,
        {onProgress = () => undefined, isSettled = () => true, now = Date.now}: SessionLoaderOptions = {},
    ) {
        this.#onProgress = onProgress;
        this.#isSettled = isSettled;
        this.#now = now;
    }

    get progress(): SessionProgress {
        return {done: this.#total - this.#missing, total: this.#total, running: this.#workers > 0, error: this.#error};
    }

    /** Takes over whose sessions are wanted; goes on asking unless stopped. */
    want(userIds: readonly string[]): void {
        this.#rest = userIds.filter((id) => !this.#isFresh(id)).reverse();
        this.#total = userIds.length;
        this.#missing = this.#rest.length;
        this.#goOn();
    }

    /** Asks for these next, as when their rows come into sight. */
    prefer(userIds: readonly string[]): void {
        this.#first = userIds.filter((id) => !this.#isFresh(id) && !this.#asking.has(id)).reverse();
        if (this.#first.length > 0) {
            this.#goOn();
        }
    }

    /** A new round begins, as when somebody reloads: a first use opens a session at once. */
    beginRound(): void {
        this.#answeredInRound.clear();
    }

    start(): void {
        this.#error = undefined;
        this.#abort = new AbortController();
        this.#work(this.#abort.signal);
    }

    /** Ends all requests; what is known stays known. */
    stop(): void {
        this.#abort?.abort();
    }

    #isFresh(userId: string): boolean {
        const age = this.#now() - (this.#answeredAt.get(userId) ?? -Infinity);

        // A clock that was set back says nothing of how old the answer is.
        return age >= 0 && (age < SESSION_FRESH_MS || (age < SESSION_GRAIN_MS && (this.#answeredInRound.has(userId) || this.#isSettled(userId))));
    }

    #goOn(): void {
        if (this.#abort && !this.#abort.signal.aborted) {
            this.#work(this.#abort.signal);
        }
    }

    #next(): string | undefined {
        for (let id = this.#first.pop() ?? this.#rest.pop(); id !== undefined; id = this.#first.pop() ?? this.#rest.pop()) {
            if (!this.#asking.has(id) && !this.#isFresh(id)) {
                return id;
            }
        }
        return undefined;
    }

    #work(signal: AbortSignal): void {
        const client = this.client.abortable(signal);
        while (this.#workers < DEFAULT_CONCURRENCY && this.#first.length + this.#rest.length > 0) {
            this.#workers++;
            void this.#ask(client, signal).finally(() => {
                this.#workers--;
                this.#onProgress();
            });
        }
    }

    async #ask(client: RestClient, signal: AbortSignal): Promise<void> {
        for (let id = this.#next(); id !== undefined; id = signal.aborted ? undefined : this.#next()) {
            this.#asking.add(id);
            try {
                const sessions = parseTokenSessions(await client.getSessions(id));
                this.#answeredAt.set(id, this.#now());
                this.#answeredInRound.add(id);
                this.#missing = Math.max(0, this.#missing - 1);
                this.onSessions(id, sessions);
                this.#onProgress();
            } catch (thrown) {
                const error = toRestError(thrown);
                this.#rest.push(id);
                if (error.kind !== 'aborted') {
                    this.#error = error;
                    this.#abort?.abort();
                }
            } finally {
                this.#asking.delete(id);
            }
        }
    }
}

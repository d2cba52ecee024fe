import {LokiError} from '../../../server-bridge/log_sources/loki_error.ts';
import {RestError} from '../../../server-bridge/rest/rest_error.ts';

import {problemOf} from './worker_protocol.ts';

import type {LokiErrorKind} from '../../../server-bridge/log_sources/loki_error.ts';
import type {sleep as realSleep} from '../../../server-bridge/rest/sleep.ts';
import type {Following, LogProblem} from './log_snapshot.ts';

/** The server reads its whole log for every request: it is asked at most this often, and at most this part of the time. */
const FOLLOW_EVERY_MS = 5000;
const FOLLOW_SHARE = 10;

/** What passes of what Loki fails with. */
const passing: ReadonlySet<LokiErrorKind> = new Set(['network', 'server', 'timeout', 'rate_limited']);

interface FollowerOptions {

    /** Reads on; resolves to how long it took, in ms, or to undefined where there is nothing to follow. What cannot pass ends the following. */
    round: (signal: AbortSignal) => Promise<number | undefined>;
    tell: (following: Following, problem?: LogProblem | null) => void;
    sleep: typeof realSleep;
}

/** Reads on every few seconds, for as long as it is on and the page is seen. */
export class Follower {
    #following: AbortController | undefined;
    #isVisible = true;
    #onVisible: () => void = () => undefined;

    constructor(private readonly options: FollowerOptions) {}

    get isOn(): boolean {
        return this.#following !== undefined;
    }

    start(): void {
        const abort = this.#following = new AbortController();
        this.options.tell('on');
        const end = (problem: LogProblem | null) => {
            if (this.#following === abort) {
                this.#following = undefined;
                this.options.tell('failed', problem);
            }
        };
        void this.#goOn(abort.signal).then(() => end(null), (error: unknown) => end(problemOf(error)));
    }

    stop(): void {
        if (this.#following) {
            this.#following.abort();
            this.#following = undefined;
            this.options.tell('off');
        }
    }

    setVisible(visible: boolean): void {
        this.#isVisible = visible;
        this.#onVisible();
    }

    /** Ends where there is nothing to follow. Throws what cannot pass, and AbortError. */
    async #goOn(signal: AbortSignal): Promise<void> {
        for (let took: number | undefined = 0; took !== undefined;) {
            await this.options.sleep(Math.max(FOLLOW_EVERY_MS, took * FOLLOW_SHARE), signal);
            await this.#untilVisible(signal);
            try {
                took = await this.options.round(signal);
                this.options.tell('on');
            } catch (error) {
                // The next round goes on where this one broke off.
                if (signal.aborted || !mayPass(error)) {
                    throw error;
                }
                this.options.tell('retrying', problemOf(error));
            }
        }
    }

    async #untilVisible(signal: AbortSignal): Promise<void> {
        if (this.#isVisible) {
            return;
        }
        this.options.tell('paused_hidden');
        await new Promise<void>((resolve) => {
            this.#onVisible = () => (this.#isVisible || signal.aborted) && resolve();
            signal.addEventListener('abort', () => resolve(), {once: true});
        });
        signal.throwIfAborted();
        this.options.tell('on');
    }
}

/** A server that is away, overloaded or starting anew may be back in the next round; a session or a right is not. */
function mayPass(error: unknown): boolean {
    return error instanceof LokiError ? passing.has(error.kind) : error instanceof RestError && (error.outcome_unknown || error.kind === 'rate_limited');
}

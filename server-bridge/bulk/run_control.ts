import type {RestErrorKind} from '../rest/rest_error.ts';

/** Why a run waits: somebody asked for it, or going on has no sense before something is put right. */
export type PauseReason = 'asked' | 'unauthorized' | 'forbidden' | 'network';

export type ControlState = {name: 'running' | 'cancelled' | 'left'} | {name: 'paused'; reason: PauseReason};

/** The reason to pause that a failure is; undefined when it concerns one token only. */
export function pauseReasonOf(kind: RestErrorKind): PauseReason | undefined {
    return kind === 'unauthorized' || kind === 'forbidden' || kind === 'network' ? kind : undefined;
}

/** The handle on a run under way: pause, resume, cancel, or leave it as it stands. What is under way is always finished. */
export class RunControl {
    #state: ControlState = {name: 'running'};
    readonly #listeners = new Set<() => void>();
    #resumed = 0;
    #waiting: Array<() => void> = [];
    #reading = new AbortController();

    get state(): ControlState {
        return this.#state;
    }

    /** How often it was resumed: a failure of before the last time is no reason to pause again. */
    get resumed(): number {
        return this.#resumed;
    }

    /** Calls `listener` after each change; returns what ends that. */
    subscribe(listener: () => void): () => void {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    /** No further step starts until `resume`. The first reason stands. */
    pause(reason: PauseReason = 'asked'): void {
        if (this.#state.name === 'running') {
            this.#set({name: 'paused', reason});
        }
    }

    resume(): void {
        if (this.#state.name === 'paused') {
            this.#resumed++;
            this.#set({name: 'running'});
        }
    }

    /** The rest is given up; the run ends with its outcome. */
    cancel(): void {
        if (this.#state.name !== 'left') {
            this.#set({name: 'cancelled'});
        }
    }

    /** The page closes: nothing further is done or asked, and the journal keeps the run open. */
    leave(): void {
        this.#set({name: 'left'});
        this.stopReading();
    }

    /** Outcomes are about to be read back: what `stopReading` ends, as a signal. */
    beginReading(): AbortSignal {
        this.#reading = new AbortController();
        return this.#reading.signal;
    }

    /** What has not been read back yet stays unknown. */
    stopReading(): void {
        this.#reading.abort();
    }

    /** A cancelled run starts anew with what it had given up. */
    restart(): void {
        if (this.#state.name === 'cancelled') {
            this.#set({name: 'running'});
        }
    }

    /** Resolves once the run is not paused: true to go on, false to end. */
    async mayGoOn(): Promise<boolean> {
        while (this.#state.name === 'paused') {
            await new Promise<void>((resolve) => this.#waiting.push(resolve));
        }
        return this.#state.name === 'running';
    }

    #set(state: ControlState): void {
        if (state.name === this.#state.name) {
            return;
        }
        this.#state = state;
        if (state.name !== 'paused') {
            this.#waiting.splice(0).forEach((go) => go());
        }
        this.#listeners.forEach((listener) => listener());
    }
}

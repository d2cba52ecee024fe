import type {sleep as realSleep} from '../../../server-bridge/rest/sleep.ts';
import type {Following} from './log_snapshot.ts';

/** The server reads its whole log for every request: it is asked at most this often, and at most this part of the time. */
const FOLLOW_EVERY_MS = 5000;
const FOLLOW_SHARE = 10;

interface FollowerOptions {

    /** Reads on; resolves to how long it took, in ms. What it throws ends the following. */
    round: (signal: AbortSignal) => Promise<number>;
    tell: (following: Following) => void;
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
        void this.#goOn(abort.signal).catch(() => {
            if (this.#following === abort) {
                this.#following = undefined;
                this.options.tell('failed');
            }
        });
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

    async #goOn(signal: AbortSignal): Promise<never> {
        for (let took = 0; ;) {
            await this.options.sleep(Math.max(FOLLOW_EVERY_MS, took * FOLLOW_SHARE), signal);
            await this.#untilVisible(signal);
            took = await this.options.round(signal);
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

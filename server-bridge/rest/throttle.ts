/** How many requests run at once by default; more brings nothing on a server's side (see docs/decisions). */
export const DEFAULT_CONCURRENCY = 8;

/**
 * Bounds how many requests run at once, and backs off as one when the server says 429:
 * half as many, none before `Retry-After`; then one more after each round that went well.
 */
export class Throttle {
    #limit: number;
    #running = 0;
    #succeeded = 0;
    #notBefore = 0;
    readonly #waiting: Array<() => void> = [];

    /** `now` in ms, by a clock that nobody sets: one set back by a day would make a second's rest last that day. */
    constructor(readonly max: number = DEFAULT_CONCURRENCY, private readonly now: () => number = () => performance.now()) {
        this.#limit = max;
    }

    /** Requests allowed at once just now. */
    get limit(): number {
        return this.#limit;
    }

    /** Ms until the server wants to hear from us again; 0 when it may be at once. */
    get pause_ms(): number {
        return Math.max(0, this.#notBefore - this.now());
    }

    /** Runs `task` when there is room. Rejects with what `task` throws. */
    async run<T>(task: () => Promise<T>): Promise<T> {
        if (this.#running >= this.#limit) {
            await new Promise<void>((resolve) => this.#waiting.push(resolve));
        } else {
            this.#running++;
        }
        try {
            const result = await task();
            this.#speedUp();
            return result;
        } finally {
            this.#leave();
        }
    }

    /** The server said 429 and wants `ms` of rest. */
    slowDown(ms: number): void {
        this.#limit = Math.max(1, Math.floor(this.#limit / 2));
        this.#succeeded = 0;
        this.#notBefore = Math.max(this.#notBefore, this.now() + ms);
    }

    #speedUp(): void {
        if (this.#limit < this.max && ++this.#succeeded >= this.#limit * 4) {
            this.#succeeded = 0;
            this.#limit++;
        }
    }

    // A leaving request hands its place to the next in line, or gives it up when the limit has shrunk.
    #leave(): void {
        this.#running--;
        while (this.#running < this.#limit) {
            const next = this.#waiting.shift();
            if (!next) {
                return;
            }
            this.#running++;
            next();
        }
    }
}

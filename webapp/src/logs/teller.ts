import type {Told, WorkerSnapshot} from './worker_protocol.ts';

/** More often than this nobody sees a difference. */
const TELL_EVERY_MS = 100;

type Change = Partial<WorkerSnapshot>;

/** Tells the page what changed: what matters at once, progress now and then. What waits goes with what does not. */
export class Teller {
    asked = 0;
    #waiting: Array<Change | (() => Change)> = [];
    #toldAt = -Infinity;
    #timer: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly tell: (told: Told) => void, private readonly now: () => number) {}

    /** A change that is costly to put together is given as a function, called when it is told. */
    change(change: Change | (() => Change), atOnce = false): void {
        this.#waiting = typeof change === 'function' && this.#waiting.at(-1) instanceof Function ? [...this.#waiting.slice(0, -1), change] : [...this.#waiting, change];
        const rest = this.#toldAt + TELL_EVERY_MS - this.now();
        if (atOnce || rest <= 0) {
            this.#flush();
        } else {
            this.#timer ??= setTimeout(() => this.#flush(), rest);
        }
    }

    #flush(): void {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#toldAt = this.now();
        const changes = this.#waiting.splice(0).map((change) => (typeof change === 'function' ? change() : change));
        this.tell({type: 'changed', change: Object.assign({}, ...changes) as Change, asked: this.asked});
    }
}

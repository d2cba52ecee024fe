import type {TokenEvent} from './token_event.ts';

/** Which stretch of the server's audits has been read. Times are ms since 1970 by the server's clock. */
export interface Reach {

    /** The newest audit there was when reading began; undefined before, and on a server without audits. */
    newest?: number;

    /** Every audit later than this, up to `newest`, has been read. Undefined before the first answer. */
    back_to?: number;

    /** The server has no older audits than those read. */
    complete: boolean;

    /** More audits share one millisecond than two pages can overlap by (about 100): some of those may be missing. */
    may_miss: boolean;
}

/** Where the next, older page is looked for. Only a hint: rows shift while new audits arrive. */
export interface Position {

    /** How many audits are newer, when last seen. */
    offset: number;

    /** How many of the last audits read share the oldest time read. */
    ties: number;
}

/** The token events read so far, each once, and how far they reach. Changed in place by `loadTokenEvents`. */
export class TokenEventLog {
    reach: Reach = {complete: false, may_miss: false};
    position: Position = {offset: 0, ties: 0};
    readonly #events = new Map<string, TokenEvent>();
    #sorted: readonly TokenEvent[] | undefined = [];

    /** Newest first; another array after every change. */
    get events(): readonly TokenEvent[] {
        this.#sorted ??= [...this.#events.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
        return this.#sorted;
    }

    /** Takes in events, whatever their order; those that are there already change nothing. */
    add(events: Iterable<TokenEvent>): void {
        for (const event of events) {
            if (!this.#events.has(event.id)) {
                this.#events.set(event.id, event);
                this.#sorted = undefined;
            }
        }
    }
}

import type {Draft, Role} from './classify.ts';
import type {LogEvent} from './event.ts';

/** The lines of one request stand close together: an event still open after this many others is complete. */
const OPEN_EVENTS = 2000;

/** A dead credential's first line and the refusal that follows are written by the same function. */
export const SAME_REQUEST_MS = 5000;

/**
 * Puts together the lines that one request wrote and hands on each event once, in the order of their first lines.
 * Lines belong together by their request id; "Invalid session", which has none, belongs to the next refusal of the same
 * credential. Holds a bounded number of open events.
 */
export class EventAssembler {
    readonly #open: LogEvent[] = [];
    readonly #byRequest = new Map<string, LogEvent>();
    readonly #waiting = new Map<string, LogEvent[]>();
    #first = 0;

    constructor(private readonly emit: (event: LogEvent) => void) {}

    add({role, event}: Draft, source: number, line: number): void {
        const earlier = (event.request_id && this.#byRequest.get(event.request_id)) || this.#takeWaiting(role, event);
        if (earlier) {
            mergeEvents(earlier, event, role);
            this.#remember(earlier);
            return;
        }
        event.source = source;
        event.line = line;
        this.#open.push(event);
        this.#remember(event);
        if (role === 'invalid_session' && event.fingerprint) {
            const waiting = this.#waiting.get(event.fingerprint);
            if (waiting) {
                waiting.push(event);
            } else {
                this.#waiting.set(event.fingerprint, [event]);
            }
        }
        if (this.#open.length - this.#first > OPEN_EVENTS) {
            this.#closeFirst();
        }
    }

    /** What was not handed on yet, because later lines may belong to it. */
    get open(): readonly LogEvent[] {
        return this.#open.slice(this.#first);
    }

    /** Hands on everything that is still open. */
    end(): void {
        while (this.#first < this.#open.length) {
            this.#closeFirst();
        }
    }

    #remember(event: LogEvent): void {
        if (event.request_id) {
            this.#byRequest.set(event.request_id, event);
        }
    }

    #takeWaiting(role: Role, {fingerprint, status, at}: LogEvent): LogEvent | undefined {
        if (role !== 'error' || status !== 401 || !fingerprint) {
            return undefined;
        }
        const waiting = this.#waiting.get(fingerprint) ?? [];
        const event = waiting.at(-1);
        if (!event || (at !== null && event.at !== null && Math.abs(at - event.at) > SAME_REQUEST_MS)) {
            return undefined;
        }
        waiting.pop();
        return event;
    }

    #closeFirst(): void {
        const event = this.#open[this.#first++];
        if (!event) {
            return;
        }
        if (event.request_id) {
            this.#byRequest.delete(event.request_id);
        }
        const waiting = event.fingerprint ? this.#waiting.get(event.fingerprint)?.filter((other) => other !== event) : undefined;
        if (event.fingerprint && waiting) {
            if (waiting.length > 0) {
                this.#waiting.set(event.fingerprint, waiting);
            } else {
                this.#waiting.delete(event.fingerprint);
            }
        }
        this.emit(event);

        // Forgets what was handed on, now and then instead of each time.
        if (this.#first >= OPEN_EVENTS) {
            this.#open.splice(0, this.#first);
            this.#first = 0;
        }
    }
}

/** Adds what `later` tells of the request: an earlier line knows the cause, a later one the rest; the request's last line repeats the status without a cause. */
export function mergeEvents(event: LogEvent, later: LogEvent, role: Role): void {
    if (role === 'error' && event.status !== null && later.status !== null && later.status !== event.status) {
        event.status = later.status;
        event.reason = later.reason;
    }
    event.at ??= later.at;
    event.status ??= later.status;
    event.request_id ??= later.request_id;
    event.ip ??= later.ip;
    event.path ??= later.path;
    event.method ??= later.method;
    event.user_id ??= later.user_id;
    event.fingerprint ??= later.fingerprint;
    event.is_login_session ||= later.is_login_session;
    event.is_plain ||= later.is_plain;
    if (later.mentions.length > 0) {
        event.mentions = [...new Set([...event.mentions, ...later.mentions])];
    }
}

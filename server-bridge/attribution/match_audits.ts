import type {LogEvent} from '../log/event.ts';
import type {Knowledge} from './knowledge.ts';

/** The server writes a request's audit rows and its log line within this time, ms, on one clock. */
const TOGETHER_MS = 25;

/** Sessions that may have made a request, out of audit rows that fit it. */
export interface MatchedSessions {
    session_ids: string[];

    /** Every request that fits has a row of its failure, and all rows name one session: it can have been no other. */
    is_certain: boolean;
    source: string;
}

interface Fit {
    at: number;
    session_id: string;
    status_code: number | null;

    /** Says that the request failed. A row of the table mostly says nothing, for a request that succeeded as well. */
    is_failure: boolean;
    source: 'file' | 'table';
}

/**
 * Finds the session behind a request by the audit rows the same request wrote. They name no request id, so a row fits
 * by user, address, path and moment; two requests so alike that either may own a row are told apart only when it makes
 * no difference.
 */
export class AuditMatcher {
    readonly #fits = new Map<string, Fit[]>();
    readonly #events = new Map<string, number[]>();

    constructor({records, state}: Knowledge, events: readonly LogEvent[]) {
        for (const {user_id, ip, path, at, session_id, status_code, succeeded} of records) {
            if (session_id && !succeeded) {
                this.#add(`${user_id} ${ip} ${path}`, {at, session_id, status_code, is_failure: status_code !== null, source: 'file'});
            }
        }
        for (const {user_id, ip_address, action, create_at, session_id, extra_info} of state.audits) {
            if (session_id && !extra_info.startsWith('success')) {
                this.#add(`${user_id} ${ip_address} ${action}`, {at: create_at, session_id, status_code: null, is_failure: extra_info.startsWith('fail'), source: 'table'});
            }
        }
        for (const event of events) {
            const key = keyOf(event);
            if (key && event.at !== null) {
                const times = this.#events.get(key);
                if (times) {
                    times.push(event.at);
                } else {
                    this.#events.set(key, [event.at]);
                }
            }
        }
        this.#fits.forEach((fits) => fits.sort((a, b) => a.at - b.at));
        this.#events.forEach((times) => times.sort((a, b) => a - b));
    }

    /** The sessions that may have made the request of `event`; undefined when no audit row fits. */
    match(event: LogEvent): MatchedSessions | undefined {
        const key = keyOf(event);
        if (!key || event.at === null) {
            return undefined;
        }
        const at = event.at;
        const near = between(this.#fits.get(key) ?? [], (fit) => fit.at, at - TOGETHER_MS, at + TOGETHER_MS).
            filter((fit) => fit.status_code === null || fit.status_code === event.status);
        if (near.length === 0) {
            return undefined;
        }
        const session_ids = [...new Set(near.map((fit) => fit.session_id))];
        const requests = between(this.#events.get(key) ?? [], (time) => time, at - TOGETHER_MS, at + TOGETHER_MS).length;
        const rows = Math.max(...(['file', 'table'] as const).map((source) => near.filter((fit) => fit.is_failure && fit.source === source).length));
        return {
            session_ids,
            is_certain: session_ids.length === 1 && rows >= requests,
            source: near[0]?.source === 'file' ? 'the audit file' : 'the audits',
        };
    }

    #add(key: string, fit: Fit): void {
        const fits = this.#fits.get(key);
        if (fits) {
            fits.push(fit);
        } else {
            this.#fits.set(key, [fit]);
        }
    }
}

function keyOf({user_id, ip, path}: LogEvent): string | undefined {
    return user_id && ip && path ? `${user_id} ${ip} ${path}` : undefined;
}

function between<T>(sorted: readonly T[], timeOf: (item: T) => number, from: number, to: number): T[] {
    let low = 0;
    for (let high = sorted.length; low < high;) {
        const middle = (low + high) >> 1;
        if (timeOf(sorted[middle] as T) < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const found: T[] = [];
    for (let i = low; i < sorted.length && timeOf(sorted[i] as T) <= to; i++) {
        found.push(sorted[i] as T);
    }
    return found;
}

import {fingerprintOf} from '../log/fingerprint.ts';

import {LokiLines} from './loki_lines.ts';
import {narrowed, selectorOf} from './loki_query.ts';
import {ShardReader} from './loki_shards.ts';

import type {LogInput} from '../log/scan_files.ts';
import type {Gap, LogSource, TimeRange} from './log_source.ts';
import type {Entry, LokiClient, Stretch} from './loki_client.ts';

export interface LokiOptions {

    /** The streams, in LogQL. Throws where it is no selection of lines. */
    query?: string | undefined;

    /** Takes every line, for comparison: all of it comes here to be thrown away. */
    everything?: boolean;
    now?: () => number;

    /** Up to when it has read, in ms since 1970. */
    onReach?: (at: number) => void;
}

export const DEFAULT_QUERY = '{app="mattermost"}';

const MS = 1_000_000n;

/** No Mattermost wrote a log before its first release. */
const FIRST = Date.UTC(2015, 9, 2);

/** Shippers may stamp lines when they come by, and clocks differ: a line's own time decides later whether it is wanted. */
const EARLIER_MS = 60_000;
const LATER_MS = 300_000;

/** Lines that arrive late are found by looking once more at what was read already. */
const OVERLAP_MS = 60_000;

/** Reads from Grafana Loki the lines that a scan makes anything of, as one log over all nodes. `read` throws LokiError. */
export class LokiSource implements LogSource {
    readonly name = 'Loki';
    readonly #gaps: Gap[] = [];
    readonly #query: string;
    readonly #selector: string;
    readonly #now: () => number;

    /** Up to where it was read, and what was read of the last minute of that: the time of each line by its fingerprint. */
    #readTo: bigint;
    #rememberFrom: bigint;
    readonly #seen = new Map<string, bigint>();

    constructor(private readonly client: LokiClient, private readonly options: LokiOptions = {}) {
        const {query = DEFAULT_QUERY, everything = false, now = Date.now} = options;
        const selector = selectorOf(query);
        if (selector === undefined) {
            throw new TypeError('A Loki query begins with the streams to read, such as {app="mattermost"}.');
        }
        this.#query = everything ? query : narrowed(query);
        this.#selector = selector;
        this.#now = now;
        this.#readTo = BigInt(now()) * MS;
        this.#rememberFrom = this.#readTo;
    }

    get gaps(): readonly Gap[] {
        return joined(this.#gaps);
    }

    async* read({since = FIRST, until}: TimeRange, signal: AbortSignal): AsyncGenerator<LogInput> {
        const now = this.#now();
        const from = BigInt(Math.max(0, Math.floor(since) - EARLIER_MS)) * MS;
        const to = BigInt(Math.ceil(until ?? now) + LATER_MS) * MS;
        this.#seen.clear();
        this.#rememberFrom = BigInt(now - OVERLAP_MS) * MS;
        yield {name: this.#inputName, bytes: this.#bytes({from, to}, signal)};
        this.#readTo = BigInt(now) * MS;
    }

    async* readMore(signal: AbortSignal): AsyncGenerator<LogInput> {
        const now = this.#now();
        const from = this.#readTo - (BigInt(OVERLAP_MS) * MS);
        this.#rememberFrom = from;
        for (const [key, at] of this.#seen) {
            if (at < from) {
                this.#seen.delete(key);
            }
        }
        yield {name: this.#inputName, bytes: this.#bytes({from, to: BigInt(now + LATER_MS) * MS}, signal)};
        this.#readTo = BigInt(now) * MS;
    }

    get #inputName(): string {
        return `Loki ${this.#selector}`;
    }

    async* #bytes(stretch: Stretch, signal: AbortSignal): AsyncGenerator<Uint8Array> {
        const shards = new ShardReader({
            client: this.client, query: this.#query, selector: this.#selector, signal,
            onGap: (gap) => this.#gaps.push(gap),
        });
        const lines = new LokiLines();
        for await (const page of shards.read(stretch)) {
            const fresh = this.#unseen(page);
            if (fresh.length > 0) {
                yield lines.page(fresh);
            }
            this.options.onReach?.(Number((page.at(-1)?.at ?? 0n) / MS));
        }
        const rest = lines.end();
        if (rest.length > 0) {
            yield rest;
        }
    }

    // By fingerprint, since a line may hold a secret.
    #unseen(page: readonly Entry[]): Entry[] {
        return page.filter(({at, stream, line}) => {
            if (at < this.#rememberFrom) {
                return true;
            }
            const key = fingerprintOf(`${at} ${stream} ${line}`);
            const isNew = !this.#seen.has(key);
            this.#seen.set(key, at);
            return isNew;
        });
    }
}

/** Stretches that touch, and were left out for the same reason, as one. */
function joined(gaps: readonly Gap[]): Gap[] {
    const result: Gap[] = [];
    const start = (gap: Gap) => (gap.kind === 'unread' ? gap.since : 0);
    for (const gap of [...gaps].sort((a, b) => start(a) - start(b))) {
        const last = result.at(-1);
        if (last?.kind === 'unread' && gap.kind === 'unread' && last.why === gap.why && gap.since <= last.until) {
            result[result.length - 1] = {...last, until: Math.max(last.until, gap.until)};
        } else {
            result.push(gap);
        }
    }
    return result;
}

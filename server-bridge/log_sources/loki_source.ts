import {fingerprintOf} from '../log/fingerprint.ts';
import {InputError} from '../log/input_error.ts';

import {LokiLines} from './loki_lines.ts';
import {narrowed, selectorOf} from './loki_query.ts';
import {ShardReader} from './loki_shards.ts';
import {LokiTail} from './loki_tail.ts';

import type {LogInput} from '../log/scan_files.ts';
import type {Gap, LogSource, TimeRange} from './log_source.ts';
import type {Entry, LokiClient, Stretch} from './loki_client.ts';
import type {LokiError} from './loki_error.ts';
import type {ShardOptions, Unread} from './loki_shards.ts';

export interface LokiOptions {

    /** The streams, in LogQL. Throws where it is no selection of lines. */
    query?: string | undefined;

    /** Takes every line, for comparison: all of it comes here to be thrown away. */
    everything?: boolean;
    now?: () => number;

    /** Up to when it has read, in ms since 1970. */
    onReach?: (at: number) => void;
}

interface Following {
    signal: AbortSignal;
    tail: LokiTail | undefined;

    /** How often the tail brought a line, by its fingerprint: what a query brought as well comes by it once more. */
    heard: Map<string, number>;
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

/**
 * Reads from Grafana Loki the lines that a scan makes anything of, as one log over all nodes. Both ways to read throw
 * LokiError; `readMore` also where a stretch could not be read that the next one will begin with.
 */
export class LokiSource implements LogSource {
    readonly name = 'Loki';
    readonly #gaps: Gap[] = [];
    readonly #query: string;
    readonly #selector: string;
    readonly #now: () => number;

    /** Up to where it was read, and what was read of the last minute of that: when each line was, and how often, by its fingerprint. */
    #readTo: bigint;
    #rememberFrom: bigint;
    readonly #seen = new Map<string, {at: bigint; times: number}>();
    #following: Following | undefined;

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
        for (const [key, {at}] of this.#seen) {
            if (at < from) {
                this.#seen.delete(key);
                this.#following?.heard.delete(key);
            }
        }
        const entries = this.#following?.signal === signal ? this.#following.tail?.take() : undefined;
        if (entries) {
            yield {name: this.#inputName, bytes: this.#bytesOf([entries], this.#following?.heard)};
            this.#readTo = BigInt(now) * MS;
            return;
        }
        await this.#listen(signal);
        const missed: Array<{since: number; error: LokiError}> = [];
        const onGap = (gap: Unread, error?: LokiError) => (error ? missed.push({since: gap.since, error}) : this.#gaps.push(gap));
        yield {name: this.#inputName, bytes: this.#bytes({from, to: BigInt(now + LATER_MS) * MS}, signal, onGap)};
        const [first] = missed.sort((a, b) => a.since - b.since);
        if (!first) {
            this.#readTo = BigInt(now) * MS;
            return;
        }

        // Never back: what was read before the overlap is not remembered. What a tail brought is asked for with the rest.
        const start = BigInt(Math.min(now, first.since)) * MS;
        this.#readTo = start > this.#readTo ? start : this.#readTo;
        this.#following?.tail?.close();
        throw first.error;
    }

    // Listens before it asks, so that nothing falls in between. Where there is no listening it is not tried again.
    async #listen(signal: AbortSignal): Promise<void> {
        if (this.#following?.signal !== signal || this.#following.tail) {
            const tail = await LokiTail.open(this.client, this.#query, BigInt(this.#now()) * MS, signal);
            this.#following = {signal, tail, heard: new Map()};
        }
    }

    // What comes out of Loki are single lines: their neighbours stay there.
    async* readFrom(name: string): AsyncGenerator<Uint8Array> {
        throw new InputError('not_kept', name);
    }

    get #inputName(): string {
        return `Loki ${this.#selector}`;
    }

    #bytes(stretch: Stretch, signal: AbortSignal, onGap: ShardOptions['onGap'] = (gap) => this.#gaps.push(gap)): AsyncGenerator<Uint8Array> {
        const shards = new ShardReader({client: this.client, query: this.#query, selector: this.#selector, signal, onGap});
        return this.#bytesOf(shards.read(stretch));
    }

    async* #bytesOf(pages: AsyncIterable<Entry[]> | Iterable<Entry[]>, times = new Map<string, number>()): AsyncGenerator<Uint8Array> {
        const lines = new LokiLines();
        for await (const page of pages) {
            const fresh = page.filter((entry) => this.#isNew(entry, times));
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

    // The same line of one moment may come from several nodes: it is new when it came more often by one way, counted in
    // `times`, than by any before. By its fingerprint, since it may hold a secret; without its stream, which a tail
    // describes in other words than a query.
    #isNew({at, line}: Entry, times: Map<string, number>): boolean {
        if (at < this.#rememberFrom) {
            return true;
        }
        const key = fingerprintOf(`${at} ${line}`);
        const seen = this.#seen.get(key)?.times ?? 0;
        const time = (times.get(key) ?? 0) + 1;
        times.set(key, time);
        if (time > seen) {
            this.#seen.set(key, {at, times: time});
        }
        return time > seen;
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

import {LokiError} from './loki_error.ts';

import type {Gap} from './log_source.ts';
import type {Entry, LokiClient, Stretch} from './loki_client.ts';

export interface ShardOptions {
    client: LokiClient;

    /** The whole query, and its streams alone. */
    query: string;
    selector: string;
    signal: AbortSignal;

    /** Hears what is left out; with an error where it may be had another time. */
    onGap: (gap: Unread, passing?: LokiError) => void;

    /** How many lines are asked for at once: Loki's own limit, by default 5,000, and fewer where it says so. */
    limit?: number;
}

export type Unread = Extract<Gap, {kind: 'unread'}>;

interface Shard extends Stretch {
    limit?: number;
    read?: Promise<Outcome>;
}

/** What a shard gave: its lines so far, and what is left of it, in order. */
interface Outcome {
    entries: Entry[];
    rest: Shard[];
}

const MS = 1_000_000n;
const HOUR = 3_600_000n * MS;
const WEEK = 168n * HOUR;

/** A shard's lines are selected within a second or so, and fit into one answer where one line in a hundred is. */
const SHARD_BYTES = 64 << 20;

/** Where there is more than so many shards' worth, the index is asked about so many parts. */
const CLOSER = 8;

/** No hour holds more, whatever the index says. */
const MOST_SHARDS = 1000;
const MOST_LINES = 5000;
const FEWEST_LINES = 8;
const MOST_PIECES = 16;
const ATTEMPTS = 5;

/** So many failures in a row are no matter of how much was asked for. */
const HOPELESS = 8;

/**
 * The lines of a stretch of time in order of time, page by page. Reads several shards at once and holds twice as many
 * pages at most; what Loki does not give in one answer is asked for in smaller ones. Throws LokiError and AbortError.
 */
export class ShardReader {
    #limit: number;
    #failures = 0;

    /** Longer than this, Loki has said, a query may not reach. */
    #longest = 721n * HOUR;

    constructor(private readonly options: ShardOptions) {
        this.#limit = options.limit ?? MOST_LINES;
    }

    async* read(stretch: Stretch): AsyncGenerator<Entry[]> {
        const stop = new AbortController();
        const signal = AbortSignal.any([this.options.signal, stop.signal]);
        const plan = this.#plan(stretch, signal);
        const shards: Shard[] = [];
        const most = this.options.client.parallel * 2;
        try {
            for (let planned = true; planned || shards.length > 0;) {
                while (planned && shards.length < most) {
                    const next = await plan.next();
                    planned = !next.done;
                    shards.push(...next.done ? [] : [next.value]);
                }
                this.#start(shards, most, signal);
                const outcome = await shards.shift()?.read;
                shards.unshift(...outcome?.rest ?? []);
                if (outcome && outcome.entries.length > 0) {
                    yield outcome.entries;
                }
            }
        } finally {
            stop.abort();
        }
    }

    #start(shards: readonly Shard[], most: number, signal: AbortSignal): void {
        let started = shards.filter((shard) => shard.read).length;
        for (const [i, shard] of shards.entries()) {
            // The first is read in any case: everything else waits for it.
            if (!shard.read && (i === 0 || started < most)) {
                shard.read = this.#readShard(shard, signal);
                started++;

                // Whoever reads it hears of its failure; until then nobody may.
                shard.read.catch(() => undefined);
            }
        }
    }

    // A week at a time, so that nothing is asked of years in which there was no log.
    async* #plan({from, to}: Stretch, signal: AbortSignal): AsyncGenerator<Shard> {
        for (let start = from; start < to; start += WEEK) {
            yield* this.#planAs({from: start, to: least(start + WEEK, to)}, signal);
        }
    }

    // Asks the index how much there is, more closely where there is much: days are busier than nights.
    async* #planAs(stretch: Stretch, signal: AbortSignal): AsyncGenerator<Shard> {
        const bytes = await this.#bytesIn(stretch, signal);
        if (bytes === undefined) {
            yield* piecesOf(stretch, ceilDivide(stretch.to - stretch.from, HOUR));
        } else if (bytes > SHARD_BYTES * CLOSER && stretch.to - stretch.from > HOUR) {
            for (const piece of piecesOf(stretch, BigInt(CLOSER))) {
                yield* this.#planAs(piece, signal);
            }
        } else {
            yield* piecesOf(stretch, BigInt(Math.min(MOST_SHARDS, Math.ceil(bytes / SHARD_BYTES))));
        }
    }

    async #bytesIn(stretch: Stretch, signal: AbortSignal): Promise<number | undefined> {
        const {client, selector} = this.options;
        try {
            return await client.bytesIn(selector, stretch, signal);
        } catch (error) {
            // Not every index can tell.
            if (error instanceof LokiError && (client.hasAnswered || !isFinal(error))) {
                return undefined;
            }
            throw error;
        }
    }

    async #readShard(shard: Shard, signal: AbortSignal): Promise<Outcome> {
        if (shard.to - shard.from > this.#longest) {
            return {entries: [], rest: halves(shard)};
        }
        const {client, query} = this.options;
        const limit = Math.min(this.#limit, shard.limit ?? Infinity);
        try {
            const entries = await client.lines(query, shard, limit, signal, this.#failures < HOPELESS ? ATTEMPTS : 1);
            this.#failures = 0;
            return entries.length < limit ? {entries, rest: []} : this.#goOn(shard, entries);
        } catch (error) {
            if (error instanceof LokiError) {
                return this.#askForLess(shard, limit, error);
            }
            throw error;
        }
    }

    // A full page may end within one moment, so that moment is read again with what follows.
    #goOn(shard: Shard, entries: Entry[]): Outcome {
        const last = entries.reduce((latest, {at}) => (at > latest ? at : latest), shard.from);
        const kept = entries.filter(({at}) => at < last);
        if (kept.length === 0) {
            this.#leaveOut({from: last, to: last + 1n}, `it holds ${entries.length} or more lines of one and the same moment, which is as many as Loki gives at once`);
            return {entries, rest: last + 1n < shard.to ? [{...shard, from: last + 1n, read: undefined}] : []};
        }
        const left = {from: last, to: shard.to};
        const expected = (BigInt(kept.length) * (left.to - left.from)) / (last - shard.from || 1n);
        const pieces = least(BigInt(MOST_PIECES), 1n + ((expected * 3n) / (BigInt(entries.length) * 2n)));
        return {entries: kept, rest: [...piecesOf(left, pieces)].map((piece) => ({...piece, ...shard.limit ? {limit: shard.limit} : {}}))};
    }

    #askForLess(shard: Shard, limit: number, error: LokiError): Outcome {
        switch (error.kind) {
        case 'limit_too_high':
            if (limit > 1) {
                this.#limit = Math.min(this.#limit, Math.max(1, error.most !== undefined && error.most < limit ? error.most : limit >> 1));
                return {entries: [], rest: [{from: shard.from, to: shard.to}]};
            }
            break;
        case 'answer_too_large':
            if (limit > FEWEST_LINES) {
                return {entries: [], rest: [{from: shard.from, to: shard.to, limit: limit >> 2}]};
            }
            break;
        case 'range_too_large':
            this.#longest = /time range/.test(error.message) ? least(this.#longest, shard.to - shard.from - 1n) : this.#longest;
            break;
        case 'timeout':
        case 'server':
        case 'network':
        case 'rate_limited':
            if (!this.options.client.hasAnswered) {
                throw error;
            }
            if (++this.#failures >= HOPELESS || error.kind === 'network' || error.kind === 'rate_limited') {
                this.#leaveOut(shard, error.message, error);
                return {entries: [], rest: []};
            }
            break;
        default:
            throw error;
        }
        if (shard.to - shard.from <= MS) {
            this.#leaveOut(shard, error.message);
            return {entries: [], rest: []};
        }
        return {entries: [], rest: halves(shard)};
    }

    #leaveOut({from, to}: Stretch, why: string, passing?: LokiError): void {
        this.options.onGap({kind: 'unread', name: `Loki ${this.options.selector}`, since: Number(from / MS), until: Number(ceilDivide(to, MS)), why}, passing);
    }
}

/** Whether an error will be the same for every stretch of time. */
function isFinal({kind}: LokiError): boolean {
    return kind === 'unauthorized' || kind === 'network' || kind === 'timeout';
}

function halves({from, to, limit}: Shard): Shard[] {
    return [...piecesOf({from, to}, 2n)].map((piece) => ({...piece, ...limit ? {limit} : {}}));
}

function* piecesOf({from, to}: Stretch, count: bigint): Generator<Stretch> {
    const length = ceilDivide(to - from, count > 0n ? count : 1n);
    for (let start = from; start < to; start += length) {
        yield {from: start, to: least(start + length, to)};
    }
}

function least(a: bigint, b: bigint): bigint {
    return a < b ? a : b;
}

function ceilDivide(a: bigint, b: bigint): bigint {
    return (a + b - 1n) / b;
}

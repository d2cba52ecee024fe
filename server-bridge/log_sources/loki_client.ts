import * as v from 'valibot';

import {sleep} from '../rest/sleep.ts';
import {Throttle} from '../rest/throttle.ts';

import {errorOfLoki, LokiError} from './loki_error.ts';

/** Where a Loki is, and who asks. */
export interface LokiAccess {

    /** Its address, before `/loki/api/v1/…`. */
    url: string;
    username?: string | undefined;
    password?: string | undefined;
    bearer_token?: string | undefined;

    /** The tenant, sent as `X-Scope-OrgID`. */
    org_id?: string | undefined;
}

/** One line of a stream; `at` is Loki's time for it in ns since 1970. */
export interface Entry {
    at: bigint;

    /** Its stream's labels, as JSON. */
    stream: string;
    line: string;
}

/** Ns since 1970: from `from` to before `to`. */
export interface Stretch {
    from: bigint;
    to: bigint;
}

/** What reading has cost so far. */
export interface LokiCost {
    requests: number;

    /** Bytes of answers. */
    bytes: number;

    /** Bytes of log that Loki says it looked through. */
    looked_through: number;
}

export interface LokiClientOptions {

    /** Requests at once. */
    parallel?: number;
    fetch?: typeof fetch;

    /** Opens a WebSocket to an http address; without it nothing is listened to. */
    openSocket?: ((url: string) => TailSocket) | undefined;
    now?: () => number;
}

/** Of a browser's WebSocket, what listening needs. */
export interface TailSocket {
    addEventListener(type: 'open' | 'close', listener: () => void): void;
    addEventListener(type: 'message', listener: (event: {data: unknown}) => void): void;
    close(): void;
}

const DEFAULT_PARALLEL = 4;

/** Longer than Loki's own limit for a query, a minute by default. */
const ANSWER_WITHIN_MS = 120_000;

/** Lines that Loki has waiting for a tail when it opens. */
const MOST_OF_TAIL = 5000;

/** Ten times what 5,000 lines of the server's log come to. */
const LARGEST_ANSWER = 16 << 20;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** Whoever asks for a longer rest is asked again after this one. */
const LONGEST_REST_MS = 60_000;

// A check and no copy: there are thousands of them in an answer.
const lineSchema = v.custom<[at: string, line: string]>((value) => Array.isArray(value) && typeof value[0] === 'string' && (/^\d{1,20}$/).test(value[0]) && typeof value[1] === 'string');
const streamsSchema = v.array(v.object({stream: v.record(v.string(), v.string()), values: v.array(lineSchema)}));
const linesSchema = v.object({
    status: v.literal('success'),
    data: v.object({
        resultType: v.literal('streams'),
        result: streamsSchema,
        stats: v.optional(v.object({summary: v.optional(v.object({totalBytesProcessed: v.optional(v.pipe(v.number(), v.finite()))}))})),
    }),
});
const tailSchema = v.object({streams: v.optional(v.nullable(streamsSchema)), dropped_entries: v.optional(v.nullable(v.array(v.unknown())))});
const statsSchema = v.object({bytes: v.pipe(v.number(), v.finite(), v.minValue(0))});

/** Loki over HTTP. Every call throws LokiError, and an AbortError when `signal` is. */
export class LokiClient {
    readonly cost: LokiCost = {requests: 0, bytes: 0, looked_through: 0};
    readonly parallel: number;

    /** Whether Loki has answered at all: what fails before is a mistake in the address or the credentials. */
    hasAnswered = false;
    readonly #throttle: Throttle;
    readonly #fetch: typeof fetch;
    readonly #openSocket: LokiClientOptions['openSocket'];
    readonly #now: () => number;

    constructor(private readonly access: LokiAccess, {parallel = DEFAULT_PARALLEL, fetch: given = (input, init) => fetch(input, init), openSocket, now = Date.now}: LokiClientOptions = {}) {
        this.parallel = parallel;
        this.#throttle = new Throttle(parallel);
        this.#fetch = given;
        this.#openSocket = openSocket;
        this.#now = now;
    }

    /** At most `limit` lines, the earliest ones. `attempts` is how often it is tried when nothing is wrong with the query. */
    async lines(query: string, {from, to}: Stretch, limit: number, signal: AbortSignal, attempts: number): Promise<Entry[]> {
        const params = {query, start: String(from), end: String(to), limit: String(limit), direction: 'forward'};
        const {data} = parse(linesSchema, await this.#get('query_range', params, signal, attempts));
        this.cost.looked_through += data.stats?.summary?.totalBytesProcessed ?? 0;
        return entriesOf(data.result);
    }

    /**
     * What comes in from `from` on, in ns since 1970: each message is one for `parseTail`. Undefined where there are no
     * WebSockets, or where it would have to say who asks: they take no headers.
     */
    openTail(query: string, from: bigint): TailSocket | undefined {
        const {username, bearer_token, org_id} = this.access;
        if (username || bearer_token || org_id) {
            return undefined;
        }
        return this.#openSocket?.(this.#address('tail', {query, start: String(from), limit: String(MOST_OF_TAIL)}));
    }

    /** About how many bytes of log there are in a stretch, from the index alone. `selector` has no filters. */
    async bytesIn(selector: string, {from, to}: Stretch, signal: AbortSignal): Promise<number> {
        return parse(statsSchema, await this.#get('index/stats', {query: selector, start: String(from), end: String(to)}, signal, 3)).bytes;
    }

    async #get(path: string, params: Record<string, string>, signal: AbortSignal, attempts: number): Promise<unknown> {
        return this.#throttle.run(async () => {
            for (let attempt = 1; ; attempt++) {
                signal.throwIfAborted();
                try {
                    const answer = await this.#ask(path, params, signal);
                    this.hasAnswered = true;
                    return answer;
                } catch (error) {
                    signal.throwIfAborted();
                    const pause = pauseAfter(error, attempt, attempts);
                    if (pause === undefined) {
                        throw error;
                    }
                    if (error instanceof LokiError && error.kind === 'rate_limited') {
                        this.#throttle.slowDown(pause);
                    }
                    await sleep(pause, signal).catch(() => signal.throwIfAborted());
                }
            }
        });
    }

    async #ask(path: string, params: Record<string, string>, signal: AbortSignal): Promise<unknown> {
        const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
        this.cost.requests++;
        try {
            // Elsewhere than at the address given, nobody is to see the credentials.
            const answer = await this.#fetch(this.#address(path, params), {
                headers: this.#headers(), signal: AbortSignal.any([signal, timeout]), redirect: 'manual',
            });
            const text = await this.#read(answer);
            if (!answer.ok) {
                throw errorOfLoki(answer.status, text, answer.headers.get('retry-after'), this.#now());
            }
            return parseJson(text);
        } catch (error) {
            if (error instanceof LokiError) {
                throw error;
            }
            throw new LokiError(timeout.aborted ? 'timeout' : 'network', {cause: error});
        }
    }

    #address(path: string, params: Record<string, string>): string {
        return `${this.access.url.replace(/\/+$/, '')}/loki/api/v1/${path}?${new URLSearchParams(params).toString()}`;
    }

    async #read(answer: Response): Promise<string> {
        const decoder = new TextDecoder();
        let [text, bytes] = ['', 0];
        const reader = answer.body?.getReader();
        for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
            bytes += next.value.length;
            this.cost.bytes += next.value.length;
            if (bytes > LARGEST_ANSWER) {
                await reader?.cancel();
                throw new LokiError('answer_too_large');
            }
            text += decoder.decode(next.value, {stream: true});
        }
        return text + decoder.decode();
    }

    #headers(): Record<string, string> {
        const {username, password, bearer_token, org_id} = this.access;
        const basic = new TextEncoder().encode(`${username ?? ''}:${password ?? ''}`);
        return {
            accept: 'application/json',

            // Labels of single lines stay apart from the stream's, which would fall to pieces otherwise.
            'x-loki-response-encoding-flags': 'categorize-labels',
            ...org_id ? {'x-scope-orgid': org_id} : {},
            ...username ? {authorization: `Basic ${btoa(String.fromCharCode(...basic))}`} : {},
            ...bearer_token ? {authorization: `Bearer ${bearer_token}`} : {},
        };
    }
}

/** One message of a tail; undefined where it is none, or Loki left something out that is still to be asked for. */
export function parseTail(message: unknown): Entry[] | undefined {
    try {
        const {streams, dropped_entries: dropped} = v.parse(tailSchema, JSON.parse(String(message)));
        return dropped?.length ? undefined : entriesOf(streams ?? []);
    } catch {
        return undefined;
    }
}

function entriesOf(streams: v.InferOutput<typeof streamsSchema>): Entry[] {
    return streams.flatMap(({stream, values}) => {
        const labels = JSON.stringify(Object.entries(stream).sort());
        return values.map(([at, line]) => ({at: BigInt(at), stream: labels, line}));
    });
}

/** Ms to wait before it is worth trying again; undefined where it is not. */
function pauseAfter(error: unknown, attempt: number, attempts: number): number | undefined {
    if (!(error instanceof LokiError)) {
        return undefined;
    }
    const backoff = error.retry_after_ms ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * (2 ** (attempt - 1)));
    const pause = Math.min(LONGEST_REST_MS, backoff);
    switch (error.kind) {
    case 'network':
    case 'server':
        return attempt < attempts ? pause : undefined;

    // A rate lets everything through in the end: it is waited for longer than a failure is.
    case 'rate_limited':
        return attempt < attempts * 3 ? pause : undefined;
    default:
        return undefined;
    }
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new LokiError('malformed', {cause: error});
    }
}

// Names the field and not its value, which may be a line of the log.
function parse<Schema extends v.GenericSchema>(schema: Schema, answer: unknown): v.InferOutput<Schema> {
    const result = v.safeParse(schema, answer, {abortEarly: true});
    if (!result.success) {
        throw new LokiError('malformed', {said: `unexpected answer at "${v.getDotPath(result.issues[0]) ?? ''}"`});
    }
    return result.output;
}

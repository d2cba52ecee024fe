import * as v from 'valibot';

import {parse} from '../rest/parse.ts';
import {RestError, toRestError} from '../rest/rest_error.ts';

import {wholeLines} from './whole_lines.ts';

import type {LogInput} from '../log/scan_files.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Gap, LogSource, TimeRange} from './log_source.ts';

/** So many bytes before the end are asked for again, to see whether it is still the same file. */
const OVERLAP = 256;
const MAX_RECONNECTS = 5;

/** What the server answers without `LogSettings.EnableFile`, from `/logs/download` and from `/logs`. */
const NO_FILE = 'api.system.logs.download_bytes_buffer.app_error';

/** A server without `/logs/download` is asked for its last lines: more would take it minutes (see server-facts). */
const LAST_LINES = 10_000;

/** The live log file of the server, or of the node of a cluster that answers. */
export class ServerLog implements LogSource {
    readonly name: string;
    readonly #gaps = new Map<Gap['kind'], Gap>([['only_this_node', {kind: 'only_this_node'}]]);

    /** Bytes of whole lines read so far, and the last of them. */
    #offset = 0;
    #end = new Uint8Array();

    constructor(private readonly client: RestClient, name = 'mattermost.log') {
        this.name = name;
    }

    get gaps(): readonly Gap[] {
        return [...this.#gaps.values()];
    }

    async* read(_range: TimeRange, signal: AbortSignal): AsyncGenerator<LogInput> {
        this.#offset = 0;
        this.#end = new Uint8Array();
        const client = this.client.abortable(signal);
        const response = await client.openLogFile().catch((thrown: unknown) => {
            const error = toRestError(thrown);
            if (error.server_error_id === NO_FILE) {
                this.#gaps.set('file_logging_off', {kind: 'file_logging_off'});
                return undefined;
            }
            if (error.kind === 'not_found' || error.kind === 'rejected') {
                return 'no download' as const;
            }
            throw error;
        });
        if (response === 'no download') {
            yield {name: this.name, bytes: this.#lastLines(client)};
        } else if (response) {
            yield {name: this.name, bytes: this.#follow(client, response, 0)};
        }
    }

    async* readMore(signal: AbortSignal): AsyncGenerator<LogInput> {
        const client = this.client.abortable(signal);
        const from = Math.max(0, this.#offset - this.#end.length);
        const response = await client.openLogFile(from);
        if (response.status === 200 && from > 0) {
            throw new RestError('malformed', {status: response.status});
        }
        if (response.status === 206 || from === 0) {
            const head = new Head(response.body, this.#end.length);
            const seen = await head.read();
            if (sameBytes(seen, this.#end)) {
                yield {name: this.name, bytes: this.#follow(client, response, this.#offset, head.rest())};
                return;
            }
            await head.cancel();
        }

        // Shorter, or something else where the end was: the server has begun a new file.
        this.#gaps.set('rotated_away', {kind: 'rotated_away', name: this.name});
        yield* this.read({}, signal);
    }

    /** The stream's whole lines; a connection that breaks is taken up where it broke. */
    #follow(client: RestClient, response: Response, from: number, bytes = bytesOf(response.body)): AsyncGenerator<Uint8Array> {
        let at = from;
        const all = async function* () {
            for (let reconnects = 0; ; reconnects++) {
                try {
                    for await (const chunk of bytes) {
                        at += chunk.length;
                        yield chunk;
                    }
                    return;
                } catch (error) {
                    const isBroken = !(error instanceof DOMException) && reconnects < MAX_RECONNECTS;
                    if (!isBroken) {
                        throw error instanceof RestError ? error : new RestError(error instanceof DOMException ? 'aborted' : 'network', {cause: error});
                    }
                    const next = await client.openLogFile(at);
                    if (next.status !== 206 && at > 0) {
                        return;
                    }
                    bytes = bytesOf(next.body);
                }
            }
        };
        return this.#remember(wholeLines(all(), () => undefined), from);
    }

    async* #remember(lines: AsyncGenerator<Uint8Array>, from: number): AsyncGenerator<Uint8Array> {
        this.#offset = from;
        for await (const chunk of lines) {
            this.#offset += chunk.length;
            const end = chunk.length >= OVERLAP ? chunk.slice(-OVERLAP) : new Uint8Array([...this.#end, ...chunk]).slice(-OVERLAP);
            this.#end = end;
            yield chunk;
        }
    }

    async* #lastLines(client: RestClient): AsyncGenerator<Uint8Array> {
        const lines = parse(v.array(v.string()), await client.getPlainLogs(0, LAST_LINES));
        this.#gaps.set('only_recent_lines', {kind: 'only_recent_lines', name: this.name, lines: LAST_LINES});
        yield new TextEncoder().encode(lines.map((line) => `${line.trim()}\n`).join(''));
    }
}

/** The first bytes of a stream, and then the rest of it. */
class Head {
    readonly #chunks: AsyncIterator<Uint8Array>;
    #after = new Uint8Array();

    constructor(body: Response['body'], private readonly length: number) {
        this.#chunks = bytesOf(body);
    }

    /** The first `length` bytes; fewer where the stream ends before. */
    async read(): Promise<Uint8Array> {
        let head = new Uint8Array();
        while (head.length < this.length) {
            const {value, done} = await this.#chunks.next();
            if (done) {
                return head;
            }
            head = new Uint8Array([...head, ...value.subarray(0, this.length - head.length)]);
            this.#after = value.slice(value.length - Math.max(0, this.#lengthAfter(head.length, value.length)));
        }
        return head;
    }

    async* rest(): AsyncGenerator<Uint8Array> {
        if (this.#after.length > 0) {
            yield this.#after;
        }
        for (let next = await this.#chunks.next(); !next.done; next = await this.#chunks.next()) {
            yield next.value;
        }
    }

    async cancel(): Promise<void> {
        await this.#chunks.return?.();
    }

    #read = 0;

    #lengthAfter(_head: number, chunk: number): number {
        this.#read += chunk;
        return Math.min(chunk, this.#read - this.length);
    }
}

async function* bytesOf(body: Response['body']): AsyncGenerator<Uint8Array> {
    const reader = body?.getReader();
    try {
        for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
            yield next.value;
        }
    } finally {
        // Whoever stops early wants no more of it.
        await reader?.cancel().catch(() => undefined);
    }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

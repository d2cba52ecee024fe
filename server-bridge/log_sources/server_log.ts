import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex} from '@noble/hashes/utils.js';

import {InputError} from '../log/input_error.ts';
import {once, piecesOf} from '../log/pieces.ts';
import {RestError, toRestError} from '../rest/rest_error.ts';

import {LastLines} from './last_lines.ts';
import {takeHead} from './take_head.ts';

import type {LogInput} from '../log/scan_files.ts';
import type {RestClient, StreamedAnswer} from '../rest/rest_client.ts';
import type {Gap, LogSource, TimeRange} from './log_source.ts';

/** So many bytes before the end are asked for again, to see whether it is still the same file. */
const OVERLAP = 512;
const MAX_RECONNECTS = 5;

/** What the server answers when it has no log file it could read. */
const NO_FILE = 'api.system.logs.download_bytes_buffer.app_error';

/** The live log file of the server, or of the node of a cluster that answers. Read through `/logs` where the server cannot give it whole. */
export class ServerLog implements LogSource {
    readonly name: string;
    readonly #gaps = new Map<Gap['kind'], Gap>();
    readonly #lastLines: LastLines;

    /** Bytes read so far. Of the last of them only the hash is kept: they may hold a secret. */
    #read = 0;
    #end = {length: 0, hash: ''};
    #isWhole = true;

    constructor(private readonly client: RestClient, name = 'mattermost.log') {
        this.name = name;
        this.#lastLines = new LastLines(name);
    }

    get gaps(): readonly Gap[] {
        return [...this.#gaps.values()];
    }

    async* read(_range: TimeRange, signal: AbortSignal): AsyncGenerator<LogInput> {
        const client = this.client.abortable(signal);
        const answer = await this.#open(client);
        if (answer) {
            this.#read = 0;
            this.#end = {length: 0, hash: ''};
            yield {name: this.name, bytes: this.#note(client, answer.bytes), total_bytes: lengthOf(answer.headers)};
        } else {
            const bytes = await this.#lastLines.read(client);
            this.#gap(this.#lastLines.gap);
            if (bytes) {
                yield {name: this.name, bytes: once(bytes), total_bytes: bytes.length};
            } else {
                this.#gap({kind: 'file_logging_off'});
            }
        }
    }

    async* readMore(signal: AbortSignal): AsyncGenerator<LogInput> {
        const client = this.client.abortable(signal);
        if (!this.#isWhole) {
            const bytes = await this.#lastLines.readMore(client);
            this.#gap(this.#lastLines.gap);
            if (bytes.length > 0) {
                yield {name: this.name, bytes: once(bytes), total_bytes: bytes.length};
            }
            return;
        }
        const rest = await this.#openRest(client);
        if (rest) {
            yield {name: this.name, bytes: this.#note(client, rest)};
        } else {
            // Shorter, or something else where the end was: the server has begun a new file.
            this.#gap({kind: 'rotated_away', name: this.name});
            for await (const input of this.read({}, signal)) {
                yield {...input, is_new: true};
            }
        }
    }

    async* readFrom(name: string, from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
        const answer = this.#isWhole ? await this.client.abortable(signal).openLogFile(from) : undefined;
        if (!answer || answer.status !== (from > 0 ? 206 : 200)) {
            await answer?.bytes.return(undefined);
            throw new InputError('changed', name);
        }
        yield* answer.bytes;
    }

    /** The file from its beginning; undefined where the server cannot give it so. */
    async #open(client: RestClient): Promise<StreamedAnswer | undefined> {
        this.#isWhole = true;
        return client.openLogFile().catch((thrown: unknown) => {
            const error = toRestError(thrown);
            if (error.server_error_id === NO_FILE || error.kind === 'not_found' || error.kind === 'rejected') {
                this.#isWhole = false;
                return undefined;
            }
            throw error;
        });
    }

    /** What was added since; undefined where the file is another one. */
    async #openRest(client: RestClient): Promise<AsyncGenerator<Uint8Array> | undefined> {
        const {length, hash} = this.#end;
        const from = this.#read - length;
        const {status, bytes} = await client.openLogFile(from);
        if (status === 416) {
            return this.#read === 0 ? bytes : undefined;
        }

        // Something between us and the server that knows no ranges gives the whole file again.
        const {head, rest} = await takeHead(bytes, status === 206 ? length : this.#read);
        if (head.length >= length && hashOf(head.subarray(head.length - length)) === hash) {
            return rest;
        }
        await rest.return(undefined);
        return undefined;
    }

    /** Hands the bytes on and keeps count; a connection that breaks is taken up where it broke. */
    async* #note(client: RestClient, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
        let last: Uint8Array = new Uint8Array();
        try {
            for (let source: AsyncGenerator<Uint8Array> | undefined = bytes, broken = 0; ; broken++) {
                try {
                    source ??= await this.#openRest(client);
                    if (!source) {
                        this.#gap({kind: 'rotated_away', name: this.name});
                        return;
                    }
                    for await (const chunk of source) {
                        // Whoever stops does so after a piece, and none of it is read twice or never.
                        for (const piece of piecesOf(chunk)) {
                            this.#read += piece.length;
                            last = piece.length >= OVERLAP ? piece.slice(-OVERLAP) : new Uint8Array([...last, ...piece]).slice(-OVERLAP);
                            yield piece;
                        }
                    }
                    return;
                } catch (error) {
                    if (!(error instanceof RestError) || error.kind !== 'network' || broken >= MAX_RECONNECTS) {
                        throw error;
                    }
                    this.#noteEnd(last);
                    source = undefined;
                }
            }
        } finally {
            this.#noteEnd(last);
        }
    }

    #noteEnd(last: Uint8Array): void {
        if (last.length > 0) {
            this.#end = {length: last.length, hash: hashOf(last)};
        }
    }

    #gap(gap: Gap | undefined): void {
        if (gap) {
            this.#gaps.set(gap.kind, gap);
        }
    }
}

function hashOf(bytes: Uint8Array): string {
    return bytesToHex(sha256(bytes));
}

// What is packed on its way is shorter than what is read: only the server's own header tells then.
function lengthOf(headers: Headers): number | undefined {
    const length = headers.get('X-Uncompressed-Content-Length') ?? (headers.get('Content-Encoding') ? null : headers.get('Content-Length'));
    return length === null ? undefined : Number(length) || undefined;
}

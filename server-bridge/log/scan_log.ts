import {EventAssembler} from './assemble_events.ts';
import {classify} from './classify.ts';
import {secretsIn} from './find_secrets.ts';
import {isBlank, looksLikeLog} from './line_shape.ts';
import {NeedleSearch} from './needle_search.ts';
import {isFailure, needles} from './needles.ts';
import {parseAudit} from './parse_audit.ts';
import {parseLine} from './parse_line.ts';
import {LineSplitter} from './split_lines.ts';

import type {AuditRecord, LogEvent} from './event.ts';
import type {LineBlock} from './split_lines.ts';

/** What a scan hands on while it reads. Nothing of it holds a secret. */
export interface ScanSink {
    onEvent: (event: LogEvent) => void;
    onAudit?: (record: AuditRecord) => void;

    /** A secret's fingerprint, every time it is seen, in events and elsewhere. */
    onSecret?: (fingerprint: string) => void;

    /** Bytes read so far. */
    onProgress?: (bytes: number) => void;
}

export interface ScanOptions {

    /** Number of the file, for `LogEvent.source`. */
    source?: number;
    signal?: AbortSignal;
}

export interface ScanStats {
    lines: number;
    bytes: number;

    /** Lines that are no log lines, are cut off, or are too long. */
    unparsed: number;
}

const search = new NeedleSearch(needles, isFailure);

/** A line, from 1, and the byte of the log at which it begins. */
export interface LineStart {
    line: number;
    at: number;
}

/** Bytes between two line starts that are remembered. */
const BETWEEN_STARTS = 1 << 19;

const NEWLINE = 0x0a;

/** How far back a plain line is checked for having been written by a path with a line break in it. */
const LOOK_BACK = 16;

/**
 * Reads a log as a stream, in any of the formats and with any of the prefixes the server's logs come in.
 * Memory stays bounded whatever its size: one line of at most a megabyte and 2,000 open events. Throws what `input`
 * throws, and an AbortError.
 */
export async function scanLog(input: AsyncIterable<Uint8Array>, sink: ScanSink, {source = 0, signal}: ScanOptions = {}): Promise<ScanStats> {
    const scan = new LogScan(sink, source);
    for await (const chunk of input) {
        signal?.throwIfAborted();
        scan.push(chunk);
    }
    scan.end();
    return scan.stats;
}

/** A reading of one log that may go on: what is pushed is scanned, and kept as far as a line or an event is not over. */
export class LogScan {
    readonly stats: ScanStats = {lines: 0, bytes: 0, unparsed: 0};

    /** Now and then, where a line begins: from here its neighbours are found again without reading all before. */
    readonly line_starts: LineStart[] = [];

    /** Grows with every line that tells of a failed request. */
    drafts = 0;
    readonly #splitter = new LineSplitter();
    readonly #decoder = new TextDecoder('utf-8');
    readonly #events: EventAssembler;

    constructor(private readonly sink: ScanSink, private readonly source: number) {
        this.#events = new EventAssembler(sink.onEvent);
    }

    /** Events that later lines may still add to. */
    get open(): readonly LogEvent[] {
        return this.#events.open;
    }

    push(chunk: Uint8Array): void {
        // One kind of array, whatever the platform gives: the search is compiled for it once.
        const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
        for (const block of this.#splitter.push(bytes)) {
            const at = this.stats.bytes + block.from;
            if (block.bytes === bytes && at >= (this.line_starts.at(-1)?.at ?? -Infinity) + BETWEEN_STARTS) {
                this.line_starts.push({line: this.stats.lines + 1, at});
            }
            this.#block(block);
        }
        this.stats.bytes += chunk.length;
        this.sink.onProgress?.(this.stats.bytes);
    }

    /** Nothing follows: what was kept is complete. */
    end(): void {
        for (const block of this.#splitter.end()) {
            this.#block(block);
        }
        this.#events.end();
    }

    #block(block: LineBlock): void {
        if (block.cut) {
            // Its end is missing, and with it what tells whose words these are.
            this.stats.lines++;
            this.stats.unparsed++;
            return;
        }
        const {bytes, to} = block;
        let from = block.from;
        const hits = search.findAll(bytes, from, to);
        let next = 0;
        while (from < to) {
            const newline = bytes.indexOf(NEWLINE, from);
            const end = newline < 0 || newline >= to ? to : newline;
            this.stats.lines++;
            if ((hits[next] ?? to) < end) {
                this.#line(bytes, from, end, block.from);
                while ((hits[next] ?? to) < end) {
                    next++;
                }
            } else if (!looksLikeLog(bytes, from, end) && !isBlank(bytes, from, end)) {
                this.stats.unparsed++;
            }
            from = end + 1;
        }
    }

    #line(bytes: Uint8Array, from: number, end: number, blockFrom: number): void {
        const text = this.#decoder.decode(bytes.subarray(from, end));
        const parsed = parseLine(text);
        if (!parsed) {
            this.stats.unparsed++;
        } else if (parsed.kind === 'audit') {
            const record = parseAudit(parsed.row);
            if (record) {
                this.sink.onAudit?.(record);
            }
        } else if (parsed.line.isPlain && isForged(bytes, from, blockFrom, this.#decoder)) {
            this.stats.unparsed++;
        } else {
            const draft = classify(parsed.line);
            if (draft) {
                this.drafts++;
                this.#events.add(draft, this.source, this.stats.lines);
            }
            if (draft?.event.fingerprint) {
                this.sink.onSecret?.(draft.event.fingerprint);
                return;
            }
        }
        if (this.sink.onSecret) {
            secretsIn(text).forEach(this.sink.onSecret);
        }
    }
}

/**
 * A plain line breaks where the path of a request holds a line break, so whoever chooses the path can write whole lines.
 * Such a forgery stands between the beginning of the request's line, whose quote stays open, and its end.
 */
function isForged(bytes: Uint8Array, from: number, blockFrom: number, decoder: InstanceType<typeof TextDecoder>): boolean {
    for (let end = from - 1, steps = 0; end > blockFrom && steps < LOOK_BACK; steps++) {
        const start = bytes.lastIndexOf(NEWLINE, end - 1) + 1;
        const text = decoder.decode(bytes.subarray(Math.max(start, blockFrom), Math.min(end, start + 4000)));
        const field = text.search(/ (?:path|url)="/);
        if (field >= 0) {
            return !text.slice(field).includes(' request_id=');
        }
        if (/ request_id=[a-z0-9]{26}/.test(text)) {
            return false;
        }
        end = start - 1;
    }
    return false;
}

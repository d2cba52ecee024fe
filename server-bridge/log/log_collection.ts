import {joinAcrossLogs} from './join_across_logs.ts';
import {hideSecretsInPath} from './redact.ts';
import {LogScan} from './scan_log.ts';
import {unpack} from './unpack.ts';

import type {AuditRecord, LogEvent} from './event.ts';
import type {LogInput, ScanFilesOptions, ScanResult} from './scan_files.ts';
import type {LineStart} from './scan_log.ts';

const DEFAULT_MAX_EVENTS = 1_000_000;

/** One log that was read. Its position in the collection is its events' `source`. */
export interface ReadLog {
    name: string;

    /** Which of the inputs it came in, from 0; an archive holds several. */
    input: number;

    /** As its bytes came: packed ones have to be read from their beginning to find a line. */
    is_packed: boolean;
    line_starts: readonly LineStart[];
}

type ReadOptions = Pick<ScanFilesOptions, 'signal' | 'onProgress'>;

/** What logs hold together, while more of them are read and those that are read grow. */
export class LogCollection {
    readonly logs: ReadLog[] = [];

    /** Packed logs that could not be unpacked to their end, as they are called in what was read. */
    readonly broken_off: string[] = [];
    readonly #scans: LogScan[] = [];
    readonly #secrets = new Set<string>();
    readonly #records: AuditRecord[] = [];
    readonly #events: LogEvent[] = [];

    /** Evidence only: gives way to what is asked for. */
    readonly #outside: LogEvent[] = [];
    #inputs = 0;
    #dropped = 0;
    #checked = {events: 0, secrets: 0};

    /** `asked` is the time that is asked for, in ms since 1970: events outside are kept where there is room. */
    constructor(private readonly max_events = DEFAULT_MAX_EVENTS, private readonly asked: NonNullable<ScanFilesOptions['asked']> = {}) {}

    /** Grows whenever a line was read that tells of a failed request, or a row of an audit file. */
    get version(): number {
        return this.#scans.reduce((sum, {drafts}) => sum + drafts, this.#records.length);
    }

    /** How many inputs were read or begun: the number of the next one. */
    get inputs(): number {
        return this.#inputs;
    }

    get lines(): number {
        return this.#scans.reduce((sum, {stats}) => sum + stats.lines, 0);
    }

    /** Lines read so far, and those that are none of a log, of one input. */
    statsOf(input: number): {lines: number; unparsed: number} {
        const scans = this.#scans.filter((_, source) => this.logs[source]?.input === input);
        return {lines: scans.reduce((sum, {stats}) => sum + stats.lines, 0), unparsed: scans.reduce((sum, {stats}) => sum + stats.unparsed, 0)};
    }

    /**
     * Reads a log, or an archive with logs, to its end. One that `grows` may go on in `readMore`, if need be in the
     * middle of a line. What was read before an error stays. Throws InputError, what the input throws, and AbortError.
     */
    async read({name, bytes}: LogInput, {signal, onProgress}: ReadOptions = {}, grows = false): Promise<void> {
        const input = this.#inputs++;
        for await (const file of unpack(name, bytes, (broken) => this.broken_off.push(broken))) {
            const scan = this.#newScan({name: file.name, input, is_packed: file.is_packed, line_starts: []});
            try {
                await push(scan, file.bytes, signal, (read) => onProgress?.(file.name, read));
            } finally {
                if (!grows) {
                    scan.end();
                }
            }
        }
    }

    /** Reads what follows in the log that the input of this number is. */
    async readMore(input: number, bytes: AsyncIterable<Uint8Array>, {signal, onProgress}: ReadOptions = {}): Promise<void> {
        const source = this.logs.findIndex((log) => log.input === input);
        const name = this.logs[source]?.name ?? '';
        const scan = this.#scans[source] ?? this.#newScan({name, input, is_packed: false, line_starts: []});
        await push(scan, bytes, signal, (read) => onProgress?.(name, read));
    }

    /** Everything together. Events that may still grow are in it as they are. */
    result(): ScanResult {
        const events = [...this.#outside, ...this.#events, ...this.#scans.flatMap(({open}) => open)];

        // A path is safe once the whole log is read: ids in it may turn out to be secrets later.
        const from = this.#secrets.size === this.#checked.secrets && this.#outside.length === 0 ? this.#checked.events : 0;
        for (const event of events.slice(from)) {
            event.path = hideSecretsInPath(event.path, (fingerprint) => this.#secrets.has(fingerprint));
        }
        this.#checked = {events: this.#events.length, secrets: this.#secrets.size};
        return {
            files: this.logs.map(({name}) => name),
            lines: this.lines,
            bytes: this.#scans.reduce((sum, {stats}) => sum + stats.bytes, 0),
            unparsed: this.#scans.reduce((sum, {stats}) => sum + stats.unparsed, 0),
            secrets: new Set(this.#secrets),
            events: joinAcrossLogs(inOrderOfTime(inOrderOfLines(events))),
            records: [...this.#records].sort((a, b) => a.at - b.at),
            dropped: this.#dropped,
            broken_off: [...this.broken_off],
        };
    }

    #newScan(log: ReadLog): LogScan {
        const scan = new LogScan({
            onEvent: (event) => this.#keep(event),
            onAudit: (record) => {
                if (isTelling(record)) {
                    this.#records.push(record);
                }
            },
            onSecret: (fingerprint) => this.#secrets.add(fingerprint),
        }, this.logs.length);
        this.#scans.push(scan);
        this.logs.push({...log, line_starts: scan.line_starts});
        return scan;
    }

    #keep(event: LogEvent): void {
        const {since = -Infinity, until = Infinity} = this.asked;
        const isFull = this.#events.length + this.#outside.length >= this.max_events;
        if (event.at !== null && (event.at < since || event.at > until)) {
            if (!isFull) {
                this.#outside.push(event);
            }
        } else if (isFull && !this.#outside.pop()) {
            this.#dropped++;
        } else {
            this.#events.push(event);
        }
    }
}

async function push(scan: LogScan, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined, onProgress: (bytes: number) => void): Promise<void> {
    for await (const chunk of bytes) {
        // What the source counts as read is scanned before anything stops it.
        scan.push(chunk);
        onProgress(scan.stats.bytes);
        signal?.throwIfAborted();
    }
}

// What worked and changed neither tokens nor sessions says nothing that a failure does not.
function isTelling({succeeded, event_name, subject_create_at}: AuditRecord): boolean {
    return !succeeded || subject_create_at !== null || (/token|session|login|logout|user|bot|password/i).test(event_name);
}

// Several logs that grow hand on their events in turns.
function inOrderOfLines(events: LogEvent[]): LogEvent[] {
    return events.sort((a, b) => a.source - b.source || a.line - b.line);
}

function inOrderOfTime(events: LogEvent[]): LogEvent[] {
    let last = 0;
    const times = events.map((event, i) => {
        last = event.at ?? (events[i - 1]?.source === event.source ? last : 0);
        return last;
    });
    return events.map((event, i) => ({event, at: times[i] ?? 0, i})).sort((a, b) => a.at - b.at || a.i - b.i).map(({event}) => event);
}

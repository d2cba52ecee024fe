import {hideSecretsInPath} from './redact.ts';
import {scanLog} from './scan_log.ts';
import {unpack} from './unpack.ts';

import type {AuditRecord, LogEvent} from './event.ts';

/** A log, or an archive with logs, to be read. */
export interface LogInput {
    name: string;
    bytes: AsyncIterable<Uint8Array>;
}

/** What several logs hold together. */
export interface ScanResult {

    /** Names by `LogEvent.source`. */
    files: string[];
    lines: number;
    bytes: number;
    unparsed: number;

    /** Fingerprints of the distinct secrets that stand in the logs. */
    secrets: Set<string>;

    /** In order of time; those without a time follow the line before them. */
    events: LogEvent[];
    records: AuditRecord[];

    /** Events beyond `max_events`: counted, not kept. */
    dropped: number;
}

export interface ScanFilesOptions {
    signal?: AbortSignal;
    onProgress?: (file: string, bytes: number) => void;

    /** How many events are kept, for memory's sake. */
    max_events?: number;
}

const MAX_EVENTS = 1_000_000;

/** Reads logs, plain or packed, server logs and audit files alike (told apart line by line), and puts them in order. Throws InputError. */
export async function scanFiles(inputs: Iterable<LogInput> | AsyncIterable<LogInput>, {signal, onProgress, max_events = MAX_EVENTS}: ScanFilesOptions = {}): Promise<ScanResult> {
    const result: ScanResult = {files: [], lines: 0, bytes: 0, unparsed: 0, secrets: new Set(), events: [], records: [], dropped: 0};
    for await (const input of inputs) {
        for await (const {name, bytes} of unpack(input.name, input.bytes)) {
            const source = result.files.push(name) - 1;
            const stats = await scanLog(bytes, {
                onEvent: (event) => {
                    if (result.events.length < max_events) {
                        result.events.push(event);
                    } else {
                        result.dropped++;
                    }
                },
                onAudit: (record) => {
                    if (isTelling(record)) {
                        result.records.push(record);
                    }
                },
                onSecret: (fingerprint) => result.secrets.add(fingerprint),
                onProgress: (read) => onProgress?.(name, read),
            }, {source, signal});
            result.lines += stats.lines;
            result.bytes += stats.bytes;
            result.unparsed += stats.unparsed;
        }
    }
    for (const event of result.events) {
        event.path = hideSecretsInPath(event.path, (fingerprint) => result.secrets.has(fingerprint));
    }
    result.events = inOrderOfTime(result.events);
    result.records.sort((a, b) => a.at - b.at);
    return result;
}

// What worked and changed neither tokens nor sessions says nothing that a failure does not.
function isTelling({succeeded, event_name, subject_create_at}: AuditRecord): boolean {
    return !succeeded || subject_create_at !== null || (/token|session|login|logout|user|bot|password/i).test(event_name);
}

function inOrderOfTime(events: LogEvent[]): LogEvent[] {
    let last = 0;
    const times = events.map((event, i) => {
        last = event.at ?? (events[i - 1]?.source === event.source ? last : 0);
        return last;
    });
    return events.map((event, i) => ({event, at: times[i] ?? 0, i})).sort((a, b) => a.at - b.at || a.i - b.i).map(({event}) => event);
}

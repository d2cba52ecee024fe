import {InputError} from './input_error.ts';
import {LogCollection} from './log_collection.ts';

import type {AuditRecord, LogEvent} from './event.ts';

/** A log, or an archive with logs, to be read. */
export interface LogInput {
    name: string;
    bytes: AsyncIterable<Uint8Array>;

    /** How long it is, as it comes; missing where that is not known. */
    total_bytes?: number | undefined;

    /** Out of `readMore`: not what follows in the log of this name, but a new one in its place. */
    is_new?: boolean;
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

    /** Packed logs that could not be unpacked to their end: what followed is missing. */
    broken_off: string[];
}

export interface ScanFilesOptions {
    signal?: AbortSignal;
    onProgress?: (file: string, bytes: number) => void;

    /** How many events are kept, for memory's sake. */
    max_events?: number;

    /** The time that is asked for, in ms since 1970: what lies outside is evidence, and the first to go for memory's sake. */
    asked?: {since?: number | undefined; until?: number | undefined};

    /** With it, an input that cannot be read ends nothing: it is told, and the next one is read. */
    onUnreadable?: (error: InputError) => void;
}

/** Reads logs, plain or packed, server logs and audit files alike (told apart line by line), and puts them in order. Throws InputError. */
export async function scanFiles(inputs: Iterable<LogInput> | AsyncIterable<LogInput>, {signal, onProgress, max_events, asked, onUnreadable}: ScanFilesOptions = {}): Promise<ScanResult> {
    const logs = new LogCollection(max_events, asked);
    for await (const input of inputs) {
        await logs.read(input, {signal, onProgress}).catch((error: unknown) => {
            if (!onUnreadable || !(error instanceof InputError)) {
                throw error;
            }
            onUnreadable(error);
        });
    }
    return logs.result();
}

import type {LogInput} from '../log/scan_files.ts';

/** Ms since 1970; a bound that is missing is open. A source may give more than was asked for, never less. */
export interface TimeRange {
    since?: number | undefined;
    until?: number | undefined;
}

/** What a source could not give, for a person to judge what a reading is worth. */
export type Gap =
    | {kind: 'file_logging_off'}
    | {kind: 'rotated_away'; name: string} // the file was rotated while it was followed: some lines may be missing
    | {kind: 'broken_off'; name: string} // a packed log that could not be unpacked to its end
    | {kind: 'only_recent_lines'; name: string; lines: number} // the server gives no more than its last lines
    | {kind: 'only_this_node'} // a cluster's other nodes write logs of their own
    | {kind: 'nodes_not_json'} // the server hands out its nodes' lines only where they are JSON
    | {kind: 'unread'; name: string; since: number; until: number; why: string}; // a stretch of time that could not be read

/** Where logs come from: a server, files, a log store. One file implements one kind; `scanFiles` reads what it gives. */
export interface LogSource {

    /** As people know it, such as "Server log" or a file's name. */
    readonly name: string;

    /** Its logs, each to be read before the next is asked for. Throws RestError, InputError, AbortError, and a store's own error. */
    read(range: TimeRange, signal: AbortSignal): AsyncIterable<LogInput>;

    /**
     * What came since `read` or the last call of this, under the name of the log it follows in, be it in the middle of a
     * line; missing where nothing comes after. What could not be read when it throws is for the next call.
     */
    readMore?(signal: AbortSignal): AsyncIterable<LogInput>;

    /**
     * The bytes of the log of this name from byte `from` on, as `read` gave them, for a second look at a few lines. Throws
     * an InputError, `changed` where they are gone and `not_kept` where they never were there again; missing where only
     * `read` can be repeated.
     */
    readFrom?(name: string, from: number, signal: AbortSignal): AsyncIterable<Uint8Array>;

    /** What was left out so far. */
    readonly gaps: readonly Gap[];
}

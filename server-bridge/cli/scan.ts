import {stat} from 'node:fs/promises';

import {loadState} from '../attribution/load_state.ts';
import {scanFiles} from '../log/scan_files.ts';
import {makeReport} from '../log_analysis/report.ts';
import {writeCsv} from '../log_analysis/write_csv.ts';
import {writeJson} from '../log_analysis/write_json.ts';

import {describeGap} from './describe_gap.ts';
import {clientFromEnvironment} from './environment.ts';
import {exitCode, UsageError} from './exit_code.ts';
import {lokiFromEnvironment} from './loki.ts';
import {parseRange} from './parse_when.ts';
import {readFile} from './read_file.ts';
import {readState} from './read_state.ts';
import {describeDropped, writeTable} from './write_table.ts';

import type {LoadedState} from '../attribution/load_state.ts';
import type {InputError} from '../log/input_error.ts';
import type {LogInput, ScanResult} from '../log/scan_files.ts';
import type {Report} from '../log_analysis/report.ts';
import type {Gap, LogSource, TimeRange} from '../log_sources/log_source.ts';

export const formats = {table: writeTable, json: writeJson, csv: writeCsv} satisfies Record<string, (report: Report) => Iterable<string>>;

export interface ScanCommand {
    files: string[];
    state?: string | undefined;

    /** True: the server of the environment; an address: that one. */
    server?: string | boolean | undefined;
    format: keyof typeof formats;

    /** Address of a Loki to read as well, and its streams in LogQL. */
    loki?: string | undefined;
    query?: string | undefined;
    since?: string | undefined;
    until?: string | undefined;
}

/** Share of lines that are none of a log, above which a file is taken for something else. */
const MOST_UNPARSED = 0.99;

/** The world a command runs in; a test brings its own. */
export interface Io {
    env: NodeJS.ProcessEnv;
    stdin: AsyncIterable<Uint8Array>;
    now: () => number;

    /** Resolves when more may be written. */
    write: (text: string) => Promise<void> | void;

    /** A line about how far it is, where somebody looks; an empty one takes the last away. */
    progress: (line: string) => void;

    /** Something to know that is no part of the output. */
    note: (line: string) => void;
}

/**
 * `token-audit scan`: reads logs and writes who failed and why; notes what could not be read. Resolves to the exit code; throws UsageError, InputError, RestError and LokiError.
 */
export async function scan(command: ScanCommand, io: Io): Promise<number> {
    if (command.files.length === 0 && command.loki === undefined) {
        throw new UsageError('Name at least one file, "-" for standard input, or a Loki with --loki.');
    }
    if (command.loki !== undefined && command.since === undefined) {
        throw new UsageError('--loki needs --since: from when on it is to be read, such as 24h.');
    }
    if (command.query !== undefined && command.loki === undefined) {
        throw new UsageError('--query says what to read from Loki: give its address with --loki.');
    }
    if (command.state && command.server) {
        throw new UsageError('--state and --server both say what the server knows: give one of them.');
    }
    const {since, until} = parseRange(command, io.now());
    const client = command.server ? clientFromEnvironment(io.env, typeof command.server === 'string' ? command.server : undefined) : undefined;
    const fromFile = command.state ? await readState(command.state) : undefined;
    const loki = command.loki === undefined ? undefined : lokiFromEnvironment(command.loki, command.query, io);
    const unreadable: InputError[] = [];
    const result = await read(command.files, loki, {since, until}, io, (error) => unreadable.push(error));
    const [first] = unreadable;
    if (first && !loki && unreadable.length === command.files.length && result.lines === 0) {
        throw first;
    }
    const gaps: Gap[] = [...loki?.gaps ?? [], ...result.broken_off.map((name) => ({kind: 'broken_off', name} as const))];

    // Asked after the log was read, so that it knows every token the log may tell of.
    const loaded: LoadedState | undefined = client ? await loadState(client, result.events) : fromFile;
    const report = makeReport(result, {...loaded, since, until, gaps: loki || gaps.length > 0 ? gaps : undefined});
    io.progress('');
    for (const text of formats[command.format](report)) {
        await io.write(text);
    }
    const isLog = result.lines === 0 || result.unparsed < result.lines * MOST_UNPARSED;
    [
        ...gaps.map(describeGap),
        ...unreadable.map(({message}) => message),
        ...isLog ? [] : ['Hardly a line of this is of a Mattermost server\'s log: what failed may stand in it all the same.'],
        ...result.dropped > 0 && command.format !== 'table' ? [describeDropped(result.dropped)] : [],
    ].forEach((note) => io.note(`token-audit: ${note}`));
    if (report.events.length > 0) {
        return exitCode.findings;
    }

    // A log that was not read is no log in which nothing was found.
    const isRead = isLog && unreadable.length === 0 && !gaps.some(({kind}) => kind === 'unread' || kind === 'broken_off');
    return isRead ? exitCode.nothing_found : exitCode.error;
}

async function read(files: readonly string[], source: LogSource | undefined, range: TimeRange, io: Io, onUnreadable: (error: InputError) => void): Promise<ScanResult> {
    const sizes = await Promise.all(files.map(sizeOf));
    const inputs = files.map((file): LogInput => (file === '-' ?
        {name: 'standard input', bytes: io.stdin} :
        {name: file, bytes: readFile(file)}));
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    const total = files.length > 0 ? ` (${megabytes(whole)} MB in ${files.length} ${files.length === 1 ? 'file' : 'files'})` : '';
    return scanFiles(chain(source?.read(range, new AbortController().signal), inputs), {
        asked: range,
        onUnreadable,
        onProgress: (file, bytes) => io.progress(`Reading ${file}: ${megabytes(bytes)} MB${total} …`),
    });
}

async function* chain(first: AsyncIterable<LogInput> | undefined, then: readonly LogInput[]): AsyncGenerator<LogInput> {
    yield* first ?? [];
    yield* then;
}

async function sizeOf(file: string): Promise<number> {
    if (file === '-') {
        return 0;
    }
    const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(error.code === 'ENOENT' ? `${file} does not exist.` : `${file} cannot be read (${error.code}).`);
    });
    if (found.isDirectory()) {
        throw new UsageError(`${file} is a folder: name the files in it.`);
    }
    return found.size;
}

function megabytes(bytes: number): string {
    return (bytes / 1e6).toFixed(0);
}

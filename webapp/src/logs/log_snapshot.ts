import type {ContextLine, IncidentDetail, LeakReport, LogFilter, LogView} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Gap, TimeRange} from '../../../server-bridge/log_sources/log_source.ts';
import type {LokiErrorKind} from '../../../server-bridge/log_sources/loki_error.ts';
import type {LokiSettings} from '../../../server-bridge/log_sources/loki_settings.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

/** A log that was chosen, and how far it is read. Bytes as they came, packed where they are packed. */
export interface LogRead {
    name: string;
    bytes: number;

    /** Null where the source does not tell. */
    total_bytes: number | null;

    /** Of a log that is read by time: up to when it is, in ms since 1970. */
    reached?: number;
    lines: number;
    unparsed: number;
    state: 'waiting' | 'reading' | 'read' | 'failed';

    /** Why it failed, in words for people. */
    problem?: LogProblem;
}

/** What can go wrong with one log. `input` is InputError's kind, `loki` LokiError's. */
export type LogProblem =
    | {kind: 'rest'; error: Pick<RestError, 'kind' | 'message' | 'server_error_id'>}
    | {kind: 'loki'; loki: LokiErrorKind}
    | {kind: 'input'; input: string}
    | {kind: 'worker'};

/** What the page cannot know because of how the server is set up, each with the setting that would change it. */
export type Blindness =
    | {kind: 'level_hides_addresses'; file_level: string} // LogSettings.FileLevel
    | {kind: 'restricted_admin'} // ExperimentalSettings.RestrictSystemAdmin
    | {kind: 'state_incomplete'} // the server's tokens could not be read, or their list not be proven complete
    | {kind: 'too_many_events'; dropped: number} // failed requests beyond those that are kept
    | {kind: 'settings_unreadable'} // GET /config was refused
    | {kind: 'no_audit_file'} // no audit file was among the logs: deletions and use are known less well
    | Gap;

/** `retrying`: the server could not be reached or did not serve; it is asked again. */
export type Following = 'off' | 'on' | 'paused_hidden' | 'retrying' | 'failed';

/** What the Logs tab shows. */
export interface LogSnapshot {
    phase: 'empty' | 'reading' | 'attributing' | 'ready' | 'failed' | 'cancelled';
    logs: readonly LogRead[];
    filter: LogFilter;

    /** Null until the first log is read. While a new one is worked out the old one stays, with `stale`. */
    view: LogView | null;
    stale: boolean;

    /** How many of the calls that attributing needs are done; null while none is under way. */
    state_progress: {done: number; total: number} | null;
    following: Following;

    /** Why it is `retrying` or `failed`. */
    following_problem: LogProblem | null;
    blindness: readonly Blindness[];
    leak: LeakReport | null;
    detail: OpenIncident | null;
}

/** The incident that is open. */
export interface OpenIncident extends IncidentDetail {

    /** The key it was opened by: it stays while the incident's own changes, as it does once it is known whose requests it holds. */
    opened: string;
}

/** Where logs are taken from. */
export type ChosenLog =
    | {kind: 'server'}
    | {kind: 'nodes'; name: string} // the last lines of every node of the cluster
    | {kind: 'loki'; settings: LokiSettings; range: TimeRange}
    | {kind: 'file'; file: File}
    | {kind: 'text'; name: string; text: string};

/** What the Logs tab can ask for; the scan itself runs in a worker. */
export interface LogStoreApi {
    subscribe(listener: () => void): () => void;
    getSnapshot(): LogSnapshot;

    /** Reads these logs together with those already read, merged by time; the ones read before are not read again. */
    add(logs: readonly ChosenLog[]): void;

    /** Stops reading; what was read stays. */
    cancel(): void;

    /** Forgets everything that was read. */
    clear(): void;
    setFilter(filter: LogFilter): void;

    /** Follows the server's log every few seconds while the page is seen. */
    follow(on: boolean): void;

    /** Opens one incident of the view, or closes it with an empty key. */
    openIncident(key: string): void;

    /** The redacted lines around an event's first line, read anew. Throws where the log no longer holds them. */
    contextOf(source: number, line: number): Promise<ContextLine[]>;

    /** The view's events as CSV or JSON, as the command line writes them. */
    exportEvents(format: 'csv' | 'json'): Promise<Blob>;

    /** Ends the worker and every request. */
    dispose(): void;
}

import type {Attribution, Level} from '../attribution/attribution.ts';
import type {Incident} from '../attribution/incidents.ts';
import type {LogEvent, Reason} from '../log/event.ts';

/** Which events are wanted; an empty list or text, and null, ask for all. */
export interface LogFilter {
    reasons: readonly Reason[];
    levels: readonly Level[];

    /** Ids: the events whose attribution names them. */
    user_id: string;
    token_id: string;
    address: string;

    /** Parts, in any case. `text` is looked for in path, address, request id, user, token, the owner's name and the token's description. */
    path: string;
    text: string;

    /** Ms since 1970, both inclusive. Events without a time are wanted only when both are null. */
    since: number | null;
    until: number | null;
}

export const noLogFilter: LogFilter = {reasons: [], levels: [], user_id: '', token_id: '', address: '', path: '', text: '', since: null, until: null};

/** Counts of events over time. Bucket i begins at `from + i * bucket_ms`; all lists are of one length. */
export interface LogHistogram {
    from: number;
    bucket_ms: number;
    counts: Array<{reason: Reason; counts: number[]}>;
}

/** An incident in a list: `key` names it, also while the log grows, as long as who and why stay the same. */
export interface IncidentRow extends Incident {
    key: string;

    /** How many tokens it may be; `token_ids` holds the first 100 of them. */
    token_count: number;
}

/** What a filter leaves of the log, small enough to be sent to a page. */
export interface LogView {
    events: number;
    total_events: number;

    /** Over the whole log's time, whatever `since` and `until` say, so that a stretch of it can be chosen. */
    histogram: LogHistogram | null;

    /** The most frequent ones first, at most 500; `incident_count` says how many there are. */
    incidents: IncidentRow[];
    incident_count: number;

    /** Most frequent first. As with time in the histogram, each looks past its own part of the filter: what else could be chosen. */
    reasons: Array<[Reason, number]>;
    levels: Array<[Level, number]>;
}

export interface AttributedEvent {
    event: LogEvent;
    attribution: Attribution;

    /** Name of the log it stands in. */
    log: string;
}

/** One line of a log, as it may be shown: redacted. */
export interface ContextLine {
    line: number;
    text: string;

    /** Whether it belongs to the event. */
    is_event: boolean;
}

export interface IncidentDetail {
    incident: IncidentRow;

    /** Its last events that the filter leaves (of all, where it leaves none), at most 200, each with at most 100 tokens. */
    events: AttributedEvent[];
}

/** What the log gives away. */
export interface LeakReport {

    /** Distinct secrets that stand in the logs. */
    secrets: number;

    /** Of those, how many belong to tokens that are deactivated, or whose owner is, and so may come back to life. */
    revivable: number;

    /** How many are of tokens or sessions that work, as far as known: those an attacker needs to wait for nothing to use. */
    live: number;

    /** Those among them that are known (exact, sole or registered). */
    token_ids: string[];

    /** Beside `token_ids`: in how many failed requests each one's secret was seen, at least one. */
    seen: number[];
}

import {attribute} from '../attribution/attribute.ts';
import {groupIncidents} from '../attribution/incidents.ts';

import type {Attribution} from '../attribution/attribution.ts';
import type {Incident} from '../attribution/incidents.ts';
import type {ServerState} from '../attribution/server_state.ts';
import type {LogEvent} from '../log/event.ts';
import type {ScanResult} from '../log/scan_files.ts';
import type {Gap} from '../log_sources/log_source.ts';

/** What a scan found, ready to be written in any format. */
export interface Report {
    scan: ScanResult;
    events: LogEvent[];

    /** Beside `events`. */
    attributions: Attribution[];
    incidents: Incident[];
    state: ServerState | undefined;

    /** What could not be read; undefined where files were read and left nothing out. */
    gaps?: readonly Gap[] | undefined;
}

export interface ReportOptions {
    state?: ServerState | undefined;
    registered?: ReadonlyMap<string, string> | undefined;
    is_complete?: boolean;

    /** Ms since 1970; events before or after, and those without a time, are left out. */
    since?: number | undefined;
    until?: number | undefined;
    gaps?: readonly Gap[] | undefined;
}

/** ISO time, or nothing for none. */
export function timeOf(at: number | null): string {
    return at === null ? '' : new Date(at).toISOString();
}

/** Attributes everything that was read, since any of it is evidence, and keeps what was asked for. */
export function makeReport(scan: ScanResult, {state, registered, is_complete, since, until, gaps}: ReportOptions = {}): Report {
    const all = attribute(scan.events, {state, registered, is_complete, records: scan.records});
    const isWanted = ({at}: LogEvent) => (since === undefined && until === undefined) || (at !== null && at >= (since ?? -Infinity) && at <= (until ?? Infinity));
    const kept = scan.events.map((event, i) => ({event, attribution: all[i]})).filter(({event}) => isWanted(event));
    const events = kept.map(({event}) => event);
    const attributions = kept.flatMap(({attribution}) => attribution ?? []);
    return {scan, events, attributions, incidents: groupIncidents(events, attributions), state, gaps};
}

import {attribute} from '../attribution/attribute.ts';
import {groupIncidents, incidentOf} from '../attribution/incidents.ts';

import {indexEvents} from './event_index.ts';
import {IncidentKeys} from './incident_keys.ts';
import {leakOf} from './leak.ts';
import {selectEvents} from './select_events.ts';
import {writeCsv} from './write_csv.ts';
import {writeJson} from './write_json.ts';

import type {Attribution} from '../attribution/attribution.ts';
import type {Incident} from '../attribution/incidents.ts';
import type {LoadedState} from '../attribution/load_state.ts';
import type {LogEvent} from '../log/event.ts';
import type {ScanResult} from '../log/scan_files.ts';
import type {Redaction} from './context.ts';
import type {EventIndex} from './event_index.ts';
import type {AttributedEvent, IncidentDetail, IncidentRow, LeakReport, LogFilter, LogView} from './log_query.ts';
import type {Selection} from './select_events.ts';

const MOST_INCIDENTS = 500;
const MOST_EVENTS = 200;

/** A list of more candidates than this helps nobody. */
const MOST_TOKENS = 100;

const nothingRead: ScanResult = {files: [], lines: 0, bytes: 0, unparsed: 0, secrets: new Set(), events: [], records: [], dropped: 0, broken_off: []};

/** What was read, with who made each request: answers what a page asks, without handing out more than it can show. */
export class LogAnalysis {
    #scan = nothingRead;
    #loaded: LoadedState | undefined;
    #index: EventIndex = indexEvents([], []);

    /** The index before: somebody may still ask for an incident of it. */
    #before = this.#index;
    #selected: {filter: LogFilter; selection: Selection} | undefined;
    readonly #incidents = new Map<number, Incident>();
    readonly #attributionOf = new Map<LogEvent, Attribution>();
    readonly #keys = new IncidentKeys();
    #names: ReadonlyMap<string, string> = new Map();

    /** Whether audit rows were among the logs. */
    get hasAudits(): boolean {
        return this.#scan.records.length > 0;
    }

    /** Takes over what was read together with what the server said after it; without `loaded` nothing can be attributed. */
    attribute(scan: ScanResult, loaded: LoadedState | undefined): void {
        const {state, registered, is_complete} = loaded ?? {};
        const attributions = attribute(scan.events, {state, registered, is_complete, records: scan.records});
        this.#loaded = loaded;
        this.#names = new Map([...state?.owners.map((owner) => [owner.id, owner.username] as const) ?? [], ...state?.tokens.map((token) => [token.id, token.description] as const) ?? []]);
        this.#attributionOf.clear();
        this.#take(scan, attributions);
    }

    /**
     * Takes over a log that grew, before the server's state is read again: what was attributed stays so, and of a new
     * event nothing is said but what its secret was found to be before, because the state may be older than the event.
     */
    grow(scan: ScanResult): void {
        const bySecret = new Map<string, Attribution>();
        for (const [{fingerprint}, attribution] of this.#attributionOf) {
            if (fingerprint) {
                bySecret.set(fingerprint, attribution);
            }
        }
        this.#take(scan, scan.events.map((event) => this.#attributionOf.get(event) ?? bySecret.get(event.fingerprint ?? '') ?? notYet(event)), false);
    }

    view(filter: LogFilter): LogView {
        const selection = this.#select(filter);
        const {countOfGroup, firstOfGroup} = selection;
        const groups = [...countOfGroup.keys()].filter((group) => (countOfGroup[group] ?? 0) > 0);
        const first = (group: number) => (firstOfGroup[group] === Infinity ? 0 : firstOfGroup[group] ?? 0);
        groups.sort((a, b) => (countOfGroup[b] ?? 0) - (countOfGroup[a] ?? 0) || first(a) - first(b) || this.#firstLeft(a, selection) - this.#firstLeft(b, selection));
        return {
            events: selection.events,
            total_events: this.#index.events.length,
            histogram: selection.histogram,
            incidents: groups.slice(0, MOST_INCIDENTS).map((group) => this.#row(group, selection)),
            incident_count: groups.length,
            reasons: selection.reasons,
            levels: selection.levels,
        };
    }

    /** Null for a key of no incident. One of the view before stands for the incident that its first event is in now. */
    detail(key: string, filter: LogFilter): IncidentDetail | null {
        const group = this.#groupOf(key);
        if (group === undefined) {
            return null;
        }
        const selection = this.#select(filter);
        const left = (this.#index.members[group] ?? []).filter((i) => selection.isLeft[i] === 1);
        const shown = left.length > 0 ? left : this.#index.members[group] ?? [];
        return {incident: this.#row(group, left.length > 0 ? selection : undefined), events: shown.slice(-MOST_EVENTS).flatMap((i) => this.#attributed(i))};
    }

    /** The event whose first line this is. */
    eventAt(source: number, line: number): LogEvent | undefined {
        return this.#index.events.find((event) => event.source === source && event.line === line);
    }

    leak(): LeakReport {
        return leakOf({secrets: this.#scan.secrets, events: this.#scan.events}, this.#index.attributions, this.#loaded);
    }

    /** The events that `filter` leaves, as the command line writes them, in pieces. */
    export(format: 'csv' | 'json', filter: LogFilter): Iterable<string> {
        const {isLeft} = this.#select(filter);
        const events = this.#index.events.filter((_, i) => isLeft[i] === 1);
        const attributions = this.#index.attributions.filter((_, i) => isLeft[i] === 1);
        const report = {scan: this.#scan, events, attributions, incidents: format === 'json' ? groupIncidents(events, attributions) : [], state: this.#loaded?.state};
        return format === 'json' ? writeJson(report) : writeCsv(report);
    }

    /** What `redact` has to know to show a line of these logs. */
    get redaction(): Redaction {
        const ids = new Set(this.#loaded?.state.tokens.map((token) => token.id));
        return {isKnownTokenId: (id) => ids.has(id), isSecret: (fingerprint) => this.#scan.secrets.has(fingerprint)};
    }

    #take(scan: ScanResult, attributions: readonly Attribution[], isAttributed = true): void {
        this.#scan = scan;
        this.#before = this.#index;
        this.#index = indexEvents(scan.events, attributions);
        this.#keys.take(this.#before, this.#index);
        this.#selected = undefined;
        this.#incidents.clear();
        if (isAttributed) {
            scan.events.forEach((event, i) => {
                const attribution = attributions[i];
                if (attribution) {
                    this.#attributionOf.set(event, attribution);
                }
            });
        }
    }

    #select(filter: LogFilter): Selection {
        if (this.#selected?.filter !== filter) {
            this.#selected = {filter, selection: selectEvents(this.#index, filter, this.#names)};
        }
        return this.#selected.selection;
    }

    #firstLeft(group: number, {isLeft}: Selection): number {
        return this.#index.members[group]?.find((i) => isLeft[i] === 1) ?? 0;
    }

    // Most incidents are left whole or not at all.
    #row(group: number, selection: Selection | undefined): IncidentRow {
        const members = this.#index.members[group] ?? [];
        const isWhole = !selection || selection.countOfGroup[group] === members.length;
        const incident = (isWhole ? this.#incidents.get(group) : undefined) ?? incidentOf(isWhole ? members : members.filter((i) => selection.isLeft[i] === 1), this.#index.events, this.#index.attributions);
        if (isWhole) {
            this.#incidents.set(group, incident);
        }
        return {...incident, key: this.#keys.of(this.#index.keys[group] ?? ''), token_count: incident.token_ids.length, token_ids: incident.token_ids.slice(0, MOST_TOKENS)};
    }

    #attributed(i: number): AttributedEvent[] {
        const [event, attribution] = [this.#index.events[i], this.#index.attributions[i]];
        return event && attribution ? [{
            event,
            attribution: attribution.token_ids.length > MOST_TOKENS ? {...attribution, token_ids: attribution.token_ids.slice(0, MOST_TOKENS)} : attribution,
            log: this.#scan.files[event.source] ?? '',
        }] : [];
    }

    #groupOf(key: string): number | undefined {
        const find = ({keys}: EventIndex) => keys.findIndex((other) => this.#keys.of(other) === key);
        const group = find(this.#index);
        if (group >= 0) {
            return group;
        }
        const [event] = this.#before.members[find(this.#before)] ?? [];
        const former = event === undefined ? undefined : this.#before.events[event];
        const i = former ? this.#index.events.indexOf(former) : -1;
        return i < 0 ? undefined : this.#index.group[i];
    }
}

function notYet({user_id}: LogEvent): Attribution {
    return {level: 'none', user_ids: user_id ? [user_id] : [], token_ids: [], evidence: ['The server\'s tokens have not been read since this request'], is_awaited: true};
}

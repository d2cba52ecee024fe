import {incidentKey} from '../attribution/incidents.ts';

import type {Attribution, Level} from '../attribution/attribution.ts';
import type {LogEvent, Reason} from '../log/event.ts';

/** Every level, the surest first. */
export const levels: readonly Level[] = ['exact', 'sole', 'likely', 'candidates', 'none'];
export const reasons: readonly Reason[] = [
    'inactive_token', 'deleted_or_unknown', 'inactive_owner', 'expired_token', 'tokens_switched_off',
    'token_in_query', 'denied', 'client_error', 'server_error', 'rate_limited',
];

/** Attributed events in columns, so that a filter goes through 100,000 of them in a few milliseconds. All columns are of one length. */
export interface EventIndex {
    events: readonly LogEvent[];
    attributions: readonly Attribution[];

    /** Ms since 1970; NaN without a time. */
    at: Float64Array;

    /** Positions in `reasons` and `levels`. */
    reason: Uint8Array;
    level: Uint8Array;

    /** Number of the incident. */
    group: Uint32Array;
    keys: readonly string[];

    /** Positions of the events of each incident, in order. */
    members: ReadonlyArray<readonly number[]>;

    /** Of all events that have one; null when none has. */
    first: number | null;
    last: number | null;
}

/** `attributions` belongs to `events` by position. */
export function indexEvents(events: readonly LogEvent[], attributions: readonly Attribution[]): EventIndex {
    const index = {
        at: new Float64Array(events.length),
        reason: new Uint8Array(events.length),
        level: new Uint8Array(events.length),
        group: new Uint32Array(events.length),
    };
    const reasonOf = new Map(reasons.map((reason, i) => [reason, i]));
    const levelOf = new Map(levels.map((level, i) => [level, i]));
    const groupOf = new Map<string, number>();
    const keys: string[] = [];
    const members: number[][] = [];
    let [first, last] = [Infinity, -Infinity];
    events.forEach((event, i) => {
        const attribution = attributions[i];
        if (!attribution) {
            return;
        }
        const key = incidentKey(event, attribution);
        let group = groupOf.get(key);
        if (group === undefined) {
            group = keys.push(key) - 1;
            groupOf.set(key, group);
            members.push([]);
        }
        members[group]?.push(i);
        index.at[i] = event.at ?? NaN;
        index.reason[i] = reasonOf.get(event.reason) ?? 0;
        index.level[i] = levelOf.get(attribution.level) ?? 0;
        index.group[i] = group;
        first = Math.min(first, event.at ?? Infinity);
        last = Math.max(last, event.at ?? -Infinity);
    });
    return {...index, events, attributions, keys, members, first: last < first ? null : first, last: last < first ? null : last};
}

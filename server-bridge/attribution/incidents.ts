import type {LogEvent, Reason} from '../log/event.ts';
import type {Attribution, Level} from './attribution.ts';

/** Whether requests became more (`growing`) or fewer (`fading`) from the first half of an incident's time to the second. */
export type Trend = 'once' | 'growing' | 'steady' | 'fading';

/** Events with one cause: the same reason and the same one behind it, as far as that is known. */
export interface Incident extends Attribution {
    reason: Reason;
    fingerprint: string | null;
    count: number;

    /** Ms since 1970; null when no line told its time. */
    first: number | null;
    last: number | null;

    /** The most frequent ones, at most ten, with how often they were seen. */
    addresses: Array<[string, number]>;
    paths: Array<[string, number]>;
    trend: Trend;

    /** Events in each twelfth of the time between `first` and `last`. */
    histogram: number[];
}

const BUCKETS = 12;
const MOST = 10;

/** More than this many times as many in one half as in the other is a trend. */
const CHANGED = 1.5;

/** Groups events by who and why, most frequent first. `attributions` belongs to `events` by position. */
export function groupIncidents(events: readonly LogEvent[], attributions: readonly Attribution[]): Incident[] {
    const groups = new Map<string, number[]>();
    events.forEach((event, i) => {
        const attribution = attributions[i];
        if (attribution) {
            const key = incidentKey(event, attribution);
            const group = groups.get(key);
            if (group) {
                group.push(i);
            } else {
                groups.set(key, [i]);
            }
        }
    });
    return [...groups.values()].map((group) => incidentOf(group, events, attributions)).sort((a, b) => b.count - a.count || (a.first ?? 0) - (b.first ?? 0));
}

/** The incident an event belongs to, as a key: a token, else a secret, else a user at an address, else an address and a path. */
export function incidentKey({reason, fingerprint, ip, path}: LogEvent, {level, token_ids, user_ids}: Attribution): string {
    if (level === 'exact' || level === 'sole' || level === 'likely') {
        return `${reason} token ${token_ids.join()}`;
    }
    if (fingerprint) {
        return `${reason} secret ${fingerprint}`;
    }
    return user_ids.length > 0 ? `${reason} user ${user_ids.join()} ${token_ids.join()} ${ip}` : `${reason} address ${ip} ${path}`;
}

const strength: readonly Level[] = ['exact', 'sole', 'likely', 'candidates', 'none'];
const nobody: Attribution = {level: 'none', user_ids: [], token_ids: [], evidence: []};

/** What the events at these positions, which share one `incidentKey`, amount to. */
export function incidentOf(positions: readonly number[], events: readonly LogEvent[], attributions: readonly Attribution[]): Incident {
    const [start] = positions;
    let weakest = attributions[start ?? 0] ?? nobody;
    let [first, last] = [Infinity, -Infinity];
    const fingerprints = new Set<string>();
    const addresses: Counts = new Map();
    const paths: Counts = new Map();
    const times: number[] = [];
    for (const i of positions) {
        const event = events[i];
        const attribution = attributions[i];
        if (!event || !attribution) {
            continue;
        }

        // An incident is as sure as the least sure of its events.
        if (attribution !== weakest && strength.indexOf(attribution.level) > strength.indexOf(weakest.level)) {
            weakest = attribution;
        }
        const {at, ip, path, fingerprint} = event;
        if (at !== null) {
            times.push(at);
            first = Math.min(first, at);
            last = Math.max(last, at);
        }
        if (fingerprint !== null) {
            fingerprints.add(fingerprint);
        }
        count(addresses, ip);
        count(paths, path);
    }
    const histogram = histogramOf(times, first, last);
    return {
        reason: events[start ?? 0]?.reason ?? 'client_error',
        ...weakest,
        fingerprint: fingerprints.size === 1 ? [...fingerprints][0] ?? null : null,
        count: positions.length,
        first: times.length > 0 ? first : null,
        last: times.length > 0 ? last : null,
        addresses: mostFrequent(addresses),
        paths: mostFrequent(paths),
        trend: trendOf(histogram, positions.length),
        histogram,
    };
}

function histogramOf(times: readonly number[], first: number, last: number): number[] {
    const histogram = Array<number>(BUCKETS).fill(0);
    for (const at of times) {
        const bucket = last > first ? Math.min(BUCKETS - 1, Math.floor(((at - first) / (last - first)) * BUCKETS)) : 0;
        histogram[bucket] = (histogram[bucket] ?? 0) + 1;
    }
    return histogram;
}

function trendOf(histogram: readonly number[], count: number): Trend {
    if (count === 1) {
        return 'once';
    }
    const half = (from: number) => histogram.slice(from, from + (BUCKETS / 2)).reduce((sum, n) => sum + n, 0);
    const [before, after] = [half(0), half(BUCKETS / 2)];
    if (after > before * CHANGED) {
        return 'growing';
    }
    return before > after * CHANGED ? 'fading' : 'steady';
}

type Counts = Map<string, [value: string, count: number]>;

function count(counts: Counts, value: string | null): void {
    if (value === null) {
        return;
    }
    const known = counts.get(value);
    if (known) {
        known[1]++;
    } else {
        counts.set(value, [value, 1]);
    }
}

function mostFrequent(counts: Counts): Array<[string, number]> {
    return [...counts.values()].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST);
}

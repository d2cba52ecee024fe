import {levels, reasons} from './event_index.ts';
import {bucketsOf} from './histogram.ts';

import type {Attribution, Level} from '../attribution/attribution.ts';
import type {LogEvent, Reason} from '../log/event.ts';
import type {EventIndex} from './event_index.ts';
import type {LogFilter, LogHistogram} from './log_query.ts';

/** What of an index a filter leaves, counted in one pass. */
export interface Selection {
    events: number;

    /** 1 for each event that is left. */
    isLeft: Uint8Array;

    /** By incident: how many are left, and since when (Infinity without a time). */
    countOfGroup: Uint32Array;
    firstOfGroup: Float64Array;
    histogram: LogHistogram | null;
    reasons: Array<[Reason, number]>;
    levels: Array<[Level, number]>;
}

type Names = ReadonlyMap<string, string>;

/** Goes through all events once. `names` are the owners' names and the tokens' descriptions by id, for `text`. */
export function selectEvents(index: EventIndex, filter: LogFilter, names: Names): Selection {
    const {at, reason, level, group} = index;
    const isWanted = matcher(filter, names);
    const reasonWanted = flags(reasons, filter.reasons);
    const levelWanted = flags(levels, filter.levels);
    const isAnyTime = filter.since === null && filter.until === null;
    const [since, until] = [filter.since ?? -Infinity, filter.until ?? Infinity];
    const buckets = bucketsOf(index);
    const counts = reasons.map(() => new Array<number>(buckets?.count ?? 0).fill(0));
    const reasonCounts = reasons.map(() => 0);
    const levelCounts = levels.map(() => 0);
    const isLeft = new Uint8Array(at.length);
    const countOfGroup = new Uint32Array(index.keys.length);
    const firstOfGroup = new Float64Array(index.keys.length).fill(Infinity);
    let left = 0;
    for (let i = 0; i < at.length; i++) {
        if (isWanted && !isWanted(index.events[i], index.attributions[i])) {
            continue;
        }
        const time = at[i] ?? NaN;
        const [r, l, g] = [reason[i] ?? 0, level[i] ?? 0, group[i] ?? 0];
        const hasReason = reasonWanted[r] === 1;
        const hasLevel = levelWanted[l] === 1;
        const isInTime = isAnyTime || (time >= since && time <= until);
        if (hasReason && hasLevel && buckets && !Number.isNaN(time)) {
            const row = counts[r];
            const bucket = Math.floor((time - buckets.from) / buckets.bucket_ms);
            if (row) {
                row[bucket] = (row[bucket] ?? 0) + 1;
            }
        }
        if (hasLevel && isInTime) {
            reasonCounts[r] = (reasonCounts[r] ?? 0) + 1;
        }
        if (hasReason && isInTime) {
            levelCounts[l] = (levelCounts[l] ?? 0) + 1;
        }
        if (hasReason && hasLevel && isInTime) {
            left++;
            isLeft[i] = 1;
            countOfGroup[g] = (countOfGroup[g] ?? 0) + 1;
            firstOfGroup[g] = Math.min(firstOfGroup[g] ?? Infinity, Number.isNaN(time) ? Infinity : time);
        }
    }
    return {
        events: left,
        isLeft,
        countOfGroup,
        firstOfGroup,
        histogram: buckets && {
            from: buckets.from,
            bucket_ms: buckets.bucket_ms,
            counts: reasons.map((name, i) => ({reason: name, counts: counts[i] ?? []})).filter(({counts: row}) => row.some(Boolean)),
        },
        reasons: frequentFirst(reasons, reasonCounts),
        levels: frequentFirst(levels, levelCounts),
    };
}

function flags<T>(all: readonly T[], wanted: readonly T[]): Uint8Array {
    return Uint8Array.from(all, (one) => Number(wanted.length === 0 || wanted.includes(one)));
}

function frequentFirst<T>(all: readonly T[], counts: readonly number[]): Array<[T, number]> {
    return all.map((one, i): [T, number] => [one, counts[i] ?? 0]).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
}

/** Whether one event is wanted, by all but reason, level and time; undefined where all are. Values repeat: each is looked at once. */
function matcher({user_id, token_id, address, path, text}: LogFilter, names: Names): ((event: LogEvent | undefined, attribution: Attribution | undefined) => boolean) | undefined {
    if (!user_id && !token_id && !address && !path && !text) {
        return undefined;
    }
    const hasPath = includer(path);
    const hasText = includer(text);
    const part = text.trim().toLowerCase();
    const isAbout = remember((attribution: Attribution) => (!user_id || attribution.user_ids.includes(user_id)) && (!token_id || attribution.token_ids.includes(token_id)));
    const isCalled = (id: string) => hasText(id) || hasText(names.get(id) ?? null);
    const tellsText = remember(({user_ids, token_ids}: Attribution) => user_ids.some(isCalled) || token_ids.some(isCalled));
    const isAnybody = !user_id && !token_id;
    return (event, attribution) => event !== undefined && attribution !== undefined &&
        (!address || event.ip === address) &&
        (!path || hasPath(event.path)) &&
        (isAnybody || isAbout(attribution)) &&
        (!text || hasText(event.path) || hasText(event.ip) || (event.request_id?.includes(part) ?? false) || tellsText(attribution) ||
            (event.user_id !== null && isCalled(event.user_id)));
}

function includer(part: string): (value: string | null) => boolean {
    const wanted = part.trim().toLowerCase();
    const includes = remember((value: string) => value.toLowerCase().includes(wanted));
    return (value) => value !== null && includes(value);
}

function remember<T>(decide: (value: T) => boolean): (value: T) => boolean {
    const decided = new Map<T, boolean>();
    return (value) => {
        let answer = decided.get(value);
        if (answer === undefined) {
            answer = decide(value);
            decided.set(value, answer);
        }
        return answer;
    };
}

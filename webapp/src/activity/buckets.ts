import {DateTime} from 'luxon';

import type {TokenEvent, TokenEventKind} from '../../../server-bridge/audits/token_event.ts';
import type {Bucket, Span} from '../shared/plot_bucket.ts';

/** More bars than this are too thin to hit. */
const MAX_BUCKETS = 48;

const shortest = {second: 1e3, minute: 6e4, hour: 3.6e6, day: 23 * 3.6e6, week: 167 * 3.6e6, month: 28 * 8.64e7, year: 365 * 8.64e7};

type Unit = keyof typeof shortest;

const ladder: ReadonlyArray<readonly [number, Unit]> = [
    [1, 'second'], [5, 'second'], [15, 'second'],
    [1, 'minute'], [5, 'minute'], [15, 'minute'],
    [1, 'hour'], [3, 'hour'], [6, 'hour'],
    [1, 'day'], [1, 'week'], [1, 'month'], [3, 'month'], [1, 'year'],
];

type KindBucket = Bucket<TokenEventKind>;

/**
 * Events counted over `span` in steps that people know, from seconds to years, that begin where they do in the time
 * zone `zone`. The first and last step may begin before and end after the span. Events outside are left out.
 */
export function countOverTime(events: readonly TokenEvent[], span: Span, zone: string): KindBucket[] {
    const buckets = emptyBuckets(span, zone);
    for (const {at, kind} of events) {
        const bucket = buckets[lastBeginningBefore(buckets, at)];
        if (bucket && at < bucket.until) {
            bucket.counts[kind]++;
            bucket.total++;
        }
    }
    return buckets;
}

function emptyBuckets({from, until}: Span, zone: string): KindBucket[] {
    for (const [size, unit] of ladder) {
        // Years of seconds would be counted out only to be thrown away.
        if ((until - from) / (2 * size * shortest[unit]) > MAX_BUCKETS) {
            continue;
        }
        const buckets: KindBucket[] = [];
        let begin = floor(DateTime.fromMillis(from, {zone}), size, unit);
        while (begin.toMillis() < until && buckets.length <= MAX_BUCKETS) {
            const end = begin.plus({[unit]: size});
            buckets.push({from: begin.toMillis(), until: end.toMillis(), counts: {created: 0, deactivated: 0, activated: 0, revoked: 0}, total: 0});
            begin = end;
        }
        if (buckets.length <= MAX_BUCKETS) {
            return buckets;
        }
    }
    return [];
}

function floor(time: DateTime, size: number, unit: Unit): DateTime {
    const start = time.startOf(unit);
    switch (unit) {
    case 'second':
    case 'minute':
    case 'hour':
        return start.set({[unit]: start[unit] - (start[unit] % size)});
    case 'month':
        return start.set({month: start.month - ((start.month - 1) % size)});
    default:
        return start;
    }
}

function lastBeginningBefore(buckets: readonly KindBucket[], at: number): number {
    let low = -1;
    let high = buckets.length;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((buckets[middle]?.from ?? Infinity) <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Lengths of time that people count in, ms. */
const steps = [1, 10, 100, second, 5 * second, 10 * second, 30 * second, minute, 5 * minute, 10 * minute, 30 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 7 * day, 28 * day];
const MOST_BUCKETS = 120;

/** Buckets for a histogram over the time between two moments, from a round one on; null without a time. */
export function bucketsOf({first, last}: {first: number | null; last: number | null}): {from: number; bucket_ms: number; count: number} | null {
    if (first === null || last === null) {
        return null;
    }
    const countWith = (step: number) => Math.floor(last / step) - Math.floor(first / step) + 1;
    const fitting = steps.find((step) => countWith(step) <= MOST_BUCKETS);

    // A clock that was wrong makes logs last for centuries.
    const bucket_ms = fitting ?? Math.ceil((last - first + 1) / (MOST_BUCKETS - 1) / day) * day;
    return {from: Math.floor(first / bucket_ms) * bucket_ms, bucket_ms, count: countWith(bucket_ms)};
}

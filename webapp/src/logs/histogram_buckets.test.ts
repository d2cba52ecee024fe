import {expect, test} from 'vitest';

import {histogramBuckets} from './histogram_buckets.ts';

test('bars follow each other without gaps and count what the histogram counts', () => {
    const buckets = histogramBuckets({from: 1000, bucket_ms: 10, counts: [{reason: 'denied', counts: [1, 0, 2]}, {reason: 'server_error', counts: [0, 0, 3]}]});
    expect(buckets.map(({from, until, total, counts}) => [from, until, total, counts.denied, counts.server_error])).toEqual([
        [1000, 1010, 1, 1, 0], [1010, 1020, 0, 0, 0], [1020, 1030, 5, 2, 3],
    ]);
});

test('too many to hit are put together, and none is lost', () => {
    const counts = Array.from({length: 500}, (_, i) => i);
    const buckets = histogramBuckets({from: 0, bucket_ms: 1, counts: [{reason: 'denied', counts}]});
    expect(buckets.length).toBeLessThanOrEqual(60);
    expect(buckets.reduce((sum, {total}) => sum + total, 0)).toBe(counts.reduce((sum, n) => sum + n));
    expect(buckets.every(({from}, i) => i === 0 || buckets[i - 1]?.until === from)).toBe(true);
    expect(buckets.at(-1)?.until).toBeGreaterThanOrEqual(500);
});

test('an empty histogram has no bars', () => {
    expect(histogramBuckets({from: 0, bucket_ms: 1, counts: []})).toEqual([]);
});

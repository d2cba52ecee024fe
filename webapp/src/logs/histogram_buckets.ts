import {reasons} from './log_messages.ts';

import type {Reason} from '../../../server-bridge/log/event.ts';
import type {LogHistogram} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Bucket} from '../shared/plot_bucket.ts';

/** More bars than this are too thin to hit. */
const MAX_BARS = 60;

/** The histogram as bars, neighbours put together where there are too many. */
export function histogramBuckets({from, bucket_ms, counts}: LogHistogram): Array<Bucket<Reason>> {
    const length = counts.reduce((most, {counts: {length: own}}) => Math.max(most, own), 0);
    const together = Math.max(1, Math.ceil(length / MAX_BARS));
    return Array.from({length: Math.ceil(length / together)}, (_, i) => {
        const bucket: Bucket<Reason> = {
            from: from + (i * together * bucket_ms),
            until: from + ((i + 1) * together * bucket_ms),
            counts: nothing(),
            total: 0,
        };
        for (const {reason, counts: ofReason} of counts) {
            const count = ofReason.slice(i * together, (i + 1) * together).reduce((sum, n) => sum + n, 0);
            bucket.counts[reason] += count;
            bucket.total += count;
        }
        return bucket;
    });
}

function nothing(): Record<Reason, number> {
    return Object.fromEntries(reasons.map((reason) => [reason, 0])) as Record<Reason, number>;
}

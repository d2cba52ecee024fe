import type {MessageDescriptor} from 'react-intl';

/** Ms since 1970, `until` excluded. */
export interface Span {
    from: number;
    until: number;
}

/** A stretch of time and how much of each kind falls into it. */
export interface Bucket<K extends string> extends Span {
    counts: Record<K, number>;
    total: number;
}

/** What a plot counts, in the order its bars stack. A bar's colour comes from its class `TokenAudit__bar--<key>`. */
export type Series<K extends string> = ReadonlyArray<{key: K; name: MessageDescriptor}>;

/** The most events of one bucket; at least 1, to divide by. */
export function highest(buckets: ReadonlyArray<{total: number}>): number {
    return Math.max(1, ...buckets.map(({total}) => total));
}

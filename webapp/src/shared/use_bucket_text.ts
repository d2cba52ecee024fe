import {useIntl} from 'react-intl';

import type {Bucket, Series, Span} from './plot_bucket.ts';

const DAY_MS = 86_400_000;

/** A bucket in words: its time, and its time with what happened in it. */
export function useBucketText<K extends string>(series: Series<K>) {
    const {formatDate, formatDateTimeRange, formatList, formatMessage} = useIntl();

    const timeOf = ({from, until}: Span): string => {
        const days = (until - from) / DAY_MS;
        if (days > 300) {
            return formatDate(from, {year: 'numeric'});
        }
        if (days > 20) {
            return formatDateTimeRange(from, until - 1, {year: 'numeric', month: 'short'});
        }
        if (days > 0.9) {
            return formatDateTimeRange(from, until - 1, {dateStyle: 'medium'});
        }
        return formatDate(from, {dateStyle: 'medium', timeStyle: until - from < 60_000 ? 'medium' : 'short'});
    };

    const describe = (bucket: Bucket<K>): string => {
        const parts = series.filter(({key}) => bucket.counts[key] > 0).map(({key, name}) => formatMessage({
            id: 'token_audit.plot.count_of_kind',
            defaultMessage: '{count, number} {kind}',
        }, {count: bucket.counts[key], kind: formatMessage(name).toLocaleLowerCase()}));
        return formatMessage({
            id: 'token_audit.plot.bar',
            defaultMessage: '{time}: {total, plural, =0 {no events} other {{parts}}}',
        }, {time: timeOf(bucket), total: bucket.total, parts: formatList(parts)});
    };

    return {timeOf, describe};
}

import React, {useMemo} from 'react';
import {FormattedMessage, FormattedNumber, useIntl} from 'react-intl';

import {Plot} from '../shared/plot.tsx';

import {histogramBuckets} from './histogram_buckets.ts';
import {reasonNames, reasons} from './log_messages.ts';

import type {Reason} from '../../../server-bridge/log/event.ts';
import type {LogFilter, LogView} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Series, Span} from '../shared/plot_bucket.ts';

interface Props {
    view: LogView;
    filter: LogFilter;
    onFilter: (filter: LogFilter) => void;
}

/** Failed requests over the log's whole time, stacked by reason: its bars choose a stretch of it, its legend the reasons. */
export function LogHistogram({view, filter, onFilter}: Props) {
    const {histogram} = view;
    const buckets = useMemo(() => (histogram ? histogramBuckets(histogram) : []), [histogram]);
    const counts = new Map(view.reasons);
    const shown = reasons.filter((reason) => (counts.get(reason) ?? 0) > 0 || filter.reasons.includes(reason));
    const series: Series<Reason> = shown.map((key) => ({key, name: reasonNames[key]}));
    const {since, until} = filter;
    if (buckets.length === 0) {
        return null;
    }
    return (
        <Plot
            series={series}
            buckets={buckets}
            selected={since === null && until === null ? undefined : {from: since ?? -Infinity, until: (until ?? Infinity) + 1}}
            legend={
                <Legend
                    reasons={shown}
                    counts={counts}
                    ticked={filter.reasons}
                    onTicked={(ticked) => onFilter({...filter, reasons: ticked})}
                />
            }

            // A bar ends where the next one begins; the filter's times are both inclusive.
            onSpan={(span: Span) => onFilter({...filter, since: span.from, until: span.until - 1})}
            onAllTimes={since === null && until === null ? undefined : () => onFilter({...filter, since: null, until: null})}
        />
    );
}

interface LegendProps {
    reasons: readonly Reason[];
    counts: ReadonlyMap<Reason, number>;
    ticked: readonly Reason[];
    onTicked: (ticked: Reason[]) => void;
}

function Legend({reasons: shown, counts, ticked, onTicked}: LegendProps) {
    const {formatMessage} = useIntl();
    return (
        <div
            className='TokenAudit__legend TokenAudit__legend--buttons'
            role='group'
            aria-label={formatMessage({id: 'token_audit.logs.legend', defaultMessage: 'Show only'})}
        >
            {shown.map((reason) => (
                <button
                    key={reason}
                    type='button'
                    className='TokenAudit__count'
                    aria-pressed={ticked.includes(reason)}
                    onClick={() => onTicked(shown.filter((other) => (other === reason) !== ticked.includes(other)))}
                >
                    <span
                        className={`TokenAudit__swatch TokenAudit__bar--${reason}`}
                        aria-hidden='true'
                    />
                    <FormattedMessage {...reasonNames[reason]}/>
                    <span className='TokenAudit__muted'><FormattedNumber value={counts.get(reason) ?? 0}/></span>
                </button>
            ))}
        </div>
    );
}

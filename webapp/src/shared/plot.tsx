import React, {useId, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {PlotBars} from './plot_bars.tsx';
import {PlotTable} from './plot_table.tsx';
import './plot.css';

import type {Bucket, Series, Span} from './plot_bucket.ts';

interface Props<K extends string> {
    series: Series<K>;
    buckets: ReadonlyArray<Bucket<K>>;

    /** The stretch that is chosen, where the plot shows more than that. */
    selected?: Span | undefined;
    legend: React.ReactNode;
    onSpan: (span: Span) => void;

    /** Missing while all times are shown. */
    onAllTimes: (() => void) | undefined;
}

/** How many events of each kind over time, as bars that choose a stretch of it, or as a table. */
export function Plot<K extends string>({series, buckets, selected, legend, onSpan, onAllTimes}: Props<K>) {
    const [asTable, setAsTable] = useState(false);
    const headingId = useId();
    return (
        <section
            className='TokenAudit__plot'
            aria-labelledby={headingId}
        >
            <div className='TokenAudit__plot-head'>
                <h3
                    id={headingId}
                    className='TokenAudit__subheading'
                >
                    <FormattedMessage
                        id='token_audit.plot.over_time'
                        defaultMessage='Events over time'
                    />
                </h3>
                {legend}
                {onAllTimes && (
                    <button
                        type='button'
                        className='TokenAudit__link'
                        onClick={onAllTimes}
                    >
                        <FormattedMessage
                            id='token_audit.plot.all_time'
                            defaultMessage='Show all times'
                        />
                    </button>
                )}
                <button
                    type='button'
                    className='TokenAudit__link TokenAudit__plot-toggle'
                    onClick={() => setAsTable(!asTable)}
                >
                    {asTable ? (
                        <FormattedMessage
                            id='token_audit.plot.as_bars'
                            defaultMessage='Show as bars'
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.plot.as_table'
                            defaultMessage='Show as table'
                        />
                    )}
                </button>
            </div>
            {asTable ? (
                <PlotTable
                    series={series}
                    buckets={buckets}
                />
            ) : (
                <PlotBars
                    series={series}
                    buckets={buckets}
                    selected={selected}
                    onSpan={onSpan}
                />
            )}
        </section>
    );
}

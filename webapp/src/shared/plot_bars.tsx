import React, {useRef, useState} from 'react';
import {useIntl} from 'react-intl';

import {highest} from './plot_bucket.ts';
import {useBucketText} from './use_bucket_text.ts';

import type {Bucket, Series, Span} from './plot_bucket.ts';

interface Props<K extends string> {
    series: Series<K>;
    buckets: ReadonlyArray<Bucket<K>>;

    /** The stretch that is chosen: the bars outside of it are dimmed. */
    selected: Span | undefined;

    /** One bar was chosen, or several by dragging or with Shift. */
    onSpan: (span: Span) => void;
}

/**
 * A bar for each stretch of time, each a button that shows that time only. One stop for the Tab key; arrows go from
 * bar to bar, with Shift they take in more.
 */
export function PlotBars<K extends string>({series, buckets, selected, onSpan}: Props<K>) {
    const {formatMessage, formatNumber} = useIntl();
    const {timeOf, describe} = useBucketText(series);
    const group = useRef<HTMLDivElement>(null);
    const [current, setCurrent] = useState(0);
    const [anchor, setAnchor] = useState<number>();
    const dragging = useRef(false);
    const top = highest(buckets);
    const focusable = Math.min(current, buckets.length - 1);
    const [low, high] = anchor === undefined ? [-1, -1] : [Math.min(anchor, focusable), Math.max(anchor, focusable)];

    const choose = (index: number) => {
        const [first, last] = anchor === undefined ? [index, index] : [Math.min(anchor, index), Math.max(anchor, index)];
        const [from, until] = [buckets[first]?.from, buckets[last]?.until];
        setAnchor(undefined);
        if (from !== undefined && until !== undefined) {
            onSpan({from, until});
        }
    };

    const onKeyDown = (event: React.KeyboardEvent) => {
        const target = {ArrowLeft: focusable - 1, ArrowRight: focusable + 1, Home: 0, End: buckets.length - 1}[event.key];
        if (event.key === 'Escape') {
            setAnchor(undefined);
        }
        if (target === undefined) {
            return;
        }
        event.preventDefault();
        const next = Math.max(0, Math.min(buckets.length - 1, target));
        setAnchor(event.shiftKey ? anchor ?? focusable : undefined);
        setCurrent(next);
        group.current?.querySelectorAll('button')[next]?.focus();
    };

    return (
        <div className='TokenAudit__plot-body'>
            <div
                className='TokenAudit__axis TokenAudit__axis--count'
                aria-hidden='true'
            >
                <span>{buckets.length > 0 && formatNumber(top)}</span>
                <span>{buckets.length > 0 && formatNumber(0)}</span>
            </div>
            <div
                ref={group}
                className='TokenAudit__bars'
                role='toolbar'
                aria-label={formatMessage({id: 'token_audit.plot.bars', defaultMessage: 'Events over time. Arrow keys go from bar to bar, with Shift they select several; Enter shows only that time.'})}
                onKeyDown={onKeyDown}
                onPointerLeave={() => {
                    if (dragging.current) {
                        dragging.current = false;
                        setAnchor(undefined);
                    }
                }}
            >
                {buckets.map((bucket, index) => (
                    <button
                        key={bucket.from}
                        type='button'
                        className={`TokenAudit__bar ${index >= low && index <= high ? 'TokenAudit__bar--selected' : ''} ${selected && !overlap(bucket, selected) ? 'TokenAudit__bar--outside' : ''}`}
                        tabIndex={index === focusable ? 0 : -1}
                        aria-label={describe(bucket)}
                        title={describe(bucket)}
                        onClick={() => choose(index)}
                        onFocus={() => setCurrent(index)}
                        onPointerDown={(event) => {
                            if (event.isPrimary && event.button === 0) {
                                dragging.current = true;
                                setAnchor(index);
                                setCurrent(index);
                            }
                        }}
                        onPointerEnter={() => dragging.current && setCurrent(index)}
                        onPointerUp={() => {
                            // Over the bar it began on, a click follows.
                            if (dragging.current && anchor !== index) {
                                choose(index);
                            }
                            dragging.current = false;
                        }}
                    >
                        {series.filter(({key}) => bucket.counts[key] > 0).map(({key}) => (
                            <span
                                key={key}
                                className={`TokenAudit__bar-part TokenAudit__bar--${key}`}
                                style={{height: `${bucket.counts[key] / top * 100}%`}}
                            />
                        ))}
                    </button>
                ))}
            </div>
            <div
                className='TokenAudit__axis TokenAudit__axis--time'
                aria-hidden='true'
            >
                {[...new Set([buckets[0], buckets[Math.floor(buckets.length / 2)], buckets.at(-1)])].map((bucket) => bucket && (
                    <span key={bucket.from}>{timeOf(bucket)}</span>
                ))}
            </div>
        </div>
    );
}

function overlap(a: Span, b: Span): boolean {
    return a.from < b.until && b.from < a.until;
}

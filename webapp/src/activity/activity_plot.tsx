import React, {useId, useMemo, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {KINDS} from './activity_query.ts';
import {countOverTime} from './buckets.ts';
import {kindMessages} from './kind_messages.ts';
import {PlotBars} from './plot_bars.tsx';
import {PlotTable} from './plot_table.tsx';

import type {TokenEventKind} from '../../../server-bridge/audits/token_event.ts';
import type {ActivityQuery, ActivityRow} from './activity_query.ts';
import type {Span} from './buckets.ts';

interface Props {

    /** Rows that match everything but the kinds, newest first. */
    matching: readonly ActivityRow[];
    query: ActivityQuery;
    onQuery: (query: ActivityQuery) => void;
}

/** How many events of each kind over time, as bars or as a table; its legend chooses the kinds, its bars the time. */
export function ActivityPlot({matching, query, onQuery}: Props) {
    const {timeZone = 'local'} = useIntl();
    const [asTable, setAsTable] = useState(false);
    const headingId = useId();
    const {from, until, kinds} = query;
    const buckets = useMemo(() => {
        const events = matching.map(({event}) => event);
        const span = spanOf(events, {from, until});
        return span ? countOverTime(events.filter(({kind}) => kinds.has(kind)), span, timeZone) : [];
    }, [matching, from, until, kinds, timeZone]);

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
                        id='token_audit.activity.over_time'
                        defaultMessage='Events over time'
                    />
                </h3>
                <Legend
                    matching={matching}
                    kinds={kinds}
                    onKinds={(chosen) => onQuery({...query, kinds: chosen})}
                />
                {(from !== undefined || until !== undefined) && (
                    <button
                        type='button'
                        className='TokenAudit__link'
                        onClick={() => onQuery({...query, from: undefined, until: undefined})}
                    >
                        <FormattedMessage
                            id='token_audit.activity.all_time'
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
                            id='token_audit.activity.as_bars'
                            defaultMessage='Show as bars'
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.activity.as_table'
                            defaultMessage='Show as table'
                        />
                    )}
                </button>
            </div>
            {asTable ? <PlotTable buckets={buckets}/> : (
                <PlotBars
                    buckets={buckets}
                    onSpan={(span) => onQuery({...query, ...span})}
                />
            )}
        </section>
    );
}

/** Fewer events than that make wide bars rather than a plot of seconds. */
const SHORTEST_SPAN_MS = 3_600_000;

/** The times asked for, or else those of the events, which come newest first. */
function spanOf(events: ReadonlyArray<{at: number}>, {from, until}: Partial<Span>): Span | undefined {
    const [newest, oldest] = [events[0]?.at, events.at(-1)?.at];
    if (newest === undefined || oldest === undefined) {
        return undefined;
    }
    const last = until ?? newest + 1;
    return {from: from ?? Math.min(oldest, last - SHORTEST_SPAN_MS), until: last};
}

function Legend({matching, kinds, onKinds}: {matching: readonly ActivityRow[]; kinds: ReadonlySet<TokenEventKind>; onKinds: (kinds: ReadonlySet<TokenEventKind>) => void}) {
    const {formatMessage} = useIntl();
    return (
        <div
            className='TokenAudit__legend'
            role='group'
            aria-label={formatMessage({id: 'token_audit.activity.kinds', defaultMessage: 'Kinds of events shown'})}
        >
            {KINDS.map((kind) => (
                <label key={kind}>
                    <input
                        type='checkbox'
                        checked={kinds.has(kind)}
                        onChange={() => onKinds(new Set(KINDS.filter((other) => (other === kind) !== kinds.has(other))))}
                    />
                    <span
                        className={`TokenAudit__swatch TokenAudit__bar--${kind}`}
                        aria-hidden='true'
                    />
                    <FormattedMessage {...kindMessages[kind]}/>
                    {' '}
                    <span className='TokenAudit__muted'>{matching.filter(({event}) => event.kind === kind).length}</span>
                </label>
            ))}
        </div>
    );
}

import React, {useMemo} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Plot} from '../shared/plot.tsx';

import {KINDS} from './activity_query.ts';
import {countOverTime} from './buckets.ts';
import {kindMessages} from './kind_messages.ts';

import type {TokenEventKind} from '../../../server-bridge/audits/token_event.ts';
import type {Series, Span} from '../shared/plot_bucket.ts';
import type {ActivityQuery, ActivityRow} from './activity_query.ts';

const series: Series<TokenEventKind> = KINDS.map((key) => ({key, name: kindMessages[key]}));

interface Props {

    /** Rows that match everything but the kinds, newest first. */
    matching: readonly ActivityRow[];
    query: ActivityQuery;
    onQuery: (query: ActivityQuery) => void;
}

/** How many events of each kind over time, as bars or as a table; its legend chooses the kinds, its bars the time. */
export function ActivityPlot({matching, query, onQuery}: Props) {
    const {timeZone = 'local'} = useIntl();
    const {from, until, kinds} = query;
    const buckets = useMemo(() => {
        const events = matching.map(({event}) => event);
        const span = spanOf(events, {from, until});
        return span ? countOverTime(events.filter(({kind}) => kinds.has(kind)), span, timeZone) : [];
    }, [matching, from, until, kinds, timeZone]);

    return (
        <Plot
            series={series}
            buckets={buckets}
            legend={
                <Legend
                    matching={matching}
                    kinds={kinds}
                    onKinds={(chosen) => onQuery({...query, kinds: chosen})}
                />
            }
            onSpan={(span) => onQuery({...query, ...span})}
            onAllTimes={from === undefined && until === undefined ? undefined : () => onQuery({...query, from: undefined, until: undefined})}
        />
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

import React, {useDeferredValue, useEffect, useMemo, useSyncExternalStore} from 'react';

import {ActivityEmpty} from './activity_empty.tsx';
import {ActivityFilters} from './activity_filters.tsx';
import {ActivityPlot} from './activity_plot.tsx';
import {describeEvents, everything, matchingButKind} from './activity_query.ts';
import {ActivityStatus} from './activity_status.tsx';
import {ActivityTable} from './activity_table.tsx';
import './activity.css';

import type {ActivityQuery, DescribeToken} from './activity_query.ts';
import type {ActivityStore} from './activity_store.ts';

interface Props {

    /** Made and stopped by whoever shows the page, so that it can outlive a change of tabs. */
    store: ActivityStore;

    /** What is known of a token; a new function whenever that changed. */
    describeToken: DescribeToken;
    query: ActivityQuery;
    onQuery: (query: ActivityQuery) => void;
}

/** What was done to tokens: when, by whom, from where, with what. Reads when it opens. */
export function ActivityPage({store, describeToken, query, onQuery}: Props) {
    const {events, reach, load, owners, owners_version, acting} = useSyncExternalStore(store.subscribe, store.getSnapshot);

    // Typing stays quick with many events: the table follows when there is time.
    const deferredQuery = useDeferredValue(query);

    useEffect(() => {
        void store.load();
    }, [store]);

    // eslint-disable-next-line react-hooks/exhaustive-deps -- the owners change in place: their version says when
    const rows = useMemo(() => describeEvents(events, describeToken, owners), [events, describeToken, owners, owners_version]);
    const matching = useMemo(() => matchingButKind(rows, deferredQuery), [rows, deferredQuery]);
    const shown = useMemo(() => matching.filter(({event}) => deferredQuery.kinds.has(event.kind)), [matching, deferredQuery]);

    useEffect(() => {
        store.name(rows.flatMap(({event, owner_id}) => [event.actor_id, owner_id ?? '']).filter(Boolean));
    }, [store, rows, load.phase]);

    const reload = () => void store.load();
    const loadOlder = () => void store.loadOlder();

    return (
        <div className='TokenAudit__activity'>
            <ActivityFilters
                query={query}
                onQuery={onQuery}
                loading={load.phase === 'reading'}
                onReload={reload}
            />
            {events.length > 0 && (
                <ActivityPlot
                    matching={matching}
                    query={query}
                    onQuery={onQuery}
                />
            )}
            <ActivityStatus
                reach={reach}
                load={load}
                total={events.length}
                shown={shown.length}
                onLoadOlder={loadOlder}
                onStop={() => store.stopReading()}
            />
            <ActivityTable
                rows={shown}
                owners={owners}
                acting={acting}
                describeToken={describeToken}
                onVisible={(visible) => store.findActing(visible)}
                empty={
                    <ActivityEmpty
                        load={load}
                        reach={reach}
                        hasEvents={events.length > 0}
                        onReload={reload}
                        onLoadOlder={loadOlder}
                        onClearFilters={() => onQuery(everything)}
                    />
                }
            />
        </div>
    );
}

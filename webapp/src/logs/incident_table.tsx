import {useVirtualizer} from '@tanstack/react-virtual';
import React, {useMemo, useRef, useState} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {IncidentTableRow} from './incident_table_row.tsx';
import {incidentColumns, sortIncidents} from './sort_incidents.ts';

import type {IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Known} from './known.ts';
import type {IncidentColumn, IncidentSort} from './sort_incidents.ts';

const ROW_HEIGHT = 56;

const columns = defineMessages({
    reason: {id: 'token_audit.logs.column.reason', defaultMessage: 'What failed'},
    who: {id: 'token_audit.logs.column.who', defaultMessage: 'Who'},
    token: {id: 'token_audit.logs.column.token', defaultMessage: 'Token'},
    level: {id: 'token_audit.logs.column.level', defaultMessage: 'How sure'},
    count: {id: 'token_audit.logs.column.count', defaultMessage: 'Requests'},
    first: {id: 'token_audit.logs.column.first', defaultMessage: 'First'},
    last: {id: 'token_audit.logs.column.last', defaultMessage: 'Last'},
    trend: {id: 'token_audit.logs.column.trend', defaultMessage: 'Trend'},
    addresses: {id: 'token_audit.logs.column.addresses', defaultMessage: 'Addresses'},
} satisfies Record<IncidentColumn, {id: string; defaultMessage: string}>);

/** What is looked at from its greater end first. */
const descendingFirst: ReadonlySet<IncidentColumn> = new Set(['count', 'first', 'last']);

interface Props {
    incidents: readonly IncidentRow[];
    known: Known;

    /** Key of the one whose details are shown; empty for none. */
    openKey: string;
    onOpen: (key: string) => void;

    /** Shown where rows would be, when there are none. */
    empty: React.ReactNode;
}

/** The incidents, of which only the rows in sight exist in the page. */
export function IncidentTable({incidents, known, openKey, onOpen, empty}: Props) {
    const {formatMessage} = useIntl();
    const [sort, setSort] = useState<IncidentSort>({column: 'count', descending: true});
    const scroller = useRef<HTMLDivElement>(null);
    const rows = useMemo(() => sortIncidents(incidents, sort, {
        user: (id) => known.owner(id)?.username ?? '',
        token: (id) => known.token(id)?.description ?? '',
    }), [incidents, sort, known]);
    const virtualizer = useVirtualizer({
        count: rows.length,
        getScrollElement: () => scroller.current,
        estimateSize: () => ROW_HEIGHT,

        // An element stays with its incident when the order changes: a click never lands on another one that took its place.
        getItemKey: (index) => rows[index]?.key ?? index,
        overscan: 8,
    });

    return (
        <div
            ref={scroller}
            className='TokenAudit__scroller'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.logs.region', defaultMessage: 'Incidents'})}
        >
            <div
                className='TokenAudit__table TokenAudit__table--incidents'
                role='table'
                aria-label={formatMessage({id: 'token_audit.logs.table', defaultMessage: 'What failed, and who it was'})}
                aria-rowcount={rows.length + 1}
                aria-colcount={incidentColumns.length}
            >
                <div
                    role='rowgroup'
                    className='TokenAudit__head'
                >
                    <div
                        role='row'
                        aria-rowindex={1}
                        className='TokenAudit__row'
                    >
                        {incidentColumns.map((column) => (
                            <div
                                key={column}
                                role='columnheader'
                                aria-sort={ariaSort(sort, column)}
                                className='TokenAudit__cell'
                            >
                                <button
                                    type='button'
                                    className='TokenAudit__sort'
                                    onClick={() => setSort({column, descending: sort.column === column ? !sort.descending : descendingFirst.has(column)})}
                                >
                                    <FormattedMessage {...columns[column]}/>
                                    {sort.column === column && <Icon name={sort.descending ? 'sortDown' : 'sortUp'}/>}
                                </button>
                            </div>
                        ))}
                    </div>
                </div>
                <div
                    role='rowgroup'
                    className='TokenAudit__rows'
                    style={{height: virtualizer.getTotalSize()}}
                >
                    {virtualizer.getVirtualItems().map(({key, index, start}) => {
                        const incident = rows[index];
                        return incident && (
                            <IncidentTableRow
                                key={key}
                                incident={incident}
                                known={known}
                                open={incident.key === openKey}
                                onOpen={onOpen}
                                position={index}
                                top={start}
                            />
                        );
                    })}
                </div>
            </div>
            {rows.length === 0 && empty}
        </div>
    );
}

function ariaSort({column: sorted, descending}: IncidentSort, column: IncidentColumn): 'none' | 'ascending' | 'descending' {
    if (sorted !== column) {
        return 'none';
    }
    return descending ? 'descending' : 'ascending';
}

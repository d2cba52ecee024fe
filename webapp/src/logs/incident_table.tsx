import React, {useMemo, useState} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {orderOf, SortHeader} from '../shared/sort_header.tsx';
import {VirtualTable} from '../shared/virtual_table.tsx';

import {IncidentTableRow} from './incident_table_row.tsx';
import {incidentColumns, sortIncidents} from './sort_incidents.ts';

import type {IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Known} from './known.ts';
import type {IncidentColumn, IncidentSort} from './sort_incidents.ts';

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
    const rows = useMemo(() => sortIncidents(incidents, sort, {
        user: (id) => known.owner(id)?.username ?? '',
        token: (id) => known.token(id)?.description ?? '',
    }), [incidents, sort, known]);
    return (
        <VirtualTable
            kind='incidents'
            region={formatMessage({id: 'token_audit.logs.region', defaultMessage: 'Incidents'})}
            label={formatMessage({id: 'token_audit.logs.table', defaultMessage: 'What failed, and who it was'})}
            head={incidentColumns.map((column) => (
                <SortHeader
                    key={column}
                    sorted={sort.column === column ? orderOf(sort) : undefined}
                    onSort={() => setSort({column, descending: sort.column === column ? !sort.descending : descendingFirst.has(column)})}
                >
                    <FormattedMessage {...columns[column]}/>
                </SortHeader>
            ))}
            rows={rows}
            keyOf={({key}) => key}
            empty={empty}
        >
            {(incident, place) => (
                <IncidentTableRow
                    incident={incident}
                    known={known}
                    open={incident.key === openKey}
                    onOpen={onOpen}
                    {...place}
                />
            )}
        </VirtualTable>
    );
}

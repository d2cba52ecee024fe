import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {orderOf, SortHeader} from '../shared/sort_header.tsx';
import {VirtualTable} from '../shared/virtual_table.tsx';

import {columnNames} from './people_messages.ts';
import {sortColumns} from './people_rows.ts';
import {PersonTableRow} from './person_table_row.tsx';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {PeopleQuery, PersonRow} from './people_rows.ts';

const columns = ['name', 'create', 'post', 'active', 'change'] as const;

interface Props {
    rows: readonly PersonRow[];
    query: PeopleQuery;
    onQuery: (query: PeopleQuery) => void;

    /** Whether the number of tokens is known. */
    counted: boolean;
    onChange: (owner: Owner) => void;
    onShowTokens: (owner: Owner) => void;

    /** Shown where rows would be, when there are none. */
    empty: React.ReactNode;
}

/** The people, of whom only those in sight exist in the page. */
export function PeopleTable({rows, query, onQuery, counted, onChange, onShowTokens, empty}: Props) {
    const {formatMessage} = useIntl();
    return (
        <VirtualTable
            kind='people'
            region={formatMessage({id: 'token_audit.people.region', defaultMessage: 'People'})}
            label={formatMessage({id: 'token_audit.people.table', defaultMessage: 'Who may create tokens or post anywhere'})}
            head={columns.map((column) => (
                <ColumnHeader
                    key={column}
                    column={column}
                    query={query}
                    onQuery={onQuery}
                />
            ))}
            rows={rows}
            keyOf={({owner}) => owner.id}
            empty={empty}
        >
            {(row, place) => (
                <PersonTableRow
                    row={row}
                    counted={counted}
                    onChange={onChange}
                    onShowTokens={onShowTokens}
                    {...place}
                />
            )}
        </VirtualTable>
    );
}

function ColumnHeader({column, query, onQuery}: {column: typeof columns[number]} & Pick<Props, 'query' | 'onQuery'>) {
    const sort = sortColumns.find((name) => name === column);
    if (!sort) {
        return (
            <div
                role='columnheader'
                className='TokenAudit__cell TokenAudit__column'
            >
                <span className={column === 'change' ? 'sr-only' : undefined}><FormattedMessage {...columnNames[column]}/></span>
            </div>
        );
    }
    const isSorted = query.sort === sort;
    return (
        <SortHeader
            sorted={isSorted ? orderOf(query) : undefined}
            onSort={() => onQuery({...query, sort, descending: isSorted ? !query.descending : sort === 'active'})}
        >
            <FormattedMessage {...columnNames[column]}/>
        </SortHeader>
    );
}

import {useVirtualizer} from '@tanstack/react-virtual';
import React, {useRef} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {columnNames} from './people_messages.ts';
import {sortColumns} from './people_rows.ts';
import {PersonTableRow} from './person_table_row.tsx';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {PeopleQuery, PersonRow} from './people_rows.ts';

const ROW_HEIGHT = 56;
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
    const scroller = useRef<HTMLDivElement>(null);
    const virtualizer = useVirtualizer({
        count: rows.length,
        getScrollElement: () => scroller.current,
        estimateSize: () => ROW_HEIGHT,
        overscan: 8,
        getItemKey: (index) => rows[index]?.owner.id ?? index,
    });
    return (
        <div
            ref={scroller}
            className='TokenAudit__scroller'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.people.region', defaultMessage: 'People'})}
        >
            <div
                className='TokenAudit__table TokenAudit__table--people'
                role='table'
                aria-label={formatMessage({id: 'token_audit.people.table', defaultMessage: 'Who may create tokens or post anywhere'})}
                aria-rowcount={rows.length + 1}
                aria-colcount={columns.length}
            >
                <div
                    role='rowgroup'
                    className='TokenAudit__head'
                >
                    <div
                        role='row'
                        aria-rowindex={1}
                        className='TokenAudit__row TokenAudit__row--people'
                    >
                        {columns.map((column) => (
                            <ColumnHeader
                                key={column}
                                column={column}
                                query={query}
                                onQuery={onQuery}
                            />
                        ))}
                    </div>
                </div>
                <div
                    role='rowgroup'
                    className='TokenAudit__rows'
                    style={{height: virtualizer.getTotalSize()}}
                >
                    {virtualizer.getVirtualItems().map(({key, index, start}) => {
                        const row = rows[index];
                        return row && (
                            <PersonTableRow
                                key={key}
                                row={row}
                                counted={counted}
                                position={index}
                                top={start}
                                onChange={onChange}
                                onShowTokens={onShowTokens}
                            />
                        );
                    })}
                </div>
            </div>
            {rows.length === 0 && empty}
        </div>
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
    const sorted = query.sort === sort;
    return (
        <div
            role='columnheader'
            aria-sort={!sorted ? 'none' : query.descending ? 'descending' : 'ascending'}
            className='TokenAudit__cell'
        >
            <button
                type='button'
                className='TokenAudit__sort'
                onClick={() => onQuery({...query, sort, descending: sorted ? !query.descending : sort === 'active'})}
            >
                <FormattedMessage {...columnNames[column]}/>
                {sorted && <Icon name={query.descending ? 'sortDown' : 'sortUp'}/>}
            </button>
        </div>
    );
}

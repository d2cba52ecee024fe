import React, {useEffect, useRef} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {sortColumns} from '../../../server-bridge/inventory/row_order.ts';
import {orderOf, SortHeader} from '../shared/sort_header.tsx';

import {lastSeenHelp} from './last_seen.tsx';

import type {Query} from '../../../server-bridge/inventory/query.ts';
import type {SortColumn} from '../../../server-bridge/inventory/row_order.ts';

const columns = defineMessages({
    description: {id: 'token_audit.column.description', defaultMessage: 'Description'},
    owner: {id: 'token_audit.column.owner', defaultMessage: 'Owner'},
    findings: {id: 'token_audit.column.findings', defaultMessage: 'Findings'},
    state: {id: 'token_audit.column.state', defaultMessage: 'State'},
    last_seen: {id: 'token_audit.column.last_seen', defaultMessage: 'Last seen'},
    created: {id: 'token_audit.column.created', defaultMessage: 'Created'},
    expires: {id: 'token_audit.column.expires', defaultMessage: 'Expires'},
    id: {id: 'token_audit.column.id', defaultMessage: 'Token ID'},
} satisfies Record<SortColumn, {id: string; defaultMessage: string}>);

/** What a column does not say by itself. */
const explanations: Partial<Record<SortColumn, {id: string; defaultMessage: string}>> = {
    last_seen: lastSeenHelp,
    ...defineMessages({
        created: {
            id: 'token_audit.column.created.help',
            defaultMessage: 'From the server’s audits; unknown where they do not reach back that far.',
        },
    }),
};

interface Props {
    query: Query;
    onQuery: (query: Query) => void;
    ticked: 'none' | 'some' | 'all';
    onTickAll: () => void;
    matching: number;
    withExpiry: boolean;
}

/** The columns' names, which sort when clicked, and the box that ticks every matching token. */
export function TableHeader({query, onQuery, ticked, onTickAll, matching, withExpiry}: Props) {
    const {formatMessage} = useIntl();
    const all = useRef<HTMLInputElement>(null);
    useEffect(() => {
        if (all.current) {
            all.current.indeterminate = ticked === 'some';
        }
    }, [ticked]);

    const sortBy = (sort: SortColumn) => onQuery({...query, sort, descending: query.sort === sort && !query.descending});

    return (
        <div
            role='rowgroup'
            className='TokenAudit__head'
        >
            <div
                role='row'
                aria-rowindex={1}
                className='TokenAudit__row'
            >
                <div
                    role='columnheader'
                    className='TokenAudit__cell TokenAudit__cell--tick'
                >
                    <input
                        ref={all}
                        type='checkbox'
                        checked={ticked === 'all'}
                        disabled={matching === 0}
                        onChange={onTickAll}
                        aria-label={formatMessage({
                            id: 'token_audit.table.select_all',
                            defaultMessage: '{count, plural, one {Select the # matching token} other {Select all # matching tokens}}',
                        }, {count: matching})}
                    />
                </div>
                {sortColumns.filter((column) => withExpiry || column !== 'expires').map((column) => (
                    <SortHeader
                        key={column}
                        sorted={query.sort === column ? orderOf(query) : undefined}
                        title={explanations[column] && formatMessage(explanations[column])}
                        onSort={() => sortBy(column)}
                    >
                        <FormattedMessage {...columns[column]}/>
                    </SortHeader>
                ))}
            </div>
        </div>
    );
}

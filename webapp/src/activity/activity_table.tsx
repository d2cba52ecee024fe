import React from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {VirtualTable} from '../shared/virtual_table.tsx';

import {ActivityTableRow} from './activity_table_row.tsx';

import type {Acting} from '../../../server-bridge/audits/acting_token.ts';
import type {TokenEvent} from '../../../server-bridge/audits/token_event.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {ActivityRow, DescribeToken} from './activity_query.ts';

const columns = defineMessages({
    when: {id: 'token_audit.activity.column.when', defaultMessage: 'When'},
    what: {id: 'token_audit.activity.column.what', defaultMessage: 'What'},
    token: {id: 'token_audit.activity.column.token', defaultMessage: 'Token'},
    owner: {id: 'token_audit.activity.column.owner', defaultMessage: 'Owner'},
    by: {id: 'token_audit.activity.column.by', defaultMessage: 'By'},
    with: {id: 'token_audit.activity.column.with', defaultMessage: 'With'},
    where: {id: 'token_audit.activity.column.where', defaultMessage: 'From'},
});

interface Props {
    rows: readonly ActivityRow[];
    owners: ReadonlyMap<string, Owner>;
    acting: ReadonlyMap<string, Acting>;
    describeToken: DescribeToken;

    /** Gets the events in sight: what they were done with is asked for those only. */
    onVisible: (events: TokenEvent[]) => void;

    /** Shown where rows would be, when there are none. */
    empty: React.ReactNode;
}

/** The events, of which only the rows in sight exist in the page. */
export function ActivityTable({rows, owners, acting, describeToken, onVisible, empty}: Props) {
    const {formatMessage} = useIntl();
    return (
        <VirtualTable
            kind='activity'
            region={formatMessage({id: 'token_audit.activity.region', defaultMessage: 'Token events'})}
            label={formatMessage({id: 'token_audit.activity.table', defaultMessage: 'What was done to tokens, newest first'})}
            head={Object.entries(columns).map(([column, message]) => (
                <div
                    key={column}
                    role='columnheader'
                    aria-sort={column === 'when' ? 'descending' : undefined}
                    className='TokenAudit__cell TokenAudit__column'
                >
                    <FormattedMessage {...message}/>
                </div>
            ))}
            rows={rows}
            keyOf={({event}) => event.id}
            onVisible={(visible) => onVisible(visible.map(({event}) => event))}
            empty={empty}
        >
            {(row, place) => (
                <ActivityTableRow
                    row={row}
                    owners={owners}
                    acting={acting.get(row.event.id)}
                    describeToken={describeToken}
                    {...place}
                />
            )}
        </VirtualTable>
    );
}

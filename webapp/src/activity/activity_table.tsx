import {useVirtualizer} from '@tanstack/react-virtual';
import React, {useEffect, useRef} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {ActivityTableRow} from './activity_table_row.tsx';

import type {Acting} from '../../../server-bridge/audits/acting_token.ts';
import type {TokenEvent} from '../../../server-bridge/audits/token_event.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {ActivityRow, DescribeToken} from './activity_query.ts';

const ROW_HEIGHT = 56;

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
    const scroller = useRef<HTMLDivElement>(null);
    const virtualizer = useVirtualizer({
        count: rows.length,
        getScrollElement: () => scroller.current,
        estimateSize: () => ROW_HEIGHT,
        overscan: 8,
    });
    const items = virtualizer.getVirtualItems();

    useEffect(() => onVisible(items.flatMap(({index}) => rows[index]?.event ?? [])));

    return (
        <div
            ref={scroller}
            className='TokenAudit__scroller'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.activity.region', defaultMessage: 'Token events'})}
        >
            <div
                className='TokenAudit__table TokenAudit__table--activity'
                role='table'
                aria-label={formatMessage({id: 'token_audit.activity.table', defaultMessage: 'What was done to tokens, newest first'})}
                aria-rowcount={rows.length + 1}
                aria-colcount={Object.keys(columns).length}
            >
                <div
                    role='rowgroup'
                    className='TokenAudit__head'
                >
                    <div
                        role='row'
                        aria-rowindex={1}
                        className='TokenAudit__row TokenAudit__row--activity'
                    >
                        {Object.entries(columns).map(([column, message]) => (
                            <div
                                key={column}
                                role='columnheader'
                                aria-sort={column === 'when' ? 'descending' : undefined}
                                className='TokenAudit__cell TokenAudit__column'
                            >
                                <FormattedMessage {...message}/>
                            </div>
                        ))}
                    </div>
                </div>
                <div
                    role='rowgroup'
                    className='TokenAudit__rows'
                    style={{height: virtualizer.getTotalSize()}}
                >
                    {items.map(({key, index, start}) => {
                        const row = rows[index];
                        return row && (
                            <ActivityTableRow
                                key={key}
                                row={row}
                                owners={owners}
                                acting={acting.get(row.event.id)}
                                describeToken={describeToken}
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

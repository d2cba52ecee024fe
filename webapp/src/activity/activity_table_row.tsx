import React from 'react';
import {FormattedDate, FormattedMessage, FormattedTime, useIntl} from 'react-intl';

import {OwnerCell} from '../shared/owner_cell.tsx';
import {TokenName} from '../shared/token_name.tsx';

import {ActingCell} from './acting_cell.tsx';
import {kindMessages} from './kind_messages.ts';

import type {Acting} from '../../../server-bridge/audits/acting_token.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {ActivityRow, DescribeToken} from './activity_query.ts';

interface Props {
    row: ActivityRow;
    owners: ReadonlyMap<string, Owner>;

    /** Undefined until it is known. */
    acting: Acting | undefined;
    describeToken: DescribeToken;

    /** Where it stands among the rows shown, from 0. */
    position: number;

    /** Distance from the first row, in px. */
    top: number;
}

/** One event. */
export function ActivityTableRow({row: {event, description, owner_id}, owners, acting, describeToken, position, top}: Props) {
    return (
        <div
            role='row'
            aria-rowindex={position + 2}
            className='TokenAudit__row TokenAudit__row--body TokenAudit__row--activity'
            style={{transform: `translateY(${top}px)`}}
        >
            <Cell><When at={event.at}/></Cell>
            <Cell>
                <span className={`TokenAudit__kind TokenAudit__kind--${event.kind}`}>
                    <FormattedMessage {...kindMessages[event.kind]}/>
                </span>
            </Cell>
            <Cell>
                <TokenName
                    id={event.token_id}
                    description={description}
                />
            </Cell>
            <Cell>
                {owner_id ? (
                    <OwnerCell
                        owner={owners.get(owner_id)}
                        userId={owner_id}
                    />
                ) : (
                    <Unknown>
                        <FormattedMessage
                            id='token_audit.activity.owner_unknown'
                            defaultMessage='Unknown'
                        />
                    </Unknown>
                )}
            </Cell>
            <Cell>
                {event.actor_id ? (
                    <OwnerCell
                        owner={owners.get(event.actor_id)}
                        userId={event.actor_id}
                    />
                ) : (
                    <Unknown>
                        <FormattedMessage
                            id='token_audit.activity.actor_unknown'
                            defaultMessage='Not recorded'
                        />
                    </Unknown>
                )}
            </Cell>
            <Cell>
                <ActingCell
                    acting={acting}
                    describeToken={describeToken}
                />
            </Cell>
            <Cell>
                <span
                    className='TokenAudit__ellipsis'
                    title={event.ip_address}
                >
                    <bdi>{event.ip_address}</bdi>
                </span>
            </Cell>
        </div>
    );
}

function Cell({children}: {children: React.ReactNode}) {
    return (
        <div
            role='cell'
            className='TokenAudit__cell'
        >
            {children}
        </div>
    );
}

function Unknown({children}: {children: React.ReactNode}) {
    return <span className='TokenAudit__muted TokenAudit__ellipsis'>{children}</span>;
}

function When({at}: {at: number}) {
    const {formatDate} = useIntl();
    return (
        <time
            className='TokenAudit__when'
            dateTime={new Date(at).toISOString()}
            title={formatDate(at, {dateStyle: 'full', timeStyle: 'full'})}
        >
            <span>
                <FormattedDate
                    value={at}
                    dateStyle='medium'
                />
            </span>
            {' '}
            <span className='TokenAudit__muted'>
                <FormattedTime
                    value={at}
                    timeStyle='medium'
                />
            </span>
        </time>
    );
}

import React from 'react';
import {FormattedMessage} from 'react-intl';
import {Link} from 'react-router-dom';

import {Moment} from '../shared/moment.tsx';

import {logsLink} from './links.ts';

import type {Answer} from '../../../server-bridge/trace/answer.ts';
import type {CardProps} from './answers.tsx';

/** An IP address, and who was seen there. */
export function AddressCard({answer: {address, users}, known}: CardProps & {answer: Extract<Answer, {kind: 'address'}>}) {
    return (
        <article className='TokenAudit__trace-card'>
            <h2>{address}</h2>
            <p className='TokenAudit__trace-kind'>
                <FormattedMessage
                    id='token_audit.trace.address'
                    defaultMessage='IP address'
                />
            </p>
            {users.length > 0 ? (
                <ul className='TokenAudit__lines'>
                    {users.map(({user_id, owner, count, last_at}) => (
                        <li key={user_id}>
                            <FormattedMessage
                                id='token_audit.trace.seen_at_address'
                                defaultMessage='{who}: {count, plural, one {# audit} other {# audits}}, last {when}'
                                values={{
                                    who: <strong key='who'>{owner ? `@${owner.username}` : user_id}</strong>,
                                    count,
                                    when: (
                                        <Moment
                                            key='when'
                                            at={last_at}
                                        />
                                    ),
                                }}
                            />
                        </li>
                    ))}
                </ul>
            ) : (
                <p>
                    {known.is_admin ? (
                        <FormattedMessage
                            id='token_audit.trace.address_unseen'
                            defaultMessage='No audit that was read came from there. Requests that only read leave no audit; the log may know more.'
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.trace.address_not_yours'
                            defaultMessage='No audit of yours came from there. Those of others only a system admin can see.'
                        />
                    )}
                </p>
            )}
            {known.is_admin && (
                <div className='TokenAudit__trace-links'>
                    <Link to={logsLink({log_address: address})}>
                        <FormattedMessage
                            id='token_audit.trace.address_log_events'
                            defaultMessage='Its events in the log'
                        />
                    </Link>
                </div>
            )}
        </article>
    );
}

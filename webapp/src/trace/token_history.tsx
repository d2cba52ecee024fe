import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {kindMessages} from '../activity/kind_messages.ts';
import {Moment} from '../shared/moment.tsx';

import type {TokenEvent} from '../../../server-bridge/audits/token_event.ts';
import type {Trace} from '../../../server-bridge/trace/answer.ts';

/** What the audits tell of a token, newest first; nothing when they say nothing. */
export function TokenHistory({events, trace}: {events: readonly TokenEvent[]; trace: Trace}) {
    const {formatMessage} = useIntl();
    if (events.length === 0) {
        return null;
    }
    const nameOf = (userId: string) => {
        const owner = trace.people.get(userId);
        return owner ? `@${owner.username}` : userId || '?';
    };
    return (
        <section>
            <h3>
                <FormattedMessage
                    id='token_audit.panel.history'
                    defaultMessage='History'
                />
            </h3>
            <ul className='TokenAudit__lines'>
                {events.map((event) => (
                    <li key={event.id}>
                        <FormattedMessage
                            id='token_audit.panel.event'
                            defaultMessage='{what} {when} by {who} from {where}'
                            values={{
                                what: <strong key='what'>{formatMessage(kindMessages[event.kind])}</strong>,
                                when: (
                                    <Moment
                                        key='when'
                                        at={event.at}
                                    />
                                ),
                                who: nameOf(event.actor_id),
                                where: event.ip_address || '?',
                            }}
                        />
                    </li>
                ))}
            </ul>
        </section>
    );
}

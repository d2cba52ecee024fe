import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {Moment} from '../shared/moment.tsx';

/** What the time means, and how fine it is. */
export const {last_seen_help: lastSeenHelp} = defineMessages({
    last_seen_help: {
        id: 'token_audit.column.last_seen.help',
        defaultMessage: 'At least then: the server notes a token’s activity on some requests only, and at most every 5 minutes. No session means that it was not used since it was created, activated or its sessions were ended.',
    },
});

interface Props {

    /** Ms since 1970; 0 = no session; undefined = not asked yet. */
    at: number | undefined;

    /** 0 where they are told of elsewhere. */
    sessions: number;
}

/** When a token was seen last, at least, and how many sessions it has. Never "last used": the server does not know. */
export function LastSeen({at, sessions}: Props) {
    if (at === undefined) {
        return <span className='TokenAudit__muted'>{'…'}</span>;
    }
    if (at === 0) {
        return (
            <span className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.last_seen.no_session'
                    defaultMessage='No session'
                />
            </span>
        );
    }
    return (
        <span>
            <Moment at={at}/>
            {' '}
            {sessions > 0 && (
                <span className='TokenAudit__muted TokenAudit__sessions'>
                    <FormattedMessage
                        id='token_audit.last_seen.sessions'
                        defaultMessage='{sessions, plural, one {(# session)} other {(# sessions)}}'
                        values={{sessions}}
                    />
                </span>
            )}
        </span>
    );
}

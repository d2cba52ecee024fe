import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Moment} from '../shared/moment.tsx';

interface Props {

    /** Ms since 1970; 0 = no session; undefined = not asked yet. */
    at: number | undefined;
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
            <span className='TokenAudit__muted'>
                {' '}
                <FormattedMessage
                    id='token_audit.last_seen.sessions'
                    defaultMessage='{sessions, plural, one {(# session)} other {(# sessions)}}'
                    values={{sessions}}
                />
            </span>
        </span>
    );
}

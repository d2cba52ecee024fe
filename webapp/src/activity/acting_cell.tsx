import React from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {TokenName} from '../shared/token_name.tsx';

import type {Acting} from '../../../server-bridge/audits/acting_token.ts';
import type {DescribeToken} from './activity_query.ts';

const messages = defineMessages({
    login: {id: 'token_audit.activity.with.login', defaultMessage: 'Login session'},
    oauth: {id: 'token_audit.activity.with.oauth', defaultMessage: 'OAuth app'},
    unknown: {id: 'token_audit.activity.with.unknown', defaultMessage: 'Unknown'},
});

const reasons = defineMessages({
    no_session: {id: 'token_audit.activity.with.no_session', defaultMessage: 'The server recorded no session.'},
    session_ended: {id: 'token_audit.activity.with.session_ended', defaultMessage: 'The session has ended: whether it was a login’s or a token’s can no longer be told.'},
    not_read: {id: 'token_audit.activity.with.not_read', defaultMessage: 'The sessions could not be read.'},
});

/** What an event was done with: which token, a login session, or why that is unknown. */
export function ActingCell({acting, describeToken}: {acting: Acting | undefined; describeToken: DescribeToken}) {
    const {formatMessage} = useIntl();
    if (!acting) {
        return <span className='TokenAudit__muted'>{'…'}</span>;
    }
    switch (acting.by) {
    case 'token':
        return (
            <TokenName
                id={acting.token_id}
                description={describeToken(acting.token_id)?.description}
            />
        );
    case 'unknown':
        return (
            <span
                className='TokenAudit__muted TokenAudit__token-name'
                title={formatMessage(reasons[acting.reason])}
            >
                <span><FormattedMessage {...messages.unknown}/></span>
                <span className='TokenAudit__ellipsis TokenAudit__small'><FormattedMessage {...reasons[acting.reason]}/></span>
            </span>
        );
    default:
        return <FormattedMessage {...messages[acting.by]}/>;
    }
}

import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

const takes = defineMessages({
    token: {id: 'token_audit.trace.takes.token', defaultMessage: 'Token ID'},
    user: {id: 'token_audit.trace.takes.user', defaultMessage: 'User ID, @username or e-mail'},
    session: {id: 'token_audit.trace.takes.session', defaultMessage: 'Session or request ID'},
    address: {id: 'token_audit.trace.takes.address', defaultMessage: 'IP address'},
    fingerprint: {id: 'token_audit.trace.takes.fingerprint', defaultMessage: 'Fingerprint'},
    line: {id: 'token_audit.trace.takes.line', defaultMessage: 'A log line or a whole message'},
});

/** What the box takes, and what becomes of a secret in it. */
export function TraceHelp() {
    return (
        <div className='TokenAudit__trace-help'>
            <ul className='TokenAudit__trace-takes'>
                {Object.entries(takes).map(([key, message]) => <li key={key}><FormattedMessage {...message}/></li>)}
            </ul>
            <p className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.trace.secret_promise'
                    defaultMessage='A token’s secret is never looked up or sent: it is taken out of the box, and only its fingerprint is compared here with those that owners registered. Paste it here, not after /token-trace: what is typed there Mattermost itself sends to the server.'
                />
            </p>
        </div>
    );
}

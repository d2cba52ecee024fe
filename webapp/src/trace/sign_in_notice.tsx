import React from 'react';
import {FormattedMessage} from 'react-intl';
import {Link} from 'react-router-dom';

import {PLUGIN_ID} from '../shared/host.ts';

/** The host shows this page also to somebody who is not signed in. */
export function SignInNotice() {
    return (
        <div
            className='TokenAudit__trace-card'
            role='alert'
        >
            <h2>
                <FormattedMessage
                    id='token_audit.trace.sign_in'
                    defaultMessage='Please log in'
                />
            </h2>
            <p>
                <FormattedMessage
                    id='token_audit.trace.sign_in_why'
                    defaultMessage='What an id is can only be said as far as your account’s rights reach.'
                />
            </p>
            <p>
                <Link
                    className='btn btn-primary btn-sm'
                    to={`/login?redirect_to=${encodeURIComponent(`/plug/${PLUGIN_ID}/trace`)}`}
                >
                    <FormattedMessage
                        id='token_audit.trace.log_in'
                        defaultMessage='Log in'
                    />
                </Link>
            </p>
        </div>
    );
}

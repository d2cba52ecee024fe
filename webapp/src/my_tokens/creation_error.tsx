import React from 'react';
import {FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

/** Why no token was made, in terms of what a user can do about it. */
export function CreationError({error}: {error: RestError}) {
    return (
        <p
            className='TokenAudit__banner'
            role='alert'
        >
            <Cause error={error}/>
        </p>
    );
}

function Cause({error}: {error: RestError}) {
    if (error.server_error_id === 'app.user_access_token.disabled') {
        return (
            <FormattedMessage
                id='token_audit.mine.create.switched_off'
                defaultMessage='Access tokens are switched off on this server. An administrator can switch them on in System Console → Integrations → Integration Management.'
            />
        );
    }
    if (error.kind === 'forbidden') {
        return (
            <FormattedMessage
                id='token_audit.mine.create.forbidden'
                defaultMessage='The server does not let you do this. Either the right was taken away, or this session belongs to an app that you signed in through (OAuth), which may not make tokens: sign in with your password instead.'
            />
        );
    }
    if (error.kind === 'rejected') {
        return (
            <FormattedMessage
                id='token_audit.mine.create.rejected'
                defaultMessage='The server refused it ({id}). Check the description and the expiry.'
                values={{id: error.server_error_id || error.status}}
            />
        );
    }
    return <RestErrorMessage kind={error.kind} forAnyone/>;
}

import React from 'react';
import {FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RestError} from '../../../server-bridge/rest/rest_error.ts';
import type {RoleStep} from './use_role_change.ts';

/** Why the roles are not what was wanted; nothing while there is no reason. */
export function RoleError({step}: {step: RoleStep}) {
    if (step.step !== 'failed' && step.step !== 'not_kept') {
        return null;
    }
    return (
        <p
            className='TokenAudit__banner'
            role='alert'
        >
            {step.step === 'failed' ? <Reason error={step.error}/> : (
                <FormattedMessage
                    id='token_audit.people.error.not_kept'
                    defaultMessage='The server took the change, but the account now holds: {roles}. Someone else, or a synchronisation with LDAP or SAML, may be changing it.'
                    values={{roles: step.owner.roles.join(', ')}}
                />
            )}
        </p>
    );
}

function Reason({error}: {error: RestError}) {
    if (error.kind === 'forbidden') {
        return (
            <FormattedMessage
                id='token_audit.people.error.forbidden'
                defaultMessage='Your account may not change roles (permission manage_roles), so nothing was changed.'
            />
        );
    }
    if (error.server_error_id === 'api.user.update_user_roles.license.app_error') {
        return (
            <FormattedMessage
                id='token_audit.people.error.license'
                defaultMessage='Nothing was changed: this person holds an administrative role that the server’s licence does not cover, and the server refuses every change that keeps it.'
            />
        );
    }
    return <RestErrorMessage kind={error.kind}/>;
}

import React from 'react';
import {FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

/** What went wrong with reading audits; a missing right is named. */
export function ActivityErrorMessage({error}: {error: RestError}) {
    if (error.kind === 'forbidden') {
        return (
            <FormattedMessage
                id='token_audit.activity.forbidden'
                defaultMessage='Your account may not read the server’s audits. That takes the permission read_audits, which system admins have.'
            />
        );
    }
    return <RestErrorMessage kind={error.kind}/>;
}

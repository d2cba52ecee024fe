import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import type {PauseReason} from '../../../server-bridge/bulk/run_control.ts';

const messages = defineMessages({
    asked: {id: 'token_audit.pause.asked', defaultMessage: 'Paused. Nothing more is changed until you resume.'},
    unauthorized: {id: 'token_audit.pause.unauthorized', defaultMessage: 'Paused: your session has ended. Log in again in another tab, then resume here.'},
    forbidden: {id: 'token_audit.pause.forbidden', defaultMessage: 'Paused: your account has lost the right to do this. Resume when it has it again (permission manage_system).'},
    network: {id: 'token_audit.pause.network', defaultMessage: 'Paused: the server does not answer. Check your connection, then resume.'},
} satisfies Record<PauseReason, {id: string; defaultMessage: string}>);

/** Why a run waits, and for what. */
export function PauseNotice({reason}: {reason: PauseReason}) {
    return (
        <p
            className={reason === 'asked' ? undefined : 'TokenAudit__banner'}
            role={reason === 'asked' ? 'status' : 'alert'}
        >
            <FormattedMessage {...messages[reason]}/>
        </p>
    );
}

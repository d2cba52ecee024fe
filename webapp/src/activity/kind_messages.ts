import {defineMessages} from 'react-intl';

import type {TokenEventKind} from '../../../server-bridge/audits/token_event.ts';

export const kindMessages = defineMessages({
    created: {id: 'token_audit.activity.created', defaultMessage: 'Created'},
    deactivated: {id: 'token_audit.activity.deactivated', defaultMessage: 'Deactivated'},
    activated: {id: 'token_audit.activity.activated', defaultMessage: 'Activated'},
    revoked: {id: 'token_audit.activity.revoked', defaultMessage: 'Revoked'},
} satisfies Record<TokenEventKind, {id: string; defaultMessage: string}>);

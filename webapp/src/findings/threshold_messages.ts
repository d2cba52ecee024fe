import {defineMessages} from 'react-intl';

import type {Policy} from '../../../server-bridge/findings/policy.ts';

/** The limit in force; 0 switches a rule off. */
export const thresholdMessages = defineMessages({
    not_seen_days: {id: 'token_audit.threshold.not_seen_days', defaultMessage: '{value, plural, =0 {Switched off.} one {After # day without a sign of use.} other {After # days without a sign of use.}}'},
    no_session_days: {id: 'token_audit.threshold.no_session_days', defaultMessage: '{value, plural, =0 {Switched off.} one {From # day after its creation, or at once where the audits do not reach back to it.} other {From # days after its creation, or at once where the audits do not reach back to it.}}'},
    inactive_days: {id: 'token_audit.threshold.inactive_days', defaultMessage: '{value, plural, =0 {Switched off.} one {After # day of being deactivated.} other {After # days of being deactivated.}}'},
    max_active_tokens: {id: 'token_audit.threshold.max_active_tokens', defaultMessage: '{value, plural, =0 {Switched off.} one {When an owner has more than # active token.} other {When an owner has more than # active tokens.}}'},
    expires_soon_days: {id: 'token_audit.threshold.expires_soon_days', defaultMessage: '{value, plural, =0 {Switched off.} one {From # day before its end.} other {From # days before its end.}}'},
} satisfies Record<keyof Policy, {id: string; defaultMessage: string}>);

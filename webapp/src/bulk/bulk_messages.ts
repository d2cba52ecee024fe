import {defineMessages} from 'react-intl';

import type {TokenOutcome} from '../../../server-bridge/bulk/run_bulk.ts';
import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';

type PerAction = Record<TokenAction, {id: string; defaultMessage: string}>;

export const actionNames = defineMessages({
    deactivate: {id: 'token_audit.action.deactivate', defaultMessage: 'Deactivate'},
    activate: {id: 'token_audit.action.activate', defaultMessage: 'Activate'},
    revoke: {id: 'token_audit.action.revoke', defaultMessage: 'Revoke'},
} satisfies PerAction);

export const questions = defineMessages({
    deactivate: {id: 'token_audit.bulk.deactivate.title', defaultMessage: '{count, plural, one {Deactivate # token?} other {Deactivate # tokens?}}'},
    activate: {id: 'token_audit.bulk.activate.title', defaultMessage: '{count, plural, one {Activate # token?} other {Activate # tokens?}}'},
    revoke: {id: 'token_audit.bulk.revoke.title', defaultMessage: '{count, plural, one {Revoke # token?} other {Revoke # tokens?}}'},
} satisfies PerAction);

export const consequences = defineMessages({
    deactivate: {id: 'token_audit.bulk.deactivate.what', defaultMessage: 'What uses them stops working at once. You can activate them again, and so can owners who may create tokens.'},
    activate: {id: 'token_audit.bulk.activate.what', defaultMessage: 'Whoever holds their secrets can use them again at once.'},
    revoke: {id: 'token_audit.bulk.revoke.what', defaultMessage: 'They are deleted, and what uses them stops working at once. This cannot be undone: to be able to go back, deactivate them instead.'},
} satisfies PerAction);

export const confirmations = defineMessages({
    deactivate: {id: 'token_audit.bulk.deactivate.confirm', defaultMessage: '{count, plural, one {Deactivate # token} other {Deactivate # tokens}}'},
    activate: {id: 'token_audit.bulk.activate.confirm', defaultMessage: '{count, plural, one {Activate # token} other {Activate # tokens}}'},
    revoke: {id: 'token_audit.bulk.revoke.confirm', defaultMessage: '{count, plural, one {Revoke # token} other {Revoke # tokens}}'},
} satisfies PerAction);

export const unchanged = defineMessages({
    deactivate: {id: 'token_audit.bulk.deactivate.unchanged', defaultMessage: '{count, plural, one {# selected token is inactive already and stays as it is.} other {# selected tokens are inactive already and stay as they are.}}'},
    activate: {id: 'token_audit.bulk.activate.unchanged', defaultMessage: '{count, plural, one {# selected token is active already and stays as it is.} other {# selected tokens are active already and stay as they are.}}'},
    revoke: {id: 'token_audit.bulk.revoke.unchanged', defaultMessage: '{count, plural, one {# selected token stays as it is.} other {# selected tokens stay as they are.}}'},
} satisfies PerAction);

export const doneOutcomes = defineMessages({
    deactivate: {id: 'token_audit.outcome.deactivated', defaultMessage: 'Deactivated'},
    activate: {id: 'token_audit.outcome.activated', defaultMessage: 'Activated'},
    revoke: {id: 'token_audit.outcome.revoked', defaultMessage: 'Revoked'},
} satisfies PerAction);

export const outcomes = defineMessages({
    already_gone: {id: 'token_audit.outcome.already_gone', defaultMessage: 'Was revoked already'},
    failed: {id: 'token_audit.outcome.failed', defaultMessage: 'Failed'},
    changed_back: {id: 'token_audit.outcome.changed_back', defaultMessage: 'Accepted, but changed back meanwhile'},
    not_tried: {id: 'token_audit.outcome.not_tried', defaultMessage: 'Not tried'},
    unknown: {id: 'token_audit.outcome.unknown', defaultMessage: 'Not known: could not be read back'},
} satisfies Partial<Record<TokenOutcome['status'] | 'changed_back', {id: string; defaultMessage: string}>>);

import {defineMessages} from 'react-intl';

import type {Attribution, Level} from '../../../server-bridge/attribution/attribution.ts';
import type {Trend} from '../../../server-bridge/attribution/incidents.ts';
import type {Reason} from '../../../server-bridge/log/event.ts';

type Messages<K extends string> = Record<K, {id: string; defaultMessage: string}>;

/** In the order they stack, are listed and are sorted in: what concerns credentials first. */
export const reasons = [
    'inactive_token', 'deleted_or_unknown', 'inactive_owner', 'expired_token', 'tokens_switched_off',
    'token_in_query', 'denied', 'client_error', 'server_error', 'rate_limited',
] as const satisfies readonly Reason[];

/** The surest first. */
export const levels = ['exact', 'sole', 'likely', 'candidates', 'none'] as const satisfies readonly Level[];

export const reasonNames = defineMessages({
    inactive_token: {id: 'token_audit.reason.inactive_token', defaultMessage: 'Deactivated token used'},
    deleted_or_unknown: {id: 'token_audit.reason.deleted_or_unknown', defaultMessage: 'Deleted or unknown credential'},
    inactive_owner: {id: 'token_audit.reason.inactive_owner', defaultMessage: 'Token of a deactivated owner'},
    expired_token: {id: 'token_audit.reason.expired_token', defaultMessage: 'Expired token used'},
    tokens_switched_off: {id: 'token_audit.reason.tokens_switched_off', defaultMessage: 'Tokens are switched off'},
    token_in_query: {id: 'token_audit.reason.token_in_query', defaultMessage: 'Credential in the address'},
    denied: {id: 'token_audit.reason.denied', defaultMessage: 'Permission denied (403)'},
    client_error: {id: 'token_audit.reason.client_error', defaultMessage: 'Request refused (4xx)'},
    server_error: {id: 'token_audit.reason.server_error', defaultMessage: 'Server error (5xx)'},
    rate_limited: {id: 'token_audit.reason.rate_limited', defaultMessage: 'Too many requests (429)'},
} satisfies Messages<Reason>);

export const reasonMeanings = defineMessages({
    inactive_token: {id: 'token_audit.reason.inactive_token.means', defaultMessage: 'Something still uses a token that was deactivated. Stop it, or activate the token again.'},
    deleted_or_unknown: {id: 'token_audit.reason.deleted_or_unknown.means', defaultMessage: 'The server knows no such token or session: it was revoked, ended, or never existed. The log looks the same for all three.'},
    inactive_owner: {id: 'token_audit.reason.inactive_owner.means', defaultMessage: 'The token stopped with its owner, and works again when the owner is reactivated.'},
    expired_token: {id: 'token_audit.reason.expired_token.means', defaultMessage: 'Something still uses a token whose time is over. It needs a new one.'},
    tokens_switched_off: {id: 'token_audit.reason.tokens_switched_off.means', defaultMessage: 'Personal access tokens were switched off at that time (Integrations → Integration Management). Bots’ tokens still worked.'},
    token_in_query: {id: 'token_audit.reason.token_in_query.means', defaultMessage: 'A working credential was sent in the address instead of the Authorization header. The server refuses that, and everything on the way has logged it.'},
    denied: {id: 'token_audit.reason.denied.means', defaultMessage: 'The credential works; its owner lacks the right.'},
    client_error: {id: 'token_audit.reason.client_error.means', defaultMessage: 'The credential works; the request made no sense or asked for what is not there.'},
    server_error: {id: 'token_audit.reason.server_error.means', defaultMessage: 'The credential works; the server failed to answer.'},
    rate_limited: {id: 'token_audit.reason.rate_limited.means', defaultMessage: 'More requests than the server allows (Environment → Rate Limiting).'},
} satisfies Messages<Reason>);

export const levelNames = defineMessages({
    exact: {id: 'token_audit.level.exact', defaultMessage: 'Proven'},
    sole: {id: 'token_audit.level.sole', defaultMessage: 'Only one fits'},
    likely: {id: 'token_audit.level.likely', defaultMessage: 'Likely'},
    candidates: {id: 'token_audit.level.candidates', defaultMessage: 'Possible'},
    none: {id: 'token_audit.level.none', defaultMessage: 'Unknown'},
} satisfies Messages<Level>);

const levelMeanings = defineMessages({
    exact: {id: 'token_audit.level.exact.means', defaultMessage: 'A token’s id, its session or its registered fingerprint proves it.'},
    sole: {id: 'token_audit.level.sole.means', defaultMessage: 'Only this token can fail in this way, and a login session cannot: nothing else is left.'},
    likely: {id: 'token_audit.level.likely.means', defaultMessage: 'Evidence such as the same address points to one token. It may be another one: look at the evidence before you act.'},
    candidates: {id: 'token_audit.level.candidates.means', defaultMessage: 'Each token that is named fits; which one it was cannot be known from this log.'},
    none: {id: 'token_audit.level.none.means', defaultMessage: 'No token can be named: the server did not write enough, or no token was used.'},
} satisfies Messages<Level>);

const awaited = defineMessages({
    name: {id: 'token_audit.level.awaited', defaultMessage: 'Not yet known'},
    means: {id: 'token_audit.level.awaited.means', defaultMessage: 'The server has not yet been asked whose this request was.'},
});

/** What to call how sure an attribution is, and what that means; while it is awaited, that. */
export function sureness({level, is_awaited: isAwaited}: Pick<Attribution, 'level' | 'is_awaited'>) {
    return isAwaited ? awaited : {name: levelNames[level], means: levelMeanings[level]};
}

export const trendNames = defineMessages({
    once: {id: 'token_audit.trend.once', defaultMessage: 'Once'},
    growing: {id: 'token_audit.trend.growing', defaultMessage: 'Growing'},
    steady: {id: 'token_audit.trend.steady', defaultMessage: 'Steady'},
    fading: {id: 'token_audit.trend.fading', defaultMessage: 'Fading'},
} satisfies Messages<Trend>);

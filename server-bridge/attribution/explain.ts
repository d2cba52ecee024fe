import type {Reason} from '../log/event.ts';
import type {Knowledge} from './knowledge.ts';

const refusals: Partial<Record<Reason, string>> = {
    inactive_token: 'The server refused a deactivated token',
    inactive_owner: 'The server refused a token because its owner is deactivated',
    tokens_switched_off: 'The server refused a token because access tokens are switched off',
    expired_token: 'The server refused an expired token',
    deleted_or_unknown: 'The server knows no such token or session',
    token_in_query: 'The server refused a working credential because it came in the query string',
    rate_limited: 'The server refused a request for the rate',
};

/** The server's verdict in words. */
export function explainReason(reason: Reason): string {
    return refusals[reason] ?? 'The server refused a request of a signed-in account';
}

/** A user as people know them, else by id. */
export function nameOf({owners}: Knowledge, userId: string): string {
    const username = owners.get(userId)?.username;
    return username ? `@${username}` : userId;
}

export function countOf(count: number, noun: string): string {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

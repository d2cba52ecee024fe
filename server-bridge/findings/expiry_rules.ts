import {DAY, finding, hasExpired, isUsable} from './rule.ts';

import type {Rule} from './rule.ts';

/** A leaked secret stays good for ever. Silent on a server that does not know expiry, where no token can have one. */
export const neverExpires: Rule = (subject, _policy, _server, now) => {
    const {expires_at} = subject.token;
    return expires_at !== undefined && expires_at <= 0 ? finding('never_expires', subject, now, {}) : undefined;
};

/** What uses the token will stop on that day. */
export const expiresSoon: Rule = (subject, policy, _server, now) => {
    const {expires_at} = subject.token;
    const limit = policy.expires_soon_days;
    if (expires_at === undefined || expires_at <= now || expires_at - now > limit * DAY || !isUsable(subject, now)) {
        return undefined;
    }
    return finding('expires_soon', subject, now, {expires_at, limit});
};

/** Dead for good: only clutter. */
export const expired: Rule = (subject, _policy, _server, now) => {
    const {expires_at} = subject.token;
    return expires_at !== undefined && hasExpired(subject, now) ? finding('expired', subject, now, {expires_at}) : undefined;
};

/**
 * What the server itself counts as non-compliant and offers to revoke: active, not a bot's, and without an end within the
 * limit counted from now. From now, not from its creation: rotating a token starts its life anew.
 */
export const beyondLifetimePolicy: Rule = (subject, _policy, {maximum_lifetime_days: limit}, now) => {
    const {owner, token} = subject;
    const {expires_at} = token;
    if (limit === undefined || limit <= 0 || expires_at === undefined || !token.is_active || !owner || owner.is_bot) {
        return undefined;
    }
    if (expires_at > 0 && expires_at <= now + (limit * DAY)) {
        return undefined;
    }
    return finding('beyond_lifetime_policy', subject, now, expires_at > 0 ? {expires_at, limit} : {limit});
};

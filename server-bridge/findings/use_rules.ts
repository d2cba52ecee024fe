import {DAY, finding, isUsable} from './rule.ts';

import type {TokenSession} from '../sessions/session.ts';
import type {Rule} from './rule.ts';

/**
 * No sign of use since the token was created, re-enabled or its sessions were ended: a key that nobody may miss.
 * A token that was just made is left time to be put to use, and one that may have been is, too. Silent for one that cannot be used: its sessions were ended with it.
 */
export const noSession: Rule = (subject, policy, _server, now) => {
    const {sessions, created} = subject;
    const limit = policy.no_session_days;
    if (!sessions || sessions.length > 0 || limit === 0 || !created || !isUsable(subject, now)) {
        return undefined;
    }
    if (created === 'before_audits') {
        return finding('no_session', subject, now, {});
    }
    return now - created.at > limit * DAY ? finding('no_session', subject, now, {created_at: created.at}) : undefined;
};

/** Seen, but long ago. The server notes use rarely: it may have been used a few minutes after that, never months. */
export const notSeenLately: Rule = (subject, policy, _server, now) => {
    const {sessions} = subject;
    const limit = policy.not_seen_days;
    if (!sessions || sessions.length === 0 || limit === 0 || !isUsable(subject, now)) {
        return undefined;
    }
    const seen_at = lastSeen(sessions);
    return now - seen_at > limit * DAY ? finding('not_seen_lately', subject, now, {seen_at, limit}) : undefined;
};

/** Kept in case it was missed, and was not: each day more it can be activated by mistake. */
export const inactiveForLong: Rule = (subject, policy, _server, now) => {
    const {token, deactivated_at} = subject;
    const limit = policy.inactive_days;
    if (token.is_active || deactivated_at === undefined || limit === 0 || now - deactivated_at <= limit * DAY) {
        return undefined;
    }
    return finding('inactive_for_long', subject, now, {deactivated_at, limit});
};

/** More keys than anyone keeps track of. */
export const tooManyActive: Rule = (subject, policy, _server, now) => {
    const count = subject.active_tokens_of_owner;
    const limit = policy.max_active_tokens;
    return limit > 0 && count > limit && isUsable(subject, now) ? finding('too_many_active', subject, now, {count, limit}) : undefined;
};

function lastSeen(sessions: readonly TokenSession[]): number {
    let latest = 0;
    for (const {create_at, last_activity_at} of sessions) {
        latest = Math.max(latest, create_at, last_activity_at);
    }
    return latest;
}

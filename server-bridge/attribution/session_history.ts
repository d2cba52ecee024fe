import type {AuditRecord} from '../log/event.ts';
import type {ServerState} from './server_state.ts';
import type {Caution, KnownToken} from './token_history.ts';

/** A session, live or ended. */
export interface KnownSession {
    id: string;
    user_id: string;

    /** The token it belongs to; null for a login; undefined when nothing tells. */
    token_id: string | null | undefined;
    is_live: boolean;

    /** When it began, at the earliest and at the latest, and when it ended; ms since 1970. */
    begins: number;
    ended: number;
}

/** What happened to one account's sessions. */
export interface AccountHistory {

    /** When the account was created, where that is known. */
    born: number | undefined;
    logins: KnownSession[];

    /** When some or all of its sessions were ended by hand, as audits tell. */
    endings: number[];

    /** It may have logged in without an audit that names the session, as OAuth and SAML do. */
    has_unseen_logins: boolean;
}

// Logins that leave no row with both user and session.
const unseenLogin = /\/(?:oauth|saml|magic_link|login\/(?:sso|cws|desktop_token|switch|gitlab|google|office365|openid))(?:\/|$)|\/complete$/;
const endingAction = /\/users\/(?:([a-z0-9]{26})\/)?(?:sessions\/revoke(?:\/all)?|active|password|mfa|auth|roles\/demote|demote|convert_to_bot)$|\/users\/password(?:\/reset)?$/;
const isForAll = /\/users\/sessions\/revoke\/all$/;
const endingEvent = /^(?:revokeSession|revokeAllSessions|updateUserActive|deleteUser|updatePassword|resetPassword|demoteUserToGuest|updateUserAuth|convertUserToBot|patchUser|updateBotActive)/i;

/** Every session the state or the audits tell of, by id. */
export function sessionsOf(state: ServerState, records: readonly AuditRecord[]): Map<string, KnownSession> {
    const sessions = new Map<string, KnownSession>();
    for (const [userId, live] of state.sessions) {
        for (const {id, create_at, token_id} of live) {
            sessions.set(id, {id, user_id: userId, token_id, is_live: true, begins: create_at, ended: Infinity});
        }
    }
    const seen = (id: string, userId: string, at: number, isLogin: boolean, isLogout: boolean) => {
        if (!id || !userId) {
            return;
        }
        const session = sessions.get(id) ?? {id, user_id: userId, token_id: undefined, is_live: false, begins: at, ended: Infinity};
        sessions.set(id, session);
        session.begins = Math.min(session.begins, at);
        if (session.token_id === undefined && (isLogin || isLogout)) {
            session.token_id = null;
        }
        if (isLogout && !session.is_live) {
            session.ended = Math.min(session.ended, at);
        }
    };
    for (const {session_id, user_id, create_at, action, extra_info} of state.audits) {
        seen(session_id, user_id, create_at, (/\/login(?:\/|$)/).test(action) && extra_info.startsWith('success'), action.endsWith('/users/logout'));
    }
    for (const {session_id, user_id, at, event_name, succeeded} of records) {
        seen(session_id, user_id, at, event_name === 'login' && succeeded, event_name === 'logout' && succeeded);
    }
    return sessions;
}

/** What is known of each account's logins and of the ends of its sessions, by user id. */
export function accountHistoryOf(state: ServerState, records: readonly AuditRecord[], sessions: Map<string, KnownSession>): Map<string, AccountHistory> {
    const accounts = new Map<string, AccountHistory>();
    const account = (userId: string) => {
        const known = accounts.get(userId) ?? {born: state.births.get(userId), logins: [], endings: [], has_unseen_logins: false};
        accounts.set(userId, known);
        return known;
    };
    for (const owner of state.owners) {
        account(owner.id);
    }
    for (const session of sessions.values()) {
        if (session.token_id === null) {
            account(session.user_id).logins.push(session);
        }
    }
    const endedFor = (ids: Array<string | null | undefined>, at: number) => ids.forEach((id) => id && account(id).endings.push(at));
    const everybody = state.owners.map((owner) => owner.id);
    for (const {action, user_id, create_at, extra_info, session_id} of state.audits) {
        const match = endingAction.exec(action);
        if (match) {
            endedFor(isForAll.test(action) || !(match[1] || user_id) ? everybody : [match[1], user_id], create_at);
        }
        if (unseenLogin.test(action) || ((/\/login$/).test(action) && extra_info.startsWith('success') && !session_id)) {
            (user_id ? [user_id] : everybody).forEach((id) => {
                account(id).has_unseen_logins = true;
            });
        }
    }
    for (const {event_name, subject_id, user_id, at, subject_create_at} of records) {
        if (subject_id && subject_create_at) {
            account(subject_id).born ??= subject_create_at;
        }
        if (endingEvent.test(event_name)) {
            endedFor((/AllUsers/i).test(event_name) ? everybody : [subject_id, user_id], at);
        }
    }
    return accounts;
}

/** What is known of a user's logins at a moment. */
export type LoginState = 'none' | 'none_known' | 'possible';

/**
 * Whether the user may have had a login session at `at`. `none` only when that is certain: a bot, which cannot log in,
 * or an account younger than the audits, all of whose logins are therefore known to have ended before or begun after.
 */
export function loginStateAt(account: AccountHistory | undefined, isBot: boolean, knownSince: number, at: number, {slack}: Caution): LoginState {
    if (isBot && !account?.logins.length) {
        return 'none';
    }
    if (account?.logins.some((login) => at + slack >= login.begins && at - slack <= login.ended)) {
        return 'possible';
    }
    return isEveryLoginKnown(account, knownSince) ? 'none' : 'none_known';
}

/** Whether the audits are older than the account, and none of its logins came without naming its session. */
export function isEveryLoginKnown(account: AccountHistory | undefined, knownSince: number): boolean {
    return account?.born !== undefined && account.born >= knownSince && !account.has_unseen_logins;
}

/**
 * Whether the token may have had a session at `at`, without which no request of its can have passed. Its session stays
 * until somebody ends it, so a live one tells since when there was one, and none tells that none was needed, unless
 * something ended it meanwhile.
 */
export function mayHaveSession(token: KnownToken, live: readonly KnownSession[] | undefined, account: AccountHistory | undefined, knownSince: number, at: number, {slack, strict}: Caution): boolean {
    if (!live || token.user_id === null) {
        return true;
    }
    const own = live.find((session) => session.token_id === token.id);
    if (own && own.begins <= at + slack) {
        return true;
    }
    const until = own?.begins ?? Infinity;
    const mayEnd = (time: number) => time >= at - slack && time - slack <= until;
    const changed = token.changes.some((change) => change.kind !== 'create' && change.kind !== 'enable' && mayEnd(change.to));
    if (changed || account?.endings.some(mayEnd) || at - slack < knownSince) {
        return true;
    }

    // What ends all sessions of an account without an audit (deactivation) spares none: one that is older proves that nothing did.
    return strict && !live.some((session) => session.begins <= at - slack);
}

/** Whether the token surely had a session at `at`: then its requests find it, and are not refused for what the token is. */
export function surelyHadSession(token: KnownToken, live: readonly KnownSession[] | undefined, at: number, {slack}: Caution): boolean {
    return live?.some((session) => session.token_id === token.id && session.begins < at - slack) ?? false;
}

/** Why a request failed, as far as the log says. */
export type Reason =
    | 'inactive_token' // the token is deactivated
    | 'deleted_or_unknown' // the token was deleted or never existed, or the login session ended
    | 'inactive_owner' // the token's owner is deactivated
    | 'expired_token'
    | 'tokens_switched_off' // EnableUserAccessTokens is off
    | 'token_in_query' // a working credential was sent in the query string, which is refused
    | 'denied' // 403
    | 'client_error' // any other 4xx
    | 'server_error' // 5xx
    | 'rate_limited'; // 429

/** Reasons for which the server had found the token: no login and no invention comes that far. */
export const foundTokenReasons: ReadonlySet<Reason> = new Set(['inactive_token', 'inactive_owner', 'tokens_switched_off', 'expired_token']);

/** One failed request seen in a log; every line it wrote is in here. Holds no secret. */
export interface LogEvent {

    /** Which of the scanned files, from 0, and the line in it, from 1, that the request wrote first. */
    source: number;
    line: number;

    /** Ms since 1970; null where the line has no readable time. */
    at: number | null;
    reason: Reason;

    /** HTTP status; null where the log does not say. */
    status: number | null;
    request_id: string | null;
    ip: string | null;
    path: string | null;
    method: string | null;

    /** Who the server says it was, or whose deactivation it names. */
    user_id: string | null;

    /** SHA-256 of the secret the request was made with. */
    fingerprint: string | null;

    /** The line itself says that a login session was used, so no token was. */
    is_login_session: boolean;

    /** From plain text, where whoever gets a line break into a message writes whole lines of their own. */
    is_plain: boolean;

    /** SHA-256 of further ids in the line, to be matched against known token ids. */
    mentions: string[];
}

/** One row of the server's audit file, as far as it helps to tell who made a request. */
export interface AuditRecord {
    at: number;
    event_name: string;
    succeeded: boolean;
    user_id: string;
    session_id: string;
    client: string;
    ip: string;
    path: string;
    status_code: number | null;

    /** The token that was created, changed or refused; null where the event is about something else. */
    token_id: string | null;

    /** Whom the event is about, and since when they exist (ms since 1970), where it says so. */
    subject_id: string | null;
    subject_create_at: number | null;
}

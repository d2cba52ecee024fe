import {fingerprintOf} from './fingerprint.ts';
import {safePath} from './redact.ts';
import {takeSecret, takeThrottleKey} from './take_secret.ts';

import type {LogEvent, Reason} from './event.ts';
import type {LogLine} from './parse_line.ts';

/** How a line takes part in a request: the first of a dead credential, the error itself, the request's last line, or a refusal for the rate. */
export type Role = 'invalid_session' | 'error' | 'received' | 'throttled';

/** What one line says about a failed request; without a secret. */
export type Draft = Omit<LogEvent, 'source' | 'line'> & {role: Role};

/** A line of the server's log as part of a failed request; undefined where it tells of none. */
export function classify({at, msg, fields}: LogLine): Draft | undefined {
    const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
    if (msg === 'Invalid session') {
        return invalidSession(at, text('error'));
    }
    if (msg.startsWith('Denied due to throttling settings')) {
        const secret = takeThrottleKey(text('key'));
        return {...blank(at), role: 'throttled', reason: 'rate_limited', status: 429, ip: secret === null ? asAddress(text('key')) : null, fingerprint: secret && fingerprintOf(secret)};
    }
    const received = msg === 'Received HTTP request';
    const status = Number(received ? fields.status_code : fields.http_code);
    if (!(status >= 400 && status < 600)) {
        return undefined;
    }
    const error = received ? '' : text('error');
    const secret = status === 401 ? takeSecret(error) : null;
    const user_id = asId(text('user_id'));
    return {
        ...blank(at),
        role: received ? 'received' : 'error',
        reason: reasonOf(status, msg, error, user_id, secret),
        status,
        request_id: asId(text('request_id')),
        ip: asAddress(text('ip_addr')),
        path: copyOfPath(safePath(text(received ? 'url' : 'path'))),
        method: (/^[A-Z]{3,10}$/).test(text('method')) ? copyOf(text('method')) : null,
        user_id,
        fingerprint: secret && fingerprintOf(secret),

        // Only a request that came with a cookie is checked for forgery, and only a login gives a cookie.
        is_login_session: error.endsWith(' Appears to be a CSRF attempt'),
        mentions: mentionsIn(secret ? error.split(secret).join(' ') : error, user_id),
    };
}

function blank(at: number | null): Omit<Draft, 'role' | 'reason'> {
    return {at, status: null, request_id: null, ip: null, path: null, method: null, user_id: null, fingerprint: null, is_login_session: false, mentions: []};
}

// What the client sent stands in the middle (and once more at the end when no token was found), so only the ends are believed.
function invalidSession(at: number | null, error: string): Draft {
    const secret = takeSecret(error);
    const owner = (/, inactive_user_id=([a-z0-9]{26})$/).exec(error)?.[1];
    let reason: Reason = 'deleted_or_unknown';
    const found = !(/not found, id: token=/).test(error) && error.includes(' createSessionForUserAccessToken: ');
    if (found && error.endsWith(', inactive_token')) {
        reason = 'inactive_token';
    } else if (found && owner) {
        reason = 'inactive_owner';
    } else if (found && error.endsWith(', EnableUserAccessTokens=false')) {
        reason = 'tokens_switched_off';
    } else if (found && error.endsWith(', expired_token')) {
        reason = 'expired_token';
    }

    // Sessions of access tokens last a hundred years and know no idle timeout.
    const is_login_session = (/, (?:session is either nil or expired|idle timeout)$/).test(error);
    const user_id = reason === 'inactive_owner' && owner ? copyOf(owner) : null;
    return {
        ...blank(at),
        role: 'invalid_session',
        reason,
        user_id,
        fingerprint: secret && fingerprintOf(secret),
        is_login_session,
        mentions: mentionsIn(secret ? error.split(secret).join(' ') : '', user_id),
    };
}

function reasonOf(status: number, msg: string, error: string, userId: string | null, secret: string | null): Reason {
    if (status === 401 && secret && msg.startsWith('Session is not OAuth but token was provided in the query string')) {
        return 'token_in_query';
    }

    // A token whose session was still there when tokens were switched off: the server knows the user by then.
    if (status === 401 && userId && error.endsWith(', UserAccessToken')) {
        return 'tokens_switched_off';
    }
    if (status === 403) {
        return 'denied';
    }
    if (status === 429) {
        return 'rate_limited';
    }
    return status >= 500 ? 'server_error' : 'client_error';
}

function mentionsIn(text: string, userId: string | null): string[] {
    const ids = text.match(/(?<![a-z0-9])[a-z0-9]{26}(?![a-z0-9])/g) ?? [];
    return [...new Set(ids)].filter((id) => id !== userId).slice(0, 4).map(fingerprintOf);
}

function asId(text: string): string | null {
    return (/^[a-z0-9]{26}$/).test(text) ? copyOf(text) : null;
}

function asAddress(text: string): string | null {
    return (/^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]+)$/).test(text) ? copyOf(text) : null;
}

function copyOfPath(path: string | null): string | null {
    return path && copyOf(path);
}

// A part of a string keeps the whole of it in memory, here a line with a secret.
function copyOf(text: string): string {
    return JSON.parse(JSON.stringify(text)) as string;
}

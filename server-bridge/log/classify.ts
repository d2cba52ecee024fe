import {fingerprintOf} from './fingerprint.ts';
import {safePath} from './redact.ts';
import {takeSecret, takeThrottleKey} from './take_secret.ts';

import type {LogEvent, Reason} from './event.ts';
import type {LogLine} from './parse_line.ts';

/** How a line takes part in a request: the first of a dead credential, the error itself, the request's last line, or a refusal for the rate. */
export type Role = 'invalid_session' | 'error' | 'received' | 'throttled';

/** What one line says about a failed request; without a secret. */
export interface Draft {
    role: Role;
    event: LogEvent;
}

/** A line of the server's log as part of a failed request; undefined where it tells of none. */
export function classify(line: LogLine): Draft | undefined {
    const draft = read(line);
    if (draft) {
        draft.event.is_plain = line.isPlain;
    }

    // A part of a string keeps the whole of it in memory, here a line with a secret. (JSON.parse copies by itself.)
    return draft && line.isPlain ? JSON.parse(JSON.stringify(draft)) as Draft : draft;
}

function read({at, msg, fields}: LogLine): Draft | undefined {
    if (msg === 'Invalid session') {
        return invalidSession(at, asText(fields.error));
    }
    if (msg.startsWith('Denied due to throttling settings')) {
        return throttled(at, asText(fields.key));
    }
    const received = msg === 'Received HTTP request';
    const status = asStatus(received ? fields.status_code : fields.http_code);
    if (status < 400 || status > 599) {
        return undefined;
    }
    const event = newEvent(at, status);
    event.request_id = asId(fields.request_id);
    event.user_id = asId(fields.user_id);
    event.method = asMethod(fields.method);
    if (received) {
        event.path = safePath(asText(fields.url));
        event.reason = reasonOf(event, msg, '');
        return {role: 'received', event};
    }
    const error = asText(fields.error);
    event.ip = asAddress(fields.ip_addr);
    event.path = safePath(asText(fields.path));
    if (status === 401) {
        addSecret(event, error);

        // Only a request that came with a cookie is checked for forgery, and only a login gives a cookie.
        event.is_login_session = error.endsWith(' Appears to be a CSRF attempt');
    }
    event.reason = reasonOf(event, msg, error);
    return {role: 'error', event};
}

function newEvent(at: number | null, status: number | null): LogEvent {
    return {
        source: 0, line: 0, at, reason: 'client_error', status, request_id: null, ip: null, path: null, method: null,
        user_id: null, fingerprint: null, is_login_session: false, is_plain: false, mentions: [],
    };
}

// What the client sent stands in the middle (and once more at the end when no token was found), so only the ends are believed.
function invalidSession(at: number | null, error: string): Draft {
    const event = newEvent(at, null);
    event.reason = 'deleted_or_unknown';
    if (error.includes(' createSessionForUserAccessToken: ') && !error.includes('not found, id: token=')) {
        const owner = (/, inactive_user_id=([a-z0-9]{26})$/).exec(error)?.[1];
        if (owner) {
            event.reason = 'inactive_owner';
            event.user_id = owner;
        } else if (error.endsWith(', inactive_token')) {
            event.reason = 'inactive_token';
        } else if (error.endsWith(', EnableUserAccessTokens=false')) {
            event.reason = 'tokens_switched_off';
        } else if (error.endsWith(', expired_token')) {
            event.reason = 'expired_token';
        }
    }

    // Sessions of access tokens last a hundred years and know no idle timeout.
    event.is_login_session = error.endsWith(', session is either nil or expired') || error.endsWith(', idle timeout');
    addSecret(event, error);
    return {role: 'invalid_session', event};
}

function throttled(at: number | null, key: string): Draft {
    const event = newEvent(at, 429);
    const secret = takeThrottleKey(key);
    event.reason = 'rate_limited';
    event.ip = secret === null ? asAddress(key) : null;
    event.fingerprint = secret && fingerprintOf(secret);
    return {role: 'throttled', event};
}

function addSecret(event: LogEvent, error: string): void {
    const secret = takeSecret(error);
    if (secret) {
        event.fingerprint = fingerprintOf(secret);
        event.mentions = mentionsIn(error.split(secret).join(' '), event.user_id);
    }
}

function reasonOf({status, user_id, fingerprint}: LogEvent, msg: string, error: string): Reason {
    if (status === 401 && fingerprint && msg.startsWith('Session is not OAuth but token was provided in the query string')) {
        return 'token_in_query';
    }

    // A token whose session was still there when tokens were switched off: the server knows the user by then.
    if (status === 401 && user_id && error.endsWith(', UserAccessToken')) {
        return 'tokens_switched_off';
    }
    if (status === 403) {
        return 'denied';
    }
    if (status === 429) {
        return 'rate_limited';
    }
    return (status ?? 0) >= 500 ? 'server_error' : 'client_error';
}

function mentionsIn(text: string, userId: string | null): string[] {
    const ids = text.match(/(?<![a-z0-9])[a-z0-9]{26}(?![a-z0-9])/g) ?? [];
    return [...new Set(ids)].filter((id) => id !== userId).slice(0, 4).map(fingerprintOf);
}

function asText(value: unknown): string {
    return typeof value === 'string' ? value : '';
}

// Of a line in JSON it may be anything: Number() calls what an object brings along.
function asStatus(value: unknown): number {
    return (typeof value === 'number' || typeof value === 'string') && (/^\d{3}$/).test(String(value)) ? Number(value) : 0;
}

function asId(value: unknown): string | null {
    return typeof value === 'string' && (/^[a-z0-9]{26}$/).test(value) ? value : null;
}

function asMethod(value: unknown): string | null {
    return typeof value === 'string' && (/^[A-Z]{3,10}$/).test(value) ? value : null;
}

function asAddress(value: unknown): string | null {
    return typeof value === 'string' && (/^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]+)$/).test(value) ? value : null;
}

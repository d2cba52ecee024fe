/** Every way a request can end badly. The closed list that callers switch over and the UI maps to messages. */
export type RestErrorKind =
    | 'aborted' // we gave up ourselves
    | 'network' // no answer: connection refused, reset, or no answer in time
    | 'malformed' // an answer that is not what the API promises
    | 'unauthorized' // 401: the session is over
    | 'forbidden' // 403: the right is missing
    | 'not_found' // 404
    | 'rate_limited' // 429
    | 'rejected' // any other 4xx, and 501: the server understood and will not do it
    | 'server'; // 5xx

const outcomeUnknown: ReadonlySet<RestErrorKind> = new Set(['network', 'malformed', 'server', 'aborted']);

/** Whether the server may have acted on a request that ended so. */
export function mayHaveActed(kind: RestErrorKind): boolean {
    return outcomeUnknown.has(kind);
}

/** The one error that server-bridge throws for a request. Carries no body and no query string: both can hold secrets. */
export class RestError extends Error {
    override readonly name = 'RestError';

    /** HTTP status; 0 when there was no answer. */
    readonly status: number;

    /** Mattermost's error id, such as `app.user_access_token.disabled`; empty when there is none. */
    readonly server_error_id: string;

    /** The server's `Retry-After`, in ms; undefined when it did not say. */
    readonly retry_after_ms: number | undefined;

    constructor(readonly kind: RestErrorKind, details: {status?: number; server_error_id?: string; retry_after_ms?: number; cause?: unknown} = {}) {
        super(`Mattermost request failed: ${kind}${details.status ? ` (${details.status})` : ''}${details.server_error_id ? ` ${details.server_error_id}` : ''}`, {cause: details.cause});
        this.status = details.status ?? 0;
        this.server_error_id = details.server_error_id ?? '';
        this.retry_after_ms = details.retry_after_ms;
    }

    /** True when the server may have acted although we got no proper answer. */
    get outcome_unknown(): boolean {
        return mayHaveActed(this.kind);
    }
}

/** Any thrown value as a RestError; what is not one already is a malformed answer (our parsers throw nothing else). */
export function toRestError(error: unknown): RestError {
    return error instanceof RestError ? error : new RestError('malformed', {cause: error});
}

/** What the server's own error ids look like; anything else comes from somewhere in between. */
const ERROR_ID = /^[\w.-]{1,200}$/;

/** An answer's status, body and `Retry-After` header as a RestError. `now` is ms since 1970, for a date in the header. */
export function errorOfAnswer(status: number, body: unknown, retryAfter: string | undefined, now: number): RestError {
    const id = typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string' && ERROR_ID.test(body.id) ? body.id : '';
    return new RestError(kindOfStatus(status), {status, server_error_id: id, retry_after_ms: parseRetryAfter(retryAfter, now)});
}

function kindOfStatus(status: number): RestErrorKind {
    switch (status) {
    case 401: return 'unauthorized';
    case 403: return 'forbidden';
    case 404: return 'not_found';
    case 429: return 'rate_limited';
    case 501: return 'rejected';
    default: return status >= 500 ? 'server' : 'rejected';
    }
}

/** `Retry-After` in ms from seconds or an HTTP date, never negative; undefined for anything else. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
    const text = header?.trim();
    if (!text) {
        return undefined;
    }
    if (/^\d+$/.test(text)) {
        return Number.isSafeInteger(Number(text) * 1000) ? Number(text) * 1000 : undefined;
    }

    // Date.parse takes nearly anything for a date ("-5", "1e3"): an HTTP date starts with its weekday.
    const at = /^[A-Z][a-z]{2},/.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

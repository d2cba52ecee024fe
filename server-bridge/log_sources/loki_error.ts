import {parseRetryAfter} from '../rest/rest_error.ts';

/** Every way a request to Loki can end badly. */
export type LokiErrorKind =
    | 'network' // no answer: connection refused or reset
    | 'timeout' // no answer in time, Loki's or ours
    | 'unauthorized' // 401, 403
    | 'not_found' // 404: no Loki there, or another path
    | 'rate_limited' // 429, too many outstanding requests too
    | 'limit_too_high' // more lines asked for at once than it gives
    | 'range_too_large' // a longer time, more bytes or more chunks than it reads for one query
    | 'answer_too_large' // more bytes than it, or we, take for one answer
    | 'rejected' // any other 3xx or 4xx: the query, for one
    | 'malformed' // an answer that is not what the API promises
    | 'server'; // 5xx

const messages: Record<LokiErrorKind, string> = {
    network: 'Loki does not answer',
    timeout: 'Loki did not answer in time',
    unauthorized: 'Loki refuses the credentials: set LOKI_USERNAME and LOKI_PASSWORD or LOKI_BEARER_TOKEN, and LOKI_ORG_ID for a tenant',
    not_found: 'there is no Loki at this address',
    rate_limited: 'Loki has too much to do',
    limit_too_high: 'Loki gives fewer lines at once',
    range_too_large: 'Loki reads less for one query',
    answer_too_large: 'the answer is too large',
    rejected: 'Loki rejects the query',
    malformed: 'what answers is no Loki',
    server: 'Loki failed',
};

/** The one error for a request to Loki. Carries what Loki says of the query, never a line of the log. */
export class LokiError extends Error {
    override readonly name = 'LokiError';

    /** HTTP status; 0 when there was no answer. */
    readonly status: number;

    /** What Loki asks to be left alone for; undefined when it did not say. */
    readonly retry_after_ms: number | undefined;

    /** The most that Loki names in refusing more; undefined where it names none. */
    readonly most: number | undefined;

    constructor(readonly kind: LokiErrorKind, details: {status?: number; said?: string; retry_after_ms?: number | undefined; most?: number | undefined; cause?: unknown} = {}) {
        super(`${messages[kind]}${details.status ? ` (${details.status})` : ''}${details.said ? `: ${details.said}` : ''}`, {cause: details.cause});
        this.status = details.status ?? 0;
        this.retry_after_ms = details.retry_after_ms;
        this.most = details.most;
    }
}

// In Loki's own words: limits.go, query_limiter.go and http.go of its source. All come as 400 or 500.
const limitTooHigh = /max entries limit per query exceeded.*\(\d+ > (\d{1,9})\)/;
const rangeTooLarge = /time range exceeds the limit|would read too many bytes|max number of (?:chunks|series)|maximum of series/;
const answerTooLarge = /(?:larger than|exceed\w*)[^.]{0,20} max|ResourceExhausted|max(?:imum)? message size/i;
const tooSlow = /context deadline exceeded|context canceled|timed? ?out/i;

/** What Loki says of a query stands at its beginning. */
const SAID_WITHIN = 10_000;

/** An answer that is no 200 as a LokiError; `now` is ms since 1970, for a date in `Retry-After`. */
export function errorOfLoki(status: number, answer: string, retryAfter: string | null, now: number): LokiError {
    const body = answer.slice(0, SAID_WITHIN);
    const said = body.replace(/\s+/g, ' ').replace(/[^\x20-\x7e]/g, '?').trim().slice(0, 200);
    const most = Number(limitTooHigh.exec(body)?.[1]) || undefined;
    return new LokiError(kindOf(status, body), {
        status, most, retry_after_ms: parseRetryAfter(retryAfter ?? undefined, now),

        // A page of HTML, from a proxy, says nothing to a reader.
        said: said.startsWith('<') ? '' : said,
    });
}

function kindOf(status: number, body: string): LokiErrorKind {
    if (status === 401 || status === 403) {
        return 'unauthorized';
    }
    if (status === 429 || body.includes('too many outstanding requests')) {
        return 'rate_limited';
    }
    if (body.includes('max entries limit per query exceeded')) {
        return 'limit_too_high';
    }
    if (rangeTooLarge.test(body)) {
        return 'range_too_large';
    }
    if (status === 413 || answerTooLarge.test(body)) {
        return 'answer_too_large';
    }
    if (status === 404) {
        return 'not_found';
    }
    if (status === 408 || status === 499 || status === 504 || tooSlow.test(body)) {
        return 'timeout';
    }
    return status >= 500 ? 'server' : 'rejected';
}

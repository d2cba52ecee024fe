import {Client4} from './client4.ts';
import {readBody, Silence} from './read_body.ts';
import {errorOfAnswer, RestError} from './rest_error.ts';
import {sleep as realSleep} from './sleep.ts';
import {DEFAULT_CONCURRENCY, Throttle} from './throttle.ts';

import type {Options} from '@mattermost/types/client4';

const MAX_ATTEMPTS = 5;

// A refusal for the rate costs the server nothing, and under its limit everybody's turn comes.
const MAX_ATTEMPTS_RATE_LIMITED = 30;
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 60_000;
const DEFAULT_TIMEOUT_MS = 60_000;
const RANGE_NOT_SATISFIABLE = 416;

export interface RestClientOptions {

    /** The server's address with its subpath, without a trailing slash; in a page, `window.basename`. */
    url: string;

    /** An access or session token, in Node; a page signs in by its cookie. */
    token?: string;

    /** For a worker, which signs in by the cookie like its page but cannot read the other one that proves it. */
    csrf?: string;

    /** Ends every request of this client. */
    signal?: AbortSignal;
    timeout_ms?: number;
    concurrency?: number;
    sleep?: typeof realSleep;
    random?: () => number;
}

/**
 * The official client, made polite and honest: bounded concurrency that backs off on 429, reads (and preferences) retried
 * with backoff, other writes never repeated unless the server said it did not act, every failure a RestError. One for page,
 * worker and Node.
 */
export class RestClient extends Client4 {
    readonly #options: RestClientOptions;
    readonly #throttle: Throttle;

    constructor(options: RestClientOptions, throttle = new Throttle(options.concurrency ?? DEFAULT_CONCURRENCY)) {
        super();
        this.#options = options;
        this.#throttle = throttle;
        this.setUrl(options.url.replace(/\/+$/, ''));
        if (options.token) {
            this.setToken(options.token);
        }
        if (options.csrf) {
            this.setCSRF(options.csrf);
        }

        // Client4 keeps its methods in instance fields that all go through this one. It is private only in the types,
        // and the one place where the status and headers of a failure can be seen.
        const inner = this as unknown as {doFetchWithResponse: Send};
        const send = inner.doFetchWithResponse;
        inner.doFetchWithResponse = (url, request) => this.#politely(url, request, () => this.#once(send, url, request));
    }

    /** The same client, whose requests all end when `signal` does, and no longer with this client's own. */
    abortable(signal: AbortSignal): RestClient {
        const client = new RestClient({...this.#options, signal}, this.#throttle);
        client.setToken(this.getToken());
        return client;
    }

    /** A user's preferences of one category; 404 when there are none. The official client reads all of a user's or nothing. */
    getPreferencesOfCategory(userId: string, category: string): Promise<unknown> {
        return this.doFetch(`${this.getPreferencesRoute(userId)}/${category}`, {method: 'get'});
    }

    /** A new secret for the same token; the old one stops at once. 404 `api.context.404.app_error` where the server cannot (before 11.10). */
    rotateUserAccessToken(tokenId: string, expiresAt: number): Promise<unknown> {
        return this.doFetch(`${this.getUsersRoute()}/tokens/rotate`, {method: 'post', body: JSON.stringify({token_id: tokenId, expires_at: expiresAt})});
    }

    /** Tokens whose id, user id or username is exactly `term`, which goes in the body. For admins; the official client has no such call. */
    searchTokens(term: string): Promise<unknown> {
        return this.doFetch(`${this.getBaseRoute()}/users/tokens/search`, {method: 'post', body: JSON.stringify({term})});
    }

    /** An attachment as it was uploaded. The official client knows only its address. Throws RestError, also while the bytes are read. */
    openAttachment(fileId: string): Promise<StreamedAnswer> {
        const url = this.getFileUrl(fileId, 0);
        const request = {method: 'get'};
        return this.#politely(url, request, () => this.#open(url, request));
    }

    /** Every role of the server with its permissions. The official client reads roles by their names only. */
    getAllRoles(): Promise<unknown> {
        return this.doFetch(this.getRolesRoute(), {method: 'get'});
    }

    /**
     * The server's log file as it comes, from byte `from` on: 200 or 206, or 416 where the file ends there or before.
     * The official client has no such call and would wait for the whole file. A 5xx of the server's own is not asked
     * again: without a log file it answers 500. Throws RestError, also while the bytes are read.
     */
    openLogFile(from = 0): Promise<StreamedAnswer> {
        const url = `${this.getBaseRoute()}/logs/download`;
        const request = {method: 'get', ...(from > 0 ? {headers: {Range: `bytes=${from}-`}} : {})};
        return this.#politely(url, request, () => this.#open(url, request), (error) => (error.kind === 'server' && error.server_error_id ? 1 : maxAttempts(error, true)));
    }

    /**
     * The last lines of every node of a cluster, at most `count` (10,000) of each, by the node's name. The official client's
     * call cannot ask for fewer. The server reads each file backwards, and can hand out lines of JSON only.
     */
    getLogsOfNodes(count: number): Promise<unknown> {
        return this.doFetch(`${this.getBaseRoute()}/logs/query?logs_per_page=${count}`, {method: 'post', body: '{}'});
    }

    async #open(url: string, request: Options): Promise<StreamedAnswer> {
        const mine = this.#options.signal;
        const silence = new Silence(this.#options.timeout_ms ?? DEFAULT_TIMEOUT_MS);
        const fail = (error: unknown) => new RestError(mine?.aborted ? 'aborted' : 'network', {cause: error});
        try {
            mine?.throwIfAborted();

            // The server lets the browser keep its log for a day: it would be old, and its secrets would lie on the disk.
            const unkept = {cache: 'no-store'} as const;
            const {status, headers, body, ok} = await fetch(url, {...this.getOptions(request), ...unkept, signal: AbortSignal.any([silence.signal, ...(mine ? [mine] : [])])});
            if (ok && !headers.get('Content-Type')?.startsWith('text/html')) {
                return {status, headers, bytes: readBody(body, silence, fail)};
            }
            const text = await new Response(body).text();
            silence.end();
            if (status === RANGE_NOT_SATISFIABLE) {
                return {status, headers, bytes: readBody(null, silence, fail)};
            }
            if (ok) {
                // The server gives no file as a page: something in between does, which may be gone the next time.
                throw new RestError('malformed', {status});
            }
            throw errorOfAnswer(status, parseJson(text), headers.get('Retry-After') ?? undefined, Date.now());
        } catch (error) {
            silence.end();
            throw error instanceof RestError ? error : fail(error);
        }
    }

    async #politely<T>(url: string, request: Options, attempt: () => Promise<T>, mostAttempts = (error: RestError) => maxAttempts(error, isRepeatable(url, request))): Promise<T> {
        const {signal, sleep = realSleep, random = Math.random} = this.#options;
        for (let failed = 1; ; failed++) {
            try {
                return await this.#throttle.run(async () => {
                    while (this.#throttle.pause_ms > 0) {
                        await sleep(this.#throttle.pause_ms, signal);
                    }
                    return attempt();
                });
            } catch (error) {
                if (!(error instanceof RestError) || failed >= mostAttempts(error)) {
                    throw error;
                }
                const backoff = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (failed - 1) * (0.5 + random()));
                if (error.kind === 'rate_limited') {
                    this.#throttle.slowDown(Math.min(MAX_BACKOFF_MS, error.retry_after_ms ?? backoff));
                } else {
                    await sleep(backoff, signal);
                }
            }
        }
    }

    async #once(send: Send, url: string, request: Options): Promise<Answer> {
        const mine = this.#options.signal;
        const end = new AbortController();
        const abort = () => end.abort();
        let timedOut = false;

        // By hand and taken back: AbortSignal.timeout stays for its whole time with all that hangs on it, and what
        // AbortSignal.any makes as long as the signal it was made of.
        const timeout = setTimeout(() => {
            timedOut = true;
            end.abort();
        }, this.#options.timeout_ms ?? DEFAULT_TIMEOUT_MS);
        mine?.addEventListener('abort', abort);
        let answer;
        try {
            mine?.throwIfAborted();

            // The client drops status and headers of an error (429 comes as plain text): ask for the answer whatever its status.
            answer = await send(url, {...request, ignoreStatus: true, signal: end.signal});
        } catch (error) {
            throw mine?.aborted ? new RestError('aborted', {cause: error}) : new RestError(timedOut || isNetworkError(error) ? 'network' : 'malformed', {cause: error});
        } finally {
            clearTimeout(timeout);
            mine?.removeEventListener('abort', abort);
        }
        if (answer.response.ok && typeof answer.data === 'string') {
            // The API answers in JSON: text comes from something in between, which may be gone the next time.
            throw new RestError('malformed', {status: answer.response.status});
        }
        if (answer.response.ok || request.ignoreStatus) {
            return answer;
        }
        throw errorOfAnswer(answer.response.status, answer.data, answer.response.headers.get('Retry-After') ?? undefined, Date.now());
    }
}

/** An answer whose body is read as it comes; `bytes` must be read to its end, or left early by `return`. */
export interface StreamedAnswer {
    status: number;
    headers: Headers;
    bytes: AsyncGenerator<Uint8Array>;
}

interface Answer {
    response: Response;
    data: unknown;
}

type Send = (url: string, request: Options) => Promise<Answer>;

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

/** Lookups that the API makes by POST, because ids do not fit into a URL and names do not belong there. */
const lookups = ['/users/ids', '/users/usernames', '/users/search', '/users/tokens/search', '/logs/query'];

/** Stored or dropped twice, a preference is what it is after once. */
const preferences = ['/preferences', '/preferences/delete'];

function isRepeatable(url: string, request: Options): boolean {
    const path = url.replace(/\?.*/, '');
    return (request.method ?? 'get').toLowerCase() === 'get' || [...lookups, ...preferences].some((route) => path.endsWith(route));
}

// Any other write whose outcome is unknown is never repeated here: who asked for it looks first what became of it.
function maxAttempts(error: RestError, repeatable: boolean): number {
    if (error.kind === 'rate_limited') {
        return MAX_ATTEMPTS_RATE_LIMITED;
    }
    return repeatable && error.outcome_unknown && error.kind !== 'aborted' ? MAX_ATTEMPTS : 1;
}

// fetch rejects with a TypeError; a body that breaks off is one more, wrapped by the client.
function isNetworkError(error: unknown): boolean {
    return error instanceof TypeError || (error instanceof Error && error.cause instanceof TypeError);
}

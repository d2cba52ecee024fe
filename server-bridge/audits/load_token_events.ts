import {parseAudits, toTokenEvent} from './token_event.ts';
import {TokenEventLog} from './token_event_log.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Audit} from './token_event.ts';

/** The most the server gives per page. */
export const AUDITS_PER_PAGE = 200;
export const DEFAULT_MAX_PAGES = 50;

// An audit is stamped before it is stored, by the clock of its node, and read from a replica:
// one may turn up a little below others that were read before it.
const LATE_MS = 60_000;

/** Who gives pages of audits, newest first: of everybody, or of oneself. */
export type AuditReader = Pick<RestClient, 'getAudits'>;

export interface LoadTokenEventsOptions {

    /** How many pages to read at most, 200 audits each. */
    max_pages?: number;

    /** Stops once everything since then is read, in ms since 1970. */
    until?: number;

    /** After every page, when `log` holds what it brought. */
    onPage?: () => void;
}

/**
 * Reads the server's audits backwards, from where `log` ends, and adds the token events among them; `log.reach` says
 * how far that came. Stopped, failed or bounded, the next call goes on there. Throws RestError.
 *
 * Pages are counted from the newest audit, which shifts them while audits arrive, and the server leaves audits of the
 * same millisecond in no order, so that one can slip between two pages. Every page is therefore asked for so that it
 * begins with an audit later than the oldest time read: then all of that time and older, down to its end, are on it.
 * A page that does not (audits were deleted, or a replica lags) is read anew from further up.
 */
export async function loadTokenEvents(client: AuditReader, log: TokenEventLog, {max_pages = DEFAULT_MAX_PAGES, until = -Infinity, onPage}: LoadTokenEventsOptions = {}): Promise<void> {
    for (let read = 0; read < max_pages && !log.reach.complete && (log.reach.back_to ?? Infinity) >= until; read++) {
        const {back_to: known = Infinity} = log.reach;
        const page = nextPage(log.position.offset, log.position.ties);
        const audits = parseAudits(await client.getAudits(page.page, page.per_page));
        const start = page.page * page.per_page;
        const [first] = audits;
        if (start > 0 && page.overlaps && !(first && first.create_at > known)) {
            log.position = {offset: Math.max(0, start - AUDITS_PER_PAGE), ties: 0};
            continue;
        }
        const newest = log.reach.newest ?? first?.create_at;
        const oldest = Math.min(known, audits.at(-1)?.create_at ?? known);

        // What arrived since the beginning stands here in part only: it is for loadNewerTokenEvents.
        log.add(tokenEvents(audits.filter(({create_at}) => create_at <= (newest ?? Infinity))));
        log.position = {offset: start + audits.length, ties: audits.filter(({create_at}) => create_at === oldest).length};
        log.reach = {
            newest,
            back_to: Number.isFinite(oldest) ? oldest : undefined,
            complete: audits.length < page.per_page,
            may_miss: log.reach.may_miss || !page.overlaps,
        };
        onPage?.();
    }
}

/**
 * Adds the token events that happened since `log` was begun. All of them or, when stopped or failed, none: what `log`
 * holds stays without a hole. Begins a `log` that is still empty. Throws RestError.
 */
export async function loadNewerTokenEvents(client: AuditReader, log: TokenEventLog, options: LoadTokenEventsOptions = {}): Promise<void> {
    const {newest, back_to} = log.reach;
    if (newest === undefined || back_to === undefined) {
        log.reach = {...log.reach, complete: false};
        await loadTokenEvents(client, log, options);
        return;
    }
    const newer = new TokenEventLog();
    await loadTokenEvents(client, newer, {max_pages: Infinity, until: Math.max(back_to, newest - LATE_MS), onPage: options.onPage});
    log.add(newer.events);
    log.reach = {...log.reach, newest: Math.max(newest, newer.reach.newest ?? newest), may_miss: log.reach.may_miss || newer.reach.may_miss};
}

/**
 * The page that reaches furthest past the first `offset` audits and still begins before the last `ties` of them.
 * The server takes page numbers only, but of pages of any size: that leaves enough beginnings to choose from.
 */
function nextPage(offset: number, ties: number): {page: number; per_page: number; overlaps: boolean} {
    const best = furthestPage(Math.max(0, offset - ties - 1));
    return best.page * best.per_page + best.per_page > offset ? {...best, overlaps: true} : {...furthestPage(offset), overlaps: false};
}

function furthestPage(begin: number): {page: number; per_page: number} {
    let best = {page: 0, per_page: AUDITS_PER_PAGE};
    for (let per_page = AUDITS_PER_PAGE; per_page > AUDITS_PER_PAGE / 2; per_page--) {
        const page = Math.floor(begin / per_page);
        if ((page + 1) * per_page > (best.page + 1) * best.per_page) {
            best = {page, per_page};
        }
    }
    return best;
}

function tokenEvents(audits: Audit[]) {
    return audits.flatMap((audit) => toTokenEvent(audit) ?? []);
}

import {sleep} from '../rest/sleep.ts';
import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';

import {parseTokens} from './token.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from './token.ts';

/** The most the server gives per page. */
export const TOKENS_PER_PAGE = 200;

const MAX_PASSES = 6;

const ID_LENGTH = 26;

/** So many pages are looked at in one go, so that a page that runs this answers meanwhile: a few ms. */
const PAGES_PER_STEP = 20;

/** Whether the list is known to hold every token of the server, as of `at` (ms since 1970). */
export type Completeness =
    | {proven: true; at: number}
    | {proven: false; reason: 'tokens_kept_changing'};

export interface ListTokensOptions {

    /** A reading of the whole list begins. */
    onPassStart?: () => void;

    /** Gets every page as it arrives, in any order; tokens come again in each pass. The page's reader goes on when it is done. */
    onPage: (tokens: Token[]) => void | Promise<void>;

    /** Every page of a pass has arrived; what follows only proves or corrects it. */
    onPassEnd?: () => void;

    /** How many different tokens the pass has brought, from who keeps count anyway; without it they are counted here. */
    distinct?: () => number;
    concurrency?: number;
    now?: () => number;
}

/**
 * Reads every token of the server, and again until two passes in a row saw the same pages.
 *
 * The server's query has no ORDER BY and rows move when they change, so a token can slip between two pages of one pass.
 * A pass that repeats the one before, page by page and token by token with the same state, without a token twice, shows
 * that nothing moved between the two: the list was complete and exact at the moment between them. One page that is not
 * full is a single query and needs no second look. Throws RestError.
 */
export async function listTokens(client: RestClient, {onPassStart, onPage, onPassEnd, distinct, concurrency = DEFAULT_CONCURRENCY, now = Date.now}: ListTokensOptions): Promise<Completeness> {
    let before: Pass | undefined;
    for (let pass = 1; pass <= MAX_PASSES; pass++) {
        const startedAt = now();
        onPassStart?.();
        const current = await readPass(client, concurrency, onPage, before);
        onPassEnd?.();
        if (current.pages.length === 1 && current.count < TOKENS_PER_PAGE) {
            return {proven: true, at: startedAt};
        }
        if (before && isRepeated(before, current) && (distinct?.() ?? await distinctIds(current)) === current.count) {
            return {proven: true, at: startedAt};
        }
        before = current;
    }
    return {proven: false, reason: 'tokens_kept_changing'};
}

interface Pass {

    /** What each page held, in the server's order: enough to tell whether anything moved or changed. */
    pages: string[];
    count: number;
}

function isRepeated(before: Pass, current: Pass): boolean {
    return current.pages.length === before.pages.length && current.pages.every((page, i) => page === before.pages[i]);
}

// Counted only where everything else agrees: a set of every id costs as much as parsing the pages.
async function distinctIds({pages}: Pass): Promise<number> {
    const ids = new Set<string>();
    for (const [i, page] of pages.entries()) {
        for (const state of page ? page.split(',') : []) {
            ids.add(state.slice(0, ID_LENGTH));
        }
        if (i % PAGES_PER_STEP === PAGES_PER_STEP - 1) {
            await sleep(0);
        }
    }
    return ids.size;
}

async function readPass(client: RestClient, concurrency: number, onPage: ListTokensOptions['onPage'], before: Pass | undefined): Promise<Pass> {
    const pages: string[] = [];
    let count = 0;
    let next = 0;
    let lastPage = Infinity;

    const readPages = async () => {
        while (next <= lastPage) {
            const page = next++;
            const tokens = parseTokens(await client.getUserAccessTokens(page, TOKENS_PER_PAGE));
            const state = tokens.map(stateOf).join();

            // The same string where nothing changed: of a million tokens, two passes would take a tenth of all the memory.
            pages[page] = before?.pages[page] === state ? before.pages[page] : state;
            count += tokens.length;
            if (tokens.length < TOKENS_PER_PAGE) {
                lastPage = Math.min(lastPage, page);
            }
            if (tokens.length > 0) {
                await onPage(tokens);
            }
            startMore();
        }
    };

    // One reader until the first page is full, then twice as many with each answer: a small server gets one request.
    const readers: Array<Promise<void>> = [];
    const startMore = () => {
        for (let wanted = Math.min(concurrency, readers.length * 2); next <= lastPage && readers.length < wanted;) {
            start();
        }
    };
    const start = () => {
        const reader = readPages();
        reader.catch(() => {
            lastPage = -1;
        });
        readers.push(reader);
    };
    start();
    for (let i = 0; i < readers.length; i++) {
        await readers[i];
    }
    return {pages: trimEmpty(pages), count};
}

function stateOf(token: Token): string {
    return `${token.id}${token.is_active ? '+' : '-'}${token.expires_at ?? ''}`;
}

// Readers run ahead of the end: how far they got says nothing about the server.
function trimEmpty(pages: string[]): string[] {
    let end = pages.length;
    while (end > 1 && !pages[end - 1]) {
        end--;
    }
    return pages.slice(0, end);
}

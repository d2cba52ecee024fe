import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';
import {listTokens, TOKENS_PER_PAGE} from '../tokens/list_tokens.ts';
import {parseTokens} from '../tokens/token.ts';

import {readState, stateOf} from './token_action.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {TokenState} from './token_action.ts';

/** Fewer wanted tokens on a page, and asking for each alone is less work for the server. */
const WORTH_A_PAGE = 10;

/** What reading a page of the list costs the server, in tokens asked for alone (measured: 4.5 ms to 1.1 ms). */
const COST_OF_PAGE = 4;

/** How many ask for single tokens while the record is read: more would take the server's time from it. */
const BESIDE_RECORD = 2;

/** Fewer changes, and what they became is read of each token alone, at once. */
export const MANY = DEFAULT_CONCURRENCY * WORTH_A_PAGE;

/** Reads in the server's own record what became of tokens, and tells of each; ends when `client` is aborted. Does not throw. */
export type RecordReader = (client: RestClient, onState: (id: string, state: TokenState) => void) => Promise<void>;

/**
 * What the server says of these tokens now, read with as little work for it as can be; `ids` come in the order of their
 * changes. `total` is how many tokens it has, about. A token whose state could not be read is not in the answer.
 */
export async function readBack(client: RestClient, ids: readonly string[], total: number, readRecord?: RecordReader): Promise<Map<string, TokenState>> {
    const found = new Map<string, TokenState>();
    const left = () => ids.filter((id) => !found.has(id));
    if (ids.length > MANY) {
        await readFromEnd(client, new Set(ids), total, found);
    }
    const twoPasses = 2 * Math.ceil((total + 1) / TOKENS_PER_PAGE);
    if (left().length > twoPasses * COST_OF_PAGE && await readFromList(client, new Set(left()), found)) {
        return found;
    }
    if (left().length > 0) {
        await readEach(client, left(), found, readRecord);
    }
    return found;
}

/** Asks for each token alone, from the first change on, while the record is read from the last change back, until they meet. */
async function readEach(client: RestClient, ids: readonly string[], found: Map<string, TokenState>, readRecord: RecordReader | undefined): Promise<void> {
    const met = new AbortController();
    const unread = new Set(ids);
    const note = (id: string, state: TokenState) => {
        if (unread.delete(id)) {
            found.set(id, state);
        }
        if (unread.size === 0) {
            met.abort();
        }
    };
    const reading = readRecord?.(client.abortable(met.signal), note);
    const queue = ids.values();
    await Promise.all(Array.from({length: DEFAULT_CONCURRENCY}, async (_, i) => {
        if (i >= BESIDE_RECORD) {
            await reading;
        }
        for (const id of queue) {
            const state = unread.has(id) ? await readState(client, id).catch(() => undefined) : undefined;
            if (state) {
                note(id, state);
            }
        }
    }));
}

/**
 * Reads the list's last pages as long as they are worth it. PostgreSQL writes a changed row anew, mostly behind all
 * others, and the list comes in that order: 2,000 tokens changed just now stand on ten pages. Each is seen after its
 * change, so what is found is as good as an answer for it alone; what is not found is asked for in another way.
 */
async function readFromEnd(client: RestClient, wanted: ReadonlySet<string>, total: number, found: Map<string, TokenState>): Promise<void> {
    let page = Math.floor(total / TOKENS_PER_PAGE);
    let left = wanted.size;
    for (let worth = true; worth && page >= 0 && left > 0;) {
        // Each round may read up to the number of pages that could hold what is left, as many at once as anything else.
        const pages = Math.min(DEFAULT_CONCURRENCY, page + 1, Math.ceil(left / TOKENS_PER_PAGE) + 1);
        const hits = await Promise.all(Array.from({length: pages}, async (_, i) => {
            const tokens = await client.getUserAccessTokens(page - i, TOKENS_PER_PAGE).then(parseTokens).catch(() => []);
            const changed = tokens.filter(({id}) => wanted.has(id));
            changed.forEach((token) => found.set(token.id, stateOf(token)));
            return changed.length;
        }));
        page -= pages;
        left = [...wanted].filter((id) => !found.has(id)).length;

        // They get fewer from the end on: the page before the first one read holds no more than that.
        worth = (hits.at(-1) ?? 0) >= WORTH_A_PAGE;
    }
}

/** True when the list was proven complete, so that what it does not show is gone. */
async function readFromList(client: RestClient, wanted: ReadonlySet<string>, found: Map<string, TokenState>): Promise<boolean> {
    const seen = new Map<string, TokenState>();
    const completeness = await listTokens(client, {
        onPassStart: () => seen.clear(),
        onPage: (tokens) => tokens.filter((token) => wanted.has(token.id)).forEach((token) => seen.set(token.id, stateOf(token))),
    }).catch(() => undefined);
    if (!completeness?.proven) {
        return false;
    }
    for (const id of wanted) {
        found.set(id, seen.get(id) ?? 'gone');
    }
    return true;
}

import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';
import {listTokens, TOKENS_PER_PAGE} from '../tokens/list_tokens.ts';
import {parseTokens} from '../tokens/token.ts';

import {readToken} from './token_action.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';

/** Fewer wanted tokens on a page, and asking for each alone is less work for the server. */
const WORTH_A_PAGE = 10;

/**
 * What the server says of these tokens now. `total` is how many tokens it has, about: it decides whether asking for each
 * or reading the whole list is less work for it. A token whose state could not be read is not in the answer.
 */
export async function readBack(client: RestClient, ids: readonly string[], total: number): Promise<Map<string, Token | 'gone'>> {
    const found = new Map<string, Token | 'gone'>();
    if (ids.length > DEFAULT_CONCURRENCY * WORTH_A_PAGE) {
        await readFromEnd(client, new Set(ids), total, found);
    }
    const twoPasses = 2 * Math.ceil((total + 1) / TOKENS_PER_PAGE);
    const left = ids.filter((id) => !found.has(id));
    if (left.length > twoPasses && await readFromList(client, new Set(left), found)) {
        return found;
    }

    // The client's throttle bounds how many of these run at once.
    await Promise.all(left.filter((id) => !found.has(id)).map(async (id) => {
        const token = await readToken(client, id).catch(() => undefined);
        if (token) {
            found.set(id, token);
        }
    }));
    return found;
}

/**
 * Reads the list's last pages as long as they are worth it. PostgreSQL writes a changed row anew, mostly behind all
 * others, and the list comes in that order: 2,000 tokens changed just now stand on ten pages. Each is seen after its
 * change, so what is found is as good as an answer for it alone; what is not found is asked for in another way.
 */
async function readFromEnd(client: RestClient, wanted: ReadonlySet<string>, total: number, found: Map<string, Token | 'gone'>): Promise<void> {
    let page = Math.floor(total / TOKENS_PER_PAGE);
    for (let worth = true; worth && page >= 0 && found.size < wanted.size;) {
        // Each round may read up to the number of pages that could hold what is left, as many at once as anything else.
        const pages = Math.min(DEFAULT_CONCURRENCY, page + 1, Math.ceil((wanted.size - found.size) / TOKENS_PER_PAGE) + 1);
        const before = found.size;
        await Promise.all(Array.from({length: pages}, async (_, i) => {
            const tokens = await client.getUserAccessTokens(page - i, TOKENS_PER_PAGE).then(parseTokens).catch(() => []);
            tokens.filter(({id}) => wanted.has(id)).forEach((token) => found.set(token.id, token));
        }));
        page -= pages;
        worth = found.size - before >= pages * WORTH_A_PAGE;
    }
}

/** True when the list was proven complete, so that what it does not show is gone. */
async function readFromList(client: RestClient, wanted: ReadonlySet<string>, found: Map<string, Token | 'gone'>): Promise<boolean> {
    const seen = new Map<string, Token>();
    const completeness = await listTokens(client, {
        onPassStart: () => seen.clear(),
        onPage: (tokens) => tokens.filter((token) => wanted.has(token.id)).forEach((token) => seen.set(token.id, token)),
    }).catch(() => undefined);
    if (!completeness?.proven) {
        return false;
    }
    for (const id of wanted) {
        found.set(id, seen.get(id) ?? 'gone');
    }
    return true;
}

import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';
import {listTokens, TOKENS_PER_PAGE} from '../tokens/list_tokens.ts';
import {parseTokens} from '../tokens/token.ts';

import {readToken} from './token_action.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';

/** Fewer wanted tokens on a page, and asking for each alone is less work for the server. */
const WORTH_A_PAGE = 10;

/** What reading a page of the list costs the server, in tokens asked for alone (measured: 4.5 ms to 1.1 ms). */
const COST_OF_PAGE = 4;

/**
 * What the server says of these tokens now, read with as little work for it as can be. `total` is how many tokens it has,
 * about; `userIdOf` gives a token's owner, where known. A token whose state could not be read is not in the answer.
 */
export async function readBack(client: RestClient, ids: readonly string[], total: number, userIdOf: (id: string) => string | undefined = () => undefined): Promise<Map<string, Token | 'gone'>> {
    const found = new Map<string, Token | 'gone'>();
    const left = () => ids.filter((id) => !found.has(id));
    if (ids.length > DEFAULT_CONCURRENCY * WORTH_A_PAGE) {
        await readFromEnd(client, new Set(ids), total, found);
    }
    await readOfOwners(client, left(), userIdOf, found);
    const twoPasses = 2 * Math.ceil((total + 1) / TOKENS_PER_PAGE);
    if (left().length > twoPasses * COST_OF_PAGE && await readFromList(client, new Set(left()), found)) {
        return found;
    }

    // The client's throttle bounds how many of these run at once.
    await Promise.all(left().map(async (id) => {
        const token = await readToken(client, id).catch(() => undefined);
        if (token) {
            found.set(id, token);
        }
    }));
    return found;
}

/** Owners with several of the tokens are asked for all of theirs: one page that is not full is a single query, and exact. */
async function readOfOwners(client: RestClient, ids: readonly string[], userIdOf: (id: string) => string | undefined, found: Map<string, Token | 'gone'>): Promise<void> {
    const ofOwner = new Map<string, string[]>();
    for (const id of ids) {
        const owner = userIdOf(id);
        if (owner) {
            const wanted = ofOwner.get(owner) ?? [];
            wanted.push(id);
            ofOwner.set(owner, wanted);
        }
    }
    await Promise.all([...ofOwner].filter(([, wanted]) => wanted.length > 1).map(async ([owner, wanted]) => {
        const tokens = await client.getUserAccessTokensForUser(owner, 0, TOKENS_PER_PAGE).then(parseTokens).catch(() => undefined);
        if (tokens && tokens.length < TOKENS_PER_PAGE) {
            const states = new Map(tokens.map((token) => [token.id, token]));
            wanted.forEach((id) => found.set(id, states.get(id) ?? 'gone'));
        }
    }));
}

/**
 * Reads the list's last pages as long as they are worth it. PostgreSQL writes a changed row anew, mostly behind all
 * others, and the list comes in that order: 2,000 tokens changed just now stand on ten pages. Each is seen after its
 * change, so what is found is as good as an answer for it alone; what is not found is asked for in another way.
 */
async function readFromEnd(client: RestClient, wanted: ReadonlySet<string>, total: number, found: Map<string, Token | 'gone'>): Promise<void> {
    let page = Math.floor(total / TOKENS_PER_PAGE);
    let left = wanted.size;
    for (let worth = true; worth && page >= 0 && left > 0;) {
        // Each round may read up to the number of pages that could hold what is left, as many at once as anything else.
        const pages = Math.min(DEFAULT_CONCURRENCY, page + 1, Math.ceil(left / TOKENS_PER_PAGE) + 1);
        const hits = await Promise.all(Array.from({length: pages}, async (_, i) => {
            const tokens = await client.getUserAccessTokens(page - i, TOKENS_PER_PAGE).then(parseTokens).catch(() => []);
            const changed = tokens.filter(({id}) => wanted.has(id));
            changed.forEach((token) => found.set(token.id, token));
            return changed.length;
        }));
        page -= pages;
        left = [...wanted].filter((id) => !found.has(id)).length;

        // They get fewer from the end on: the page before the first one read holds no more than that.
        worth = (hits.at(-1) ?? 0) >= WORTH_A_PAGE;
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

import {listTokens, TOKENS_PER_PAGE} from '../tokens/list_tokens.ts';

import {readToken} from './token_action.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';

/**
 * What the server says of these tokens now. `total` is how many tokens it has, about: it decides whether asking for each
 * or reading the whole list is less work for it. A token whose state could not be read is not in the answer.
 */
export async function readBack(client: RestClient, ids: readonly string[], total: number): Promise<Map<string, Token | 'gone'>> {
    const found = new Map<string, Token | 'gone'>();
    const twoPasses = 2 * Math.ceil((total + 1) / TOKENS_PER_PAGE);
    if (ids.length > twoPasses && await readFromList(client, new Set(ids), found)) {
        return found;
    }

    // The client's throttle bounds how many of these run at once.
    await Promise.all(ids.filter((id) => !found.has(id)).map(async (id) => {
        const token = await readToken(client, id).catch(() => undefined);
        if (token) {
            found.set(id, token);
        }
    }));
    return found;
}

/** True when the list was proven complete, so that what it does not show is gone. */
async function readFromList(client: RestClient, wanted: ReadonlySet<string>, found: Map<string, Token | 'gone'>): Promise<boolean> {
    const completeness = await listTokens(client, {
        onPassStart: () => found.clear(),
        onPage: (tokens) => tokens.filter((token) => wanted.has(token.id)).forEach((token) => found.set(token.id, token)),
    }).catch(() => undefined);
    if (!completeness?.proven) {
        found.clear();
        return false;
    }
    for (const id of wanted) {
        if (!found.has(id)) {
            found.set(id, 'gone');
        }
    }
    return true;
}

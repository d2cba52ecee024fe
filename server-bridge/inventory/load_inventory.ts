import {OwnerResolver} from '../owners/resolve_owners.ts';
import {listTokens} from '../tokens/list_tokens.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Completeness} from '../tokens/list_tokens.ts';
import type {Inventory} from './inventory.ts';

/** How far a load is: `verifying` = every page was read and every owner is known; what follows only proves it. */
export type LoadPhase = 'listing' | 'verifying';

/**
 * Fills `inventory` with every token of the server and its owner, page by page; a filled one is brought up to date.
 * Says whether it is complete; if not, it keeps every token that any pass saw. Throws RestError.
 */
export async function loadInventory(client: RestClient, inventory: Inventory, onProgress: (phase: LoadPhase) => void = () => undefined): Promise<Completeness> {
    let phase: LoadPhase = 'listing';
    let asked = 0;
    let distinct = 0;
    const owners = new OwnerResolver(client, (batch) => {
        inventory.addOwners(batch);
        onProgress(phase);
    });
    const completeness = await listTokens(client, {
        onPassStart: () => {
            inventory.beginPass();
            distinct = 0;
        },
        onPage: (tokens) => {
            distinct += inventory.addTokens(tokens);

            const first = asked === 0;

            // Each user id stands there once: looking up every token's owner again would cost as much as adding the token.
            owners.add(inventory.userIds.slice(asked));
            asked = inventory.userIds.length;
            onProgress(phase);

            // Eight further pages asked for at once would overtake the answer that the first rows wait for.
            return first ? owners.settled() : undefined;
        },
        distinct: () => distinct,
        onPassEnd: () => {
            void owners.finish().then(() => {
                phase = 'verifying';
                onProgress(phase);
            }, () => undefined);
        },
    });
    await owners.finish();
    if (completeness.proven) {
        inventory.dropUnseen();
    }
    return completeness;
}

import type {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';

/** Whom a bulk change reaches. */
export interface BulkSummary {

    /** Owners with their number of tokens in the plan, those with the most first. */
    owners: Array<{userId: string; owner: Owner | undefined; tokens: number}>;
    bots: number;
}

/** Counts the owners of the planned tokens. */
export function summarise(inventory: Inventory, tokenIds: readonly string[]): BulkSummary {
    const tokensOf = new Map<number, number>();
    for (const id of tokenIds) {
        const row = inventory.rowOf(id);
        if (row !== undefined) {
            const owner = inventory.ownerIndex(row);
            tokensOf.set(owner, (tokensOf.get(owner) ?? 0) + 1);
        }
    }
    const owners = [...tokensOf].map(([index, tokens]) => ({
        userId: inventory.userIds[index] ?? '',
        owner: inventory.owners[index],
        tokens,
    })).sort((a, b) => b.tokens - a.tokens || nameOf(a).localeCompare(nameOf(b)));
    return {owners, bots: owners.filter(({owner}) => owner?.is_bot).length};
}

function nameOf({owner, userId}: {owner: Owner | undefined; userId: string}): string {
    return owner?.username ?? userId;
}

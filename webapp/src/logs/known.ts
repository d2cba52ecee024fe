import {useMemo} from 'react';

import type {Row} from '../../../server-bridge/inventory/inventory.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {InventorySnapshot} from '../tokens/inventory_store.ts';

/** What the page knows of the ids that an attribution names. */
export interface Known {
    owner: (userId: string) => Owner | undefined;

    /** `row` is undefined for a token that is gone; the whole for one that was never seen. */
    token: (tokenId: string) => {description: string; user_id: string; row: Row | undefined} | undefined;
}

/** A new one whenever something was learnt. */
export function useKnown({inventory, people, version}: InventorySnapshot): Known {
    return useMemo(() => ({
        owner: (userId) => inventory.ownerById(userId) ?? people.get(userId),
        token: (tokenId) => {
            const described = inventory.describe(tokenId);
            return described && {...described, row: inventory.rowOf(tokenId)};
        },

        // eslint-disable-next-line react-hooks/exhaustive-deps -- the inventory changes in place: its version says when
    }), [inventory, people, version]);
}

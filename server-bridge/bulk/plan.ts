import type {Inventory, Row} from '../inventory/inventory.ts';
import type {TokenAction} from './token_action.ts';

/** A bulk change as a value: what will be done to which tokens. Nothing happens until it is run. */
export interface BulkPlan {
    action: TokenAction;

    /** The tokens that will change. */
    token_ids: readonly string[];

    /** How many of the chosen ones are in that state already and stay as they are. */
    unchanged: number;
}

/**
 * The plan for `action` on the chosen rows, in the order the server lists them: neighbours are changed together and stand
 * together afterwards, where they are read back. Rows whose token is gone are left out.
 */
export function planBulk(inventory: Inventory, rows: Iterable<Row>, action: TokenAction): BulkPlan {
    const ids: string[] = [];
    let unchanged = 0;
    for (const row of [...rows].sort((a, b) => a - b)) {
        if (!inventory.has(row)) {
            continue;
        }
        if (action !== 'revoke' && inventory.isActive(row) === (action === 'activate')) {
            unchanged++;
        } else {
            ids.push(inventory.ids.get(row));
        }
    }
    return {action, token_ids: ids, unchanged};
}

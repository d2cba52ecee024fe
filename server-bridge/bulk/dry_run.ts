import type {Inventory} from '../inventory/inventory.ts';
import type {Owner} from '../owners/owner.ts';
import type {BulkPlan} from './plan.ts';
import type {TokenAction} from './token_action.ts';

/** Seen within this many days, a token counts as in use: changing it will probably break something. */
export const IN_USE_WITHIN_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface PlannedToken {
    id: string;
    user_id: string;

    /** Empty when it is not known any more, as for a token that was revoked before the page was reloaded. */
    description: string;

    /** At least then, in ms since 1970; none where it is not known, and where the token has no session. */
    last_seen?: number;
}

export interface PlannedOwner {
    user_id: string;

    /** Undefined when the server knows no such user. */
    owner: Owner | undefined;
    tokens: number;
    in_use: number;
}

/** What a plan would do to whom, before anything is done. */
export interface DryRun {
    action: TokenAction;
    tokens: PlannedToken[];

    /** Those with the most tokens first. */
    owners: PlannedOwner[];
    bots: number;
    unchanged: number;

    /** How many tokens were seen within `within_days`, and of how many that is not known, as their sessions are not read. */
    in_use: number;
    not_known: number;
    within_days: number;
}

interface DryRunOptions {

    /** Ms since 1970. */
    now: number;
    within_days?: number;
}

/** Counts whom a plan reaches and what of it is in use. Tokens that left the inventory since are left out. */
export function dryRun(inventory: Inventory, plan: BulkPlan, {now, within_days = IN_USE_WITHIN_DAYS}: DryRunOptions): DryRun {
    const tokens: PlannedToken[] = [];
    const owners = new Map<string, PlannedOwner>();
    let [inUse, notKnown] = [0, 0];
    for (const id of plan.token_ids) {
        const row = inventory.rowOf(id);
        if (row === undefined) {
            continue;
        }
        const user_id = inventory.userId(row);
        const seen = inventory.lastSeen(row);
        tokens.push({id, user_id, description: inventory.descriptions[row] ?? '', ...(seen ? {last_seen: seen} : {})});
        const owner = owners.get(user_id) ?? {user_id, owner: inventory.owner(row), tokens: 0, in_use: 0};
        owners.set(user_id, owner);
        owner.tokens++;
        if (seen === undefined) {
            notKnown++;
        } else if (seen > now - (within_days * DAY_MS)) {
            owner.in_use++;
            inUse++;
        }
    }
    const sorted = [...owners.values()].sort((a, b) => b.tokens - a.tokens || nameOf(a).localeCompare(nameOf(b)));
    return {
        action: plan.action,
        tokens,
        owners: sorted,
        bots: sorted.filter(({owner}) => owner?.is_bot).length,
        unchanged: plan.unchanged,
        in_use: inUse,
        not_known: notKnown,
        within_days,
    };
}

function nameOf({owner, user_id}: PlannedOwner): string {
    return owner?.username ?? user_id;
}

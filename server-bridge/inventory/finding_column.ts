import {evaluate} from '../findings/evaluate.ts';
import {ruleIds, severities} from '../findings/finding.ts';

import {Column} from './column.ts';

import type {Lifecycle} from '../audits/lifecycles.ts';
import type {Finding, RuleId, ServerPolicy, Severity, Subject} from '../findings/finding.ts';
import type {Policy} from '../findings/policy.ts';
import type {Inventory, Row} from './inventory.ts';

/** No finding at all. */
const NONE = -1;

/** What is dangerous about each token, kept in step with the inventory: which rules as bits, the worst severity as a number. */
export class FindingColumn {
    readonly #masks = new Column(Int32Array, 0);
    readonly #worst = new Column(Int32Array, NONE);
    #changes = 0;

    /** By token id: how often its secret was seen in the logs that were read. What changes here shows once `Inventory.touchAll` has marked it and `refresh` has looked. */
    seen_in_log: ReadonlyMap<string, number> = new Map();

    constructor(private readonly inventory: Inventory, public policy: Policy, public server: ServerPolicy, private readonly now: () => number = Date.now) {}

    /** Grows with every change. */
    get changes(): number {
        return this.#changes;
    }

    /** Looks anew at the tokens of every owner about whom something changed, as long as `mayGoOn`; true once done. */
    refresh(mayGoOn: () => boolean = () => true): boolean {
        while (mayGoOn()) {
            const owner = this.inventory.takeChangedOwner();
            if (owner === undefined) {
                return true;
            }
            this.inventory.rowsOfOwner(owner).forEach((row) => this.#note(row));
        }
        return false;
    }

    /** The token's findings with their evidence, worst first. */
    of(row: Row): Finding[] {
        return evaluate(subjectOf(this.inventory, row, this.seen_in_log), this.policy, this.server, this.now());
    }

    /** Whether any of these rules, as bits of `ruleMask`, applies. */
    matches(row: Row, mask: number): boolean {
        return (this.#masks.get(row) & mask) !== 0;
    }

    count(row: Row): number {
        let mask = this.#masks.get(row);
        let count = 0;
        for (; mask !== 0; mask &= mask - 1) {
            count++;
        }
        return count;
    }

    /** The worst severity; undefined for a token without findings. */
    worst(row: Row): Severity | undefined {
        const worst = this.#worst.get(row);

        // A look at position -1 of an array is a hundred times as slow, and this is asked of every token.
        return worst === NONE ? undefined : severities[worst];
    }

    /** Sorts worst last: position of the severity first, then the number of findings. */
    weight(row: Row): number {
        return ((this.#worst.get(row) + 1) * 32) + this.count(row);
    }

    #note(row: Row): void {
        let mask = 0;
        let worst = NONE;
        for (const {rule, severity} of this.of(row)) {
            mask |= ruleMask([rule]);
            worst = Math.max(worst, severities.indexOf(severity));
        }
        this.#changes += Number(this.#masks.get(row) !== mask || this.#worst.get(row) !== worst);
        this.#masks.set(row, mask);
        this.#worst.set(row, worst);
    }
}

/** Rules as bits. */
export function ruleMask(rules: readonly RuleId[]): number {
    return rules.reduce((mask, rule) => mask | (1 << ruleIds.indexOf(rule)), 0);
}

function subjectOf(inventory: Inventory, row: Row, seenInLog: ReadonlyMap<string, number>): Subject {
    const id = inventory.ids.get(row);
    const lifecycle = inventory.lifecycle(row);
    return {
        token: {
            id,
            user_id: inventory.userId(row),
            description: inventory.descriptions[row] ?? '',
            is_active: inventory.isActive(row),
            expires_at: inventory.expiresAt(row),
        },
        owner: inventory.owner(row),
        bot_owner: inventory.botOwner(row),
        sessions: inventory.sessions(row),
        active_tokens_of_owner: inventory.activeTokensOfOwner(inventory.ownerIndex(row)),
        created: createdOf(lifecycle, inventory.isLookedUp(row)),
        deactivated_at: lifecycle?.deactivated_at,
        secrets_seen_in_log: seenInLog.get(id) ?? 0,
    };
}

function createdOf(lifecycle: Lifecycle | undefined, isLookedUp: boolean): Subject['created'] {
    const created = lifecycle?.created;
    if (created) {
        return {...created, by_token_id: created.by_token_id};
    }
    return isLookedUp ? 'before_audits' : undefined;
}

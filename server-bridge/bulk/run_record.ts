import {codeSpan, plainText} from './markdown.ts';

import type {Owner} from '../owners/owner.ts';
import type {PlannedToken} from './dry_run.ts';
import type {BulkResult, TokenOutcome} from './run_bulk.ts';
import type {Delivery} from './tell_owners.ts';
import type {TokenAction} from './token_action.ts';

/** The schema of a record, as its `schema` field says. A change of meaning gets another number. */
const RECORD_SCHEMA = 'token-audit/bulk-record/1';

const done: Record<TokenAction, string> = {deactivate: 'deactivated', activate: 'activated', revoke: 'revoked'};

export interface RunRecordFacts {
    run_id: string;
    action: TokenAction;
    reason: string;
    by: {id: string; username: string};

    /** Who was signed in at its end, where that was somebody else. */
    ended_by?: {id: string; username: string} | undefined;

    /** Ms since 1970. */
    started_at: number;
    finished_at: number;
    unchanged: number;

    /** True when the run was interrupted by a reload or crash and went on later. */
    went_on: boolean;
    tokens: readonly PlannedToken[];
    result: Pick<BulkResult, 'outcomes' | 'stopped'>;

    /** Undefined when nobody was to be told; `untold` counts the owners whose turn did not come. */
    told: {deliveries: readonly Delivery[]; untold: number} | undefined;
    ownerOf: (userId: string) => Owner | undefined;
}

/** Who did what when, why, and what came of it, for a machine: ids, usernames and descriptions, never a secret. */
export function recordToJson(facts: RunRecordFacts): string {
    return JSON.stringify({
        schema: RECORD_SCHEMA,
        run_id: facts.run_id,
        action: facts.action,
        reason: facts.reason,
        by: facts.by,
        ended_by: facts.ended_by ?? null,
        started_at: new Date(facts.started_at).toISOString(),
        finished_at: new Date(facts.finished_at).toISOString(),
        stopped: facts.result.stopped ?? null,
        went_on: facts.went_on,
        unchanged: facts.unchanged,
        counts: Object.fromEntries(countOutcomes(facts.result)),
        tokens: facts.tokens.map(({id, user_id, description}) => ({
            id,
            user_id,
            username: facts.ownerOf(user_id)?.username ?? null,
            description,
            ...(facts.result.outcomes.get(id) ?? {status: 'not_tried'}),
        })),
        told: facts.told?.deliveries ?? null,
        untold_owners: facts.told?.untold ?? null,
    }, null, 2);
}

/** The record in a few lines, for a channel. Mentions nobody. */
export function recordToMessage(facts: RunRecordFacts): string {
    const counts = countOutcomes(facts.result);
    return [
        `**Token Audit: ${counts.get('done') ?? 0} of ${facts.tokens.length} access tokens ${done[facts.action]}** by ${codeSpan(facts.by.username)}${facts.ended_by ? `, ended by ${codeSpan(facts.ended_by.username)}` : ''}`,
        `Reason: ${plainText(facts.reason) || 'none given'}`,
        `Outcome: ${[...counts].map(([status, count]) => `${count} ${words[status]}`).join(', ')}${facts.result.stopped ? `; stopped before its end (${facts.result.stopped})` : ''}`,
        toldLine(facts),
        `From ${new Date(facts.started_at).toISOString()} to ${new Date(facts.finished_at).toISOString()}${facts.went_on ? ', with an interruption' : ''}, run ${codeSpan(facts.run_id)}`,
    ].join('\n');
}

function toldLine({told}: RunRecordFacts): string {
    if (!told) {
        return 'Owners were not told.';
    }
    const {deliveries, untold} = told;
    return `Owners told: ${deliveries.filter(({status}) => status === 'sent').length} of ${deliveries.length + untold}${untold > 0 ? `; stopped before ${untold} of them` : ''}`;
}

/** The name of the file a record is kept in. */
export function recordFileName({run_id, started_at}: Pick<RunRecordFacts, 'run_id' | 'started_at'>): string {
    return `token-audit-run-${new Date(started_at).toISOString().slice(0, 10)}-${run_id}.json`;
}

const words: Record<TokenOutcome['status'], string> = {
    done: 'done',
    already_gone: 'revoked before',
    failed: 'failed',
    not_tried: 'not tried',
    unknown: 'not known (could not be read back)',
};

function countOutcomes({outcomes}: Pick<BulkResult, 'outcomes'>): Map<TokenOutcome['status'], number> {
    const counts = new Map<TokenOutcome['status'], number>();
    outcomes.forEach(({status}) => counts.set(status, (counts.get(status) ?? 0) + 1));
    return counts;
}

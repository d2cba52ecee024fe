import {toRestError} from '../rest/rest_error.ts';
import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';

import {readBack} from './read_back.ts';
import {changeToken, isAsWanted} from './token_action.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {RestErrorKind} from '../rest/rest_error.ts';
import type {Token} from '../tokens/token.ts';
import type {BulkPlan} from './plan.ts';

/** What became of one token, by what the server said afterwards. */
export type TokenOutcome =
    | {status: 'done'} // read back: it is as wanted
    | {status: 'already_gone'} // someone else had revoked it
    | {status: 'failed'; error: RestErrorKind | 'changed_back'}
    | {status: 'not_tried'} // the run was cancelled, or stopped because its session or right ended
    | {status: 'unknown'}; // accepted, but its state could not be read back

export interface BulkProgress {
    phase: 'changing' | 'reading_back';
    done: number;
    total: number;
}

export interface BulkResult {

    /** One for every token of the plan. */
    outcomes: Map<string, TokenOutcome>;

    /** What the server says now of the tokens that were touched. */
    truth: Map<string, Token | 'gone'>;

    /** Why the run ended before its end; undefined when it did not. */
    stopped: 'cancelled' | 'unauthorized' | 'forbidden' | undefined;
}

export interface RunBulkOptions {

    /** How many tokens the server has, about (see readBack). */
    total: number;

    /** A token's user id, where known: what several tokens of one owner became is then one question. */
    ownerOf?: (tokenId: string) => string | undefined;

    /** Starts no further change; those under way are finished and read back. */
    signal?: AbortSignal;
    onProgress?: (progress: BulkProgress) => void;
}

/** Runs a plan and reads every outcome back from the server. Never throws: what failed is in the outcomes. */
export async function runBulk(client: RestClient, plan: BulkPlan, {total, ownerOf, signal, onProgress}: RunBulkOptions): Promise<BulkResult> {
    const answers = new Map<string, 'accepted' | 'gone' | RestErrorKind>();
    const queue = plan.token_ids.values();
    let stopped: BulkResult['stopped'];

    const work = async () => {
        for (const id of queue) {
            if (signal?.aborted) {
                stopped ??= 'cancelled';
            }
            if (stopped) {
                return;
            }
            const answer = await changeToken(client, plan.action, id).catch((error: unknown) => toRestError(error).kind);
            if (answer === 'unauthorized' || answer === 'forbidden') {
                stopped = answer;
            }
            answers.set(id, answer);
            onProgress?.({phase: 'changing', done: answers.size, total: plan.token_ids.length});
        }
    };
    await Promise.all(Array.from({length: DEFAULT_CONCURRENCY}, work));

    onProgress?.({phase: 'reading_back', done: answers.size, total: plan.token_ids.length});
    const truth = await readBack(client, [...answers.keys()], total, ownerOf);
    const outcomes = new Map(plan.token_ids.map((id) => [id, outcomeOf(plan, answers.get(id), truth.get(id))]));
    return {outcomes, truth, stopped};
}

function outcomeOf({action}: BulkPlan, answer: 'accepted' | 'gone' | RestErrorKind | undefined, token: Token | 'gone' | undefined): TokenOutcome {
    if (answer === undefined) {
        return {status: 'not_tried'};
    }
    if (answer === 'gone' || (token === 'gone' && action !== 'revoke')) {
        return {status: 'already_gone'};
    }
    if (token && isAsWanted(action, token)) {
        return {status: 'done'};
    }
    if (answer !== 'accepted') {
        return {status: 'failed', error: answer};
    }
    return token ? {status: 'failed', error: 'changed_back'} : {status: 'unknown'};
}

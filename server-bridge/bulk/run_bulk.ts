import {mayHaveActed, toRestError} from '../rest/rest_error.ts';
import {sleep as realSleep} from '../rest/sleep.ts';
import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';

import {newestAuditAt, readStatesFromAudits} from './audit_record.ts';
import {MANY, readBack} from './read_back.ts';
import {pauseReasonOf} from './run_control.ts';
import {changeToken, isAsWanted, LOOK_AGAIN_MS, readState} from './token_action.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {RestErrorKind} from '../rest/rest_error.ts';
import type {BulkPlan} from './plan.ts';
import type {RecordReader} from './read_back.ts';
import type {RunControl} from './run_control.ts';
import type {TokenAction, TokenState} from './token_action.ts';

/** What the server said to the request for one token, or why there was no answer. */
export type Answer = 'accepted' | 'gone' | RestErrorKind;

/** What became of one token, by what the server said afterwards. */
export type TokenOutcome =
    | {status: 'done'} // read back: it is as wanted
    | {status: 'already_gone'} // someone else had revoked it
    | {status: 'failed'; error: RestErrorKind | 'changed_back'}
    | {status: 'not_tried'} // the run was cancelled, or stopped because its session or right ended
    | {status: 'unknown'}; // the server may have done it, and its state could not be read back

export interface BulkProgress {
    phase: 'changing' | 'reading_back';
    done: number;
    total: number;
}

export interface BulkResult {

    /** One for every token of the plan. */
    outcomes: Map<string, TokenOutcome>;

    /** What the server says now of the tokens that were touched. */
    truth: Map<string, TokenState>;

    /** Why the run ended before its end; undefined when it did not. */
    stopped: 'cancelled' | 'unauthorized' | 'forbidden' | undefined;
}

export interface RunBulkOptions {

    /** How many tokens the server has, about (see readBack). */
    total: number;

    /** Starts no further change; those under way are finished and read back. */
    signal?: AbortSignal;

    /** With it, a lost session, right or connection pauses the run; without, the first two end it. */
    control?: RunControl;

    /** Answers of an earlier, interrupted attempt. Its other tokens are looked at before anything is asked for them. */
    known?: ReadonlyMap<string, Answer>;
    onAnswer?: (id: string, answer: Answer) => void;
    onProgress?: (progress: BulkProgress) => void;
    sleep?: typeof realSleep;
}

/** Runs a plan and reads every outcome back from the server. Never throws: what failed is in the outcomes. */
export async function runBulk(client: RestClient, plan: BulkPlan, options: RunBulkOptions): Promise<BulkResult> {
    const {signal, control, known, onAnswer, onProgress} = options;
    const answers = new Map(known);
    const progress = (phase: BulkProgress['phase']) => onProgress?.({phase, done: answers.size, total: plan.token_ids.length});
    const answered = (id: string, answer: Answer) => {
        answers.set(id, answer);
        onAnswer?.(id, answer);
        progress('changing');
    };
    let stopped: BulkResult['stopped'];
    const audits = beginRecord(client, plan);

    const unsettled = known ? await settleWhatIsDone(client, plan, options, answers, answered) : new Set<string>();
    const queue = plan.token_ids.filter((id) => !answers.has(id)).reverse();
    const cutOff = new Set<string>();

    const mayGoOn = async () => {
        if (signal?.aborted || (control && !await control.mayGoOn())) {
            stopped ??= 'cancelled';
        }
        return !stopped;
    };
    const work = async () => {
        while (queue.length > 0 && await mayGoOn()) {
            const id = queue.pop();
            if (id === undefined) {
                return;
            }
            const resumed = control?.resumed;
            const answer = await (cutOff.has(id) || unsettled.has(id) ? changeUnlessDone : changeToken)(client, plan.action, id).catch((error: unknown) => toRestError(error).kind);
            const reason = answer === 'accepted' || answer === 'gone' ? undefined : pauseReasonOf(answer);
            if (control && reason && !(reason === 'network' && cutOff.has(id))) {
                // Not this token's fault: it gets its turn again. A connection that only ever breaks for this one fails it.
                if (reason === 'network') {
                    cutOff.add(id);
                }
                queue.push(id);
                if (control.resumed === resumed) {
                    control.pause(reason);
                }
                continue;
            }
            if (answer === 'unauthorized' || answer === 'forbidden') {
                stopped = answer;
            }
            answered(id, answer);
        }
    };
    await Promise.all(Array.from({length: DEFAULT_CONCURRENCY}, work));

    if (queue.length > 0) {
        stopped ??= 'cancelled';
    }

    // The server may have acted on what was cut off, now or in the attempt before: read back, it is not called untried.
    queue.filter((id) => cutOff.has(id) || unsettled.has(id)).forEach((id) => answers.set(id, 'network'));
    const truth = control?.state.name === 'left' ? new Map<string, TokenState>() : await readAll(client, plan, answers, options, audits.reader(), () => progress('reading_back'));
    audits.end();
    const outcomes = new Map(plan.token_ids.map((id) => [id, outcomeOf(plan, answers.get(id), truth.get(id))]));
    return {outcomes, truth, stopped};
}

// What an interrupted attempt had done without noting it down is as wanted already: asking again could undo what someone did since.
// Gives the tokens of which it could not be read.
async function settleWhatIsDone(client: RestClient, plan: BulkPlan, {total}: RunBulkOptions, answers: ReadonlyMap<string, Answer>, answered: (id: string, answer: Answer) => void): Promise<Set<string>> {
    const open = plan.token_ids.filter((id) => !answers.has(id));
    const truth = await readBack(client, open, total);
    for (const [id, state] of truth) {
        if (isAsWanted(plan.action, state)) {
            answered(id, 'accepted');
        } else if (state === 'gone') {
            answered(id, 'gone');
        }
    }
    return new Set(open.filter((id) => !truth.has(id)));
}

// The request that was cut off may have reached the server: then a second one would find the token gone and blame somebody else.
async function changeUnlessDone(client: RestClient, action: TokenAction, id: string): Promise<'accepted' | 'gone'> {
    return isAsWanted(action, await readState(client, id)) ? 'accepted' : changeToken(client, action, id);
}

/**
 * Asks where the audits of a run with many tokens begin: what was done before has no place in its record, since it may
 * have been undone in a way that leaves no audit. A server that has not said so by the end of the changes is slow in its
 * audits, and is asked for no more of them.
 */
function beginRecord(client: RestClient, {token_ids}: BulkPlan): {reader: () => RecordReader | undefined; end: () => void} {
    const asking = new AbortController();
    let begun: number | undefined;
    if (token_ids.length > MANY) {
        void newestAuditAt(client.abortable(asking.signal)).then((at) => {
            begun = at;
        });
    }
    return {
        reader: () => {
            const since = begun;
            return since === undefined ? undefined : (reading, onState) => readStatesFromAudits(reading, since, onState);
        },
        end: () => asking.abort(),
    };
}

/** Reads back until everything could be read, or nobody waits for it any more. */
async function readAll(client: RestClient, plan: BulkPlan, answers: ReadonlyMap<string, Answer>, options: RunBulkOptions, readRecord: RecordReader | undefined, onStart: () => void): Promise<Map<string, TokenState>> {
    const {total, control} = options;
    const ids = [...answers.keys()];
    for (;;) {
        onStart();
        const ended = control?.beginReading();
        const reading = ended ? client.abortable(ended) : client;
        const truth = await readBack(reading, ids, total, readRecord);
        await readLate(reading, plan, options, answers, truth, ended);
        const missing = ids.find((id) => !truth.has(id));
        if (missing === undefined || !control || ended?.aborted || control.state.name === 'cancelled') {
            return truth;
        }
        const reason = await readState(client, missing).then(() => undefined, (error: unknown) => pauseReasonOf(toRestError(error).kind));
        if (!reason) {
            return truth;
        }
        control.pause(reason);
        if (!await control.mayGoOn()) {
            return truth;
        }
    }
}

/** Looks again at what was accepted and is not as wanted, and puts what it sees into `truth`. */
async function readLate(client: RestClient, {action}: BulkPlan, {total, sleep = realSleep}: RunBulkOptions, answers: ReadonlyMap<string, Answer>, truth: Map<string, TokenState>, ended: AbortSignal | undefined): Promise<void> {
    for (const ms of LOOK_AGAIN_MS) {
        const late = [...truth].filter(([id, state]) => answers.get(id) === 'accepted' && state !== 'gone' && !isAsWanted(action, state)).map(([id]) => id);
        if (late.length === 0 || ended?.aborted) {
            return;
        }
        await sleep(ms);
        (await readBack(client, late, total)).forEach((state, id) => truth.set(id, state));
    }
}

function outcomeOf({action}: BulkPlan, answer: Answer | undefined, state: TokenState | undefined): TokenOutcome {
    if (answer === undefined) {
        return {status: 'not_tried'};
    }
    if (state === undefined) {
        return answer === 'accepted' || answer === 'gone' || mayHaveActed(answer) ? {status: 'unknown'} : {status: 'failed', error: answer};
    }
    if (isAsWanted(action, state)) {
        return {status: answer === 'gone' && action === 'revoke' ? 'already_gone' : 'done'};
    }
    if (state === 'gone') {
        return {status: 'already_gone'};
    }
    if (answer === 'accepted') {
        // A revoked token cannot come back: one that still shows was read from a replica that is far behind.
        return action === 'revoke' ? {status: 'unknown'} : {status: 'failed', error: 'changed_back'};
    }

    // Somebody in between, or a replica that does not know the token yet, said that there is none.
    return {status: 'failed', error: answer === 'gone' ? 'not_found' : answer};
}

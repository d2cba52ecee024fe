import {parseOwners} from '../owners/owner.ts';
import {toRestError} from '../rest/rest_error.ts';

import {JOURNAL_VERSION} from './journal.ts';
import {JournalWriter} from './journal_writer.ts';
import {postRecord} from './post_record.ts';
import {forgetQuarantined, noteQuarantined} from './quarantine.ts';
import {resolveRecipients} from './recipients.ts';
import {runBulk} from './run_bulk.ts';
import {RunControl} from './run_control.ts';
import {tellOwners} from './tell_owners.ts';

import type {Owner} from '../owners/owner.ts';
import type {BulkRunSpec, BulkRunState, BulkRunTools} from './bulk_run_spec.ts';
import type {JournalEntry, JournalRun} from './journal.ts';
import type {Answer, TokenOutcome} from './run_bulk.ts';
import type {RunRecordFacts} from './run_record.ts';
import type {Delivery} from './tell_owners.ts';

/**
 * One bulk change from its confirmation to its record: change, read back, note the quarantine, tell owners, post the record.
 * Each step is journaled; made with the entries of an interrupted run, it goes on where that one was.
 */
export class BulkRun {
    readonly control = new RunControl();
    readonly #listeners = new Set<() => void>();
    readonly #journal: JournalWriter;
    readonly #answers = new Map<string, Answer>();
    readonly #toldTokens = new Set<string>();
    readonly #goesOn: boolean;
    #mayBeSomebodyElse: boolean;

    /** Of how many tokens the run's quarantine notes are, and how many of those there was room for. */
    #notes = {tokens: 0, noted: 0};
    #endedBy: BulkRunSpec['by'] | undefined;
    #state: BulkRunState;

    constructor(readonly spec: BulkRunSpec, private readonly tools: BulkRunTools, entries: readonly JournalEntry[] | undefined = undefined) {
        this.#goesOn = entries !== undefined;
        this.#mayBeSomebodyElse = this.#goesOn;
        this.#state = {
            phase: 'changing',
            done: 0,
            total: spec.tokens.length,
            control: this.control.state,
            journal: tools.journal ? 'kept' : 'lost',
            result: undefined,
            deliveries: [],
            untold: 0,
            telling_failed: undefined,
            record: undefined,
            not_noted: 0,
        };
        const {id, action, by, started_at, reason, tell, unchanged} = spec;
        const run: JournalRun = {version: JOURNAL_VERSION, id, action, by, started_at, reason, tell, unchanged, tokens: spec.tokens.map((token) => [token.id, token.user_id])};
        this.#journal = new JournalWriter(tools.journal, run, () => this.#set({journal: 'lost'}));
        this.#takeOver(entries ?? []);
        this.control.subscribe(() => {
            const {state} = this.control;
            this.#mayBeSomebodyElse ||= state.name === 'paused' && state.reason === 'unauthorized';
            this.#set({control: state});
            void this.#journal.flush();
        });
    }

    readonly getState = (): BulkRunState => this.#state;

    /** Calls `listener` after each change of the state; returns what ends that. */
    readonly subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };

    /** Runs to the end, or to where it is left. Never throws. */
    async run(): Promise<BulkRunState> {
        if (!this.#goesOn) {
            await this.#journal.begin([]);
            await this.#noteAhead();
        }
        await this.#change(this.#goesOn ? this.#answers : undefined);
        return this.#finish();
    }

    /** Tries those of `status` again, then tells and records what that brought. */
    async retry(statuses: ReadonlyArray<TokenOutcome['status']>): Promise<BulkRunState> {
        const again = new Set(this.#state.result ? [...this.#state.result.outcomes].filter(([, {status}]) => statuses.includes(status)).map(([id]) => id) : []);
        again.forEach((id) => this.#answers.delete(id));
        this.control.restart();
        await this.#journal.begin(this.#entries());

        // What was accepted but not read back may be as wanted: it is looked at first.
        await this.#change(this.#answers, again);
        return this.#finish();
    }

    /** Tells those owners whose turn had not come. */
    tellRest(): Promise<BulkRunState> {
        return this.retry([]);
    }

    /** An owner's account, as it was known when the run was made. */
    ownerOf(userId: string): Owner | undefined {
        return this.tools.ownerOf(userId);
    }

    /** What a record of the run says; undefined while the outcome is not known. */
    record(): RunRecordFacts | undefined {
        const {result, deliveries, untold} = this.#state;
        const {id, tell, ...spec} = this.spec;
        return result && {
            ...spec,
            run_id: id,
            ended_by: this.#endedBy,

            // A clock that was set back meanwhile ends nothing before it began.
            finished_at: Math.max(this.spec.started_at, this.#now()),
            went_on: this.#goesOn,
            result,
            told: tell ? {deliveries, untold} : undefined,
            ownerOf: this.tools.ownerOf,
        };
    }

    async #change(known: ReadonlyMap<string, Answer> | undefined, only?: ReadonlySet<string>): Promise<void> {
        const {client, total} = this.tools;
        const ids = this.spec.tokens.map((token) => token.id).filter((id) => !only || only.has(id));
        const plan = {action: this.spec.action, token_ids: ids, unchanged: this.spec.unchanged};
        this.#set({phase: 'changing', done: 0, total: ids.length});
        const result = await runBulk(client, plan, {
            total,
            control: this.control,
            known: known && new Map([...known].filter(([id]) => !only || only.has(id))),
            onAnswer: (id, answer) => {
                this.#answers.set(id, answer);
                this.#journal.add({kind: 'answer', id, answer});
            },
            onProgress: ({phase, done}) => this.#set({phase, done}),
            ...(this.tools.sleep ? {sleep: this.tools.sleep} : {}),
        });
        const before = only && this.#state.result;
        this.#set({
            result: {
                outcomes: new Map([...(before?.outcomes ?? []), ...result.outcomes]),
                truth: new Map([...(before?.truth ?? []), ...result.truth]),
                stopped: result.stopped,
            },
        });
        await this.#journal.flush();
    }

    async #finish(): Promise<BulkRunState> {
        const steps = [() => this.#lookWhoActs(), () => this.#note(), () => this.#tell(), () => this.#postRecord()];
        for (const step of steps) {
            if (this.control.state.name === 'left') {
                return this.#state;
            }
            await step();
        }
        if (this.control.state.name !== 'left') {
            // Whoever goes on with what is not known looks at it first.
            await (this.#withStatus('unknown').length === 0 ? this.#journal.end() : this.#journal.flush());
            this.#set({phase: 'finished'});
        }
        return this.#state;
    }

    // After a lost session it may be another admin who goes on.
    async #lookWhoActs(): Promise<void> {
        if (!this.#mayBeSomebodyElse) {
            return;
        }
        const [me] = await this.tools.client.getMe().then((answer) => parseOwners([answer])).catch(() => []);
        this.#endedBy = me && me.id !== this.spec.by.id ? {id: me.id, username: me.username} : undefined;
    }

    async #note(): Promise<void> {
        this.#set({phase: 'noting'});
        const done = this.#withStatus('done');
        if (this.spec.action === 'deactivate') {
            // What is not known is noted too: the list shows only what is inactive.
            const maybe = [...done, ...this.#withStatus('unknown')];
            await this.#noteQuarantine(maybe).catch(() => this.#set({not_noted: Math.max(0, maybe.length - this.#notes.noted)}));
        } else if (done.length > 0) {
            // A note that stays behind does no harm: the list shows inactive tokens only.
            await forgetQuarantined(this.tools.client, done).catch(() => undefined);
        }
    }

    // Whatever becomes of this browser, the list shows what was deactivated: of those noted, only the inactive ones.
    // Where that fails, the note after the last change is tried all the same, and says what is missing.
    async #noteAhead(): Promise<void> {
        const {action, tokens} = this.spec;
        if (action === 'deactivate') {
            await this.#noteQuarantine(tokens.map((token) => token.id)).catch(() => undefined);
        }
    }

    async #noteQuarantine(ids: readonly string[]): Promise<void> {
        const {id, by, reason, started_at, tokens} = this.spec;
        const isNoted = ids.length === tokens.length && this.#notes.tokens === tokens.length;
        if (!isNoted) {
            const noted = await noteQuarantined(this.tools.client, by.id, id, {at: started_at, reason, token_ids: ids}, tokens.length);
            this.#notes = {tokens: ids.length, noted};
        }
        this.#set({not_noted: ids.length - this.#notes.noted});
    }

    async #tell(): Promise<void> {
        const {id, action, reason, tell, tokens} = this.spec;
        const done = new Set(this.#withStatus('done'));
        const untold = tokens.filter((token) => done.has(token.id) && !this.#toldTokens.has(token.id));
        if (!tell || untold.length === 0) {
            return;
        }
        this.#set({phase: 'telling', done: 0, total: 0, telling_failed: undefined, untold: new Set(untold.map((token) => token.user_id)).size});

        // A run that was stopped still tells what it did.
        this.control.restart();
        try {
            const recipients = await resolveRecipients(this.tools.client, untold);
            this.#set({total: recipients.length, untold: recipients.length});
            await tellOwners(this.tools.client, recipients, {
                run_id: id,
                action,
                reason,
                admin: this.#endedBy ?? this.spec.by,
                template: this.tools.settings.owner_message,
                control: this.control,
                ...(this.tools.sleep ? {sleep: this.tools.sleep} : {}),
                onDelivery: (delivery) => {
                    this.#journal.add({kind: 'told', user_id: delivery.user_id, status: delivery.status, ids: delivery.token_ids});
                    delivery.token_ids.forEach((token) => this.#toldTokens.add(token));
                    this.#set({deliveries: [...this.#state.deliveries, delivery], done: this.#state.done + 1, untold: this.#state.untold - 1});
                },
            });
        } catch (error) {
            this.#set({telling_failed: toRestError(error).kind});
        }
    }

    async #postRecord(): Promise<void> {
        const record = this.record();
        if (record) {
            this.#set({phase: 'recording'});
            this.#set({record: await postRecord(this.tools.client, this.tools.settings.record_channel, record)});
        }
    }

    #withStatus(wanted: TokenOutcome['status']): string[] {
        return [...(this.#state.result?.outcomes ?? [])].filter(([, {status}]) => status === wanted).map(([id]) => id);
    }

    // Failures are not taken over: going on tries them again. What was done is.
    #takeOver(entries: readonly JournalEntry[]): void {
        const deliveries: Delivery[] = [];
        for (const entry of entries) {
            if (entry.kind === 'answer' && (entry.answer === 'accepted' || entry.answer === 'gone')) {
                this.#answers.set(entry.id, entry.answer);
            } else if (entry.kind === 'told') {
                deliveries.push({user_id: entry.user_id, username: this.tools.ownerOf(entry.user_id)?.username ?? '', status: entry.status, token_ids: entry.ids});
                entry.ids.forEach((id) => this.#toldTokens.add(id));
            }
        }
        this.#set({deliveries, done: this.#answers.size});
    }

    #entries(): JournalEntry[] {
        return [
            ...[...this.#answers].map(([id, answer]) => ({kind: 'answer' as const, id, answer})),
            ...this.#state.deliveries.map(({user_id, status, token_ids}) => ({kind: 'told' as const, user_id, status, ids: token_ids})),
        ];
    }

    #now(): number {
        return (this.tools.now ?? Date.now)();
    }

    #set(change: Partial<BulkRunState>): void {
        this.#state = {...this.#state, ...change};
        this.#listeners.forEach((listener) => listener());
    }
}

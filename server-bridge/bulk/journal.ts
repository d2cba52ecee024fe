import * as v from 'valibot';

import {idSchema, timeSchema} from '../rest/parse.ts';

/** Another shape gets another number; a journal of an unknown one is left alone. */
export const JOURNAL_VERSION = 1;

const answerSchema = v.picklist(['accepted', 'gone', 'aborted', 'network', 'malformed', 'unauthorized', 'forbidden', 'not_found', 'rate_limited', 'rejected', 'server']);

const runSchema = v.object({
    version: v.literal(JOURNAL_VERSION),
    id: v.pipe(v.string(), v.regex(/^[a-z0-9]{12}$/)),
    action: v.picklist(['deactivate', 'activate', 'revoke']),

    /** User id and name of the admin who started it. */
    by: v.object({id: idSchema, username: v.string()}),

    /** Ms since 1970. */
    started_at: timeSchema,
    reason: v.string(),
    tell: v.boolean(),
    unchanged: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),

    /** Token id and its owner's user id: after a revoke nothing else says whose it was. */
    tokens: v.array(v.tuple([idSchema, idSchema])),
});

const entrySchema = v.variant('kind', [
    v.object({kind: v.literal('answer'), id: idSchema, answer: answerSchema}),
    v.object({kind: v.literal('told'), user_id: idSchema, status: v.picklist(['sent', 'skipped', 'failed', 'unknown']), ids: v.array(idSchema)}),
]);

/** How a run starts in the journal: ids, and what the admin chose; no descriptions and no secrets. */
export type JournalRun = v.InferOutput<typeof runSchema>;

/** One thing that happened in a run. Entries of the same token or owner: the last one counts. */
export type JournalEntry = v.InferOutput<typeof entrySchema>;

/** A run that was begun and not ended. */
export interface OpenRun {
    run: JournalRun;
    entries: JournalEntry[];
}

/** Where runs are written down while they go on, so that an interrupted one can be continued. Every method may reject. */
export interface Journal {
    open(): Promise<OpenRun[]>;

    /** Writes a run down before its first change, with what is known of it already; both or nothing. */
    begin(run: JournalRun, entries: readonly JournalEntry[]): Promise<void>;
    append(runId: string, entries: readonly JournalEntry[]): Promise<void>;

    /** The run needs nothing any more: forgets it. */
    end(runId: string): Promise<void>;
}

/** A run out of storage; undefined for anything else, such as one of another version. */
export function parseJournalRun(stored: unknown): JournalRun | undefined {
    const {success, output} = v.safeParse(runSchema, stored);
    return success ? output : undefined;
}

/** Entries out of storage; what is none is left out. */
export function parseJournalEntries(stored: unknown): JournalEntry[] {
    return Array.isArray(stored) ? stored.flatMap((entry: unknown) => {
        const {success, output} = v.safeParse(entrySchema, entry);
        return success ? [output] : [];
    }) : [];
}

/** A journal that lives as long as its process. */
export class MemoryJournal implements Journal {
    readonly #runs = new Map<string, OpenRun>();

    async open(): Promise<OpenRun[]> {
        return structuredClone([...this.#runs.values()]);
    }

    async begin(run: JournalRun, entries: readonly JournalEntry[]): Promise<void> {
        this.#runs.set(run.id, structuredClone({run, entries: [...entries]}));
    }

    async append(runId: string, entries: readonly JournalEntry[]): Promise<void> {
        this.#runs.get(runId)?.entries.push(...structuredClone(entries));
    }

    async end(runId: string): Promise<void> {
        this.#runs.delete(runId);
    }
}

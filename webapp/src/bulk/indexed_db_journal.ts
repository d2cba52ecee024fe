import {createStore, promisifyRequest, entries as readEntries} from 'idb-keyval';

import {parseJournalEntries, parseJournalRun} from '../../../server-bridge/bulk/journal.ts';

import type {Journal, JournalEntry, JournalRun, OpenRun} from '../../../server-bridge/bulk/journal.ts';
import type {UseStore} from 'idb-keyval';

/** Runs in the browser's own database: survives reloads and crashes. A key is a run's id, or that and one batch of its entries. */
export class IndexedDbJournal implements Journal {
    readonly #store: UseStore;
    #batches = 0;

    /** Servers under one address with different paths have journals of their own. */
    constructor(basePath: string) {
        // Opens at the first use only; where the browser forbids it, every method rejects.
        this.#store = createStore(`token-audit${basePath}`, 'runs');
    }

    async open(): Promise<OpenRun[]> {
        const stored = (await readEntries<string, unknown>(this.#store)).sort(([a], [b]) => (a < b ? -1 : 1));
        return stored.flatMap(([, value]) => parseJournalRun(value) ?? []).map((run) => ({
            run,
            entries: stored.filter(([key]) => key.startsWith(`${run.id}:`)).flatMap(([, value]) => parseJournalEntries(value)),
        }));
    }

    begin(run: JournalRun, entries: readonly JournalEntry[]): Promise<void> {
        return this.#store('readwrite', (store) => {
            store.delete(batchesOf(run.id));
            store.put(run, run.id);
            store.put(entries, this.#nextBatch(run.id));
            return promisifyRequest(store.transaction);
        });
    }

    append(runId: string, entries: readonly JournalEntry[]): Promise<void> {
        return this.#store('readwrite', (store) => {
            store.put(entries, this.#nextBatch(runId));
            return promisifyRequest(store.transaction);
        });
    }

    end(runId: string): Promise<void> {
        return this.#store('readwrite', (store) => {
            store.delete(runId);
            store.delete(batchesOf(runId));
            return promisifyRequest(store.transaction);
        });
    }

    // By time, so that after a reload the batches still come in order.
    #nextBatch(runId: string): string {
        return `${runId}:${String(Date.now()).padStart(15, '0')}:${String(this.#batches++).padStart(9, '0')}`;
    }
}

function batchesOf(runId: string): IDBKeyRange {
    return IDBKeyRange.bound(`${runId}:`, `${runId};`, false, true);
}

import type {Journal, JournalEntry, JournalRun} from './journal.ts';

const WRITE_EVERY_MS = 250;
const WRITE_EVERY_ENTRIES = 200;

/** Writes a run's journal in batches, one after the other. A storage that fails is told once and never stops the run. */
export class JournalWriter {
    #pending: JournalEntry[] = [];
    #timer: ReturnType<typeof setTimeout> | undefined;
    #written: Promise<void> = Promise.resolve();
    #failed = false;

    constructor(private readonly journal: Journal | undefined, private readonly run: JournalRun, private readonly onFailure: () => void) {}

    /** Resolves when the run is written down, or cannot be. */
    async begin(entries: readonly JournalEntry[]): Promise<void> {
        this.#failed = false;
        this.#do((journal) => journal.begin(this.run, entries));
        await this.#written;
    }

    add(entry: JournalEntry): void {
        if (this.#failed || !this.journal) {
            return;
        }
        this.#pending.push(entry);
        if (this.#pending.length >= WRITE_EVERY_ENTRIES) {
            void this.flush();
        } else {
            this.#timer ??= setTimeout(() => void this.flush(), WRITE_EVERY_MS);
        }
    }

    /** Resolves when everything added so far is written. */
    flush(): Promise<void> {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        const entries = this.#pending.splice(0);
        if (entries.length > 0) {
            this.#do((journal) => journal.append(this.run.id, entries));
        }
        return this.#written;
    }

    /** Forgets the run. */
    async end(): Promise<void> {
        await this.flush();
        this.#do((journal) => journal.end(this.run.id));
        await this.#written;
    }

    #do(write: (journal: Journal) => Promise<void>): void {
        const {journal} = this;
        if (!journal) {
            return;
        }
        this.#written = this.#written.then(() => (this.#failed ? undefined : write(journal))).catch(() => {
            this.#failed = true;
            this.#pending = [];
            this.onFailure();
        });
    }
}

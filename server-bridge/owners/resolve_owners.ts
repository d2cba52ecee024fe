import {parseOwners} from './owner.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Owner} from './owner.ts';

/** Ids in one `POST /users/ids`: those of the first page at once, so that the first rows soon have their owners; then many, as each call costs both sides. */
export const IDS_PER_CALL = 1_000;

/**
 * Collects user ids as they turn up and resolves each once, in batches, while more are still coming.
 * `onOwners` gets every batch; ids the server does not know come back with nobody.
 */
export class OwnerResolver {
    readonly #asked = new Set<string>();
    readonly #batches: Array<Promise<void>> = [];
    #pending: string[] = [];

    constructor(private readonly client: RestClient, private readonly onOwners: (owners: Owner[]) => void) {}

    /** Asks for the owners among `ids` that were not asked for yet, as soon as a batch is full. */
    add(ids: Iterable<string>): void {
        for (const id of ids) {
            if (!this.#asked.has(id)) {
                this.#asked.add(id);
                this.#pending.push(id);
            }
        }
        if (this.#batches.length === 0 && this.#pending.length > 0) {
            this.#send(this.#pending.splice(0, IDS_PER_CALL));
        }
        while (this.#pending.length >= IDS_PER_CALL) {
            this.#send(this.#pending.splice(0, IDS_PER_CALL));
        }
    }

    /** Sends what is left and resolves when every answer is in. Rejects with the first RestError. */
    async finish(): Promise<void> {
        while (this.#pending.length > 0) {
            this.#send(this.#pending.splice(0, IDS_PER_CALL));
        }
        await Promise.all(this.#batches);
    }

    /** Resolves when everything sent so far is answered, or has failed: finish() tells of that. */
    async settled(): Promise<void> {
        await Promise.allSettled(this.#batches);
    }

    #send(ids: string[]): void {
        const batch = this.client.getProfilesByIds(ids).then((answer) => this.onOwners(parseOwners(answer)));

        // Whoever calls finish() hears of a failure; until then it must not count as unhandled.
        batch.catch(() => undefined);
        this.#batches.push(batch);
    }
}

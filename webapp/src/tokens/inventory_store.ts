import {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import {loadInventory} from '../../../server-bridge/inventory/load_inventory.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';

import type {LoadPhase} from '../../../server-bridge/inventory/load_inventory.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';
import type {Completeness} from '../../../server-bridge/tokens/list_tokens.ts';
import type {Token} from '../../../server-bridge/tokens/token.ts';

/** More often than this nobody sees a difference, and every update sorts the table anew. */
const UPDATE_EVERY_MS = 100;

export type LoadState =
    | {phase: LoadPhase}
    | {phase: 'loaded'; completeness: Completeness}
    | {phase: 'failed'; error: RestError};

/** What the page shows. `version` grows with every change of the inventory. */
export interface InventorySnapshot {
    inventory: Inventory;
    version: number;
    load: LoadState;
}

/**
 * Holds the inventory while the page is open, and forgets it with it: the list of a server's keys has no place in
 * the host's store, where every other plugin could read it.
 */
export class InventoryStore {
    readonly #listeners = new Set<() => void>();
    #snapshot: InventorySnapshot = {inventory: new Inventory(), version: 0, load: {phase: 'listing'}};
    #abort: AbortController | undefined;
    #timer: ReturnType<typeof setTimeout> | undefined;

    constructor(readonly client: RestClient) {}

    readonly subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };

    readonly getSnapshot = (): InventorySnapshot => this.#snapshot;

    /** Reads the server's tokens from the start; rows that are shown stay until the server's answer says otherwise. */
    async load(): Promise<void> {
        this.stop();
        const abort = new AbortController();
        this.#abort = abort;
        const set = (load: LoadState) => {
            if (this.#abort === abort) {
                this.#update(load, load.phase === 'loaded' || load.phase === 'failed');
            }
        };
        set({phase: 'listing'});
        try {
            const completeness = await loadInventory(this.client.abortable(abort.signal), this.#snapshot.inventory, (phase) => set({phase}));
            set({phase: 'loaded', completeness});
        } catch (error) {
            set({phase: 'failed', error: toRestError(error)});
        }
    }

    /** Takes over what the server said of single tokens after a change. */
    apply(truth: ReadonlyMap<string, Token | 'gone'>): void {
        const {inventory, load} = this.#snapshot;
        for (const [id, token] of truth) {
            if (token === 'gone') {
                inventory.remove(id);
            } else {
                inventory.addTokens([token]);
            }
        }
        this.#update(load, true);
    }

    /** Ends all requests. */
    stop(): void {
        this.#abort?.abort();
        this.#abort = undefined;
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }

    #update(load: LoadState, atOnce: boolean): void {
        this.#snapshot = {...this.#snapshot, version: this.#snapshot.version + 1, load};
        if (atOnce) {
            clearTimeout(this.#timer);
            this.#timer = undefined;
            this.#listeners.forEach((listener) => listener());
        } else {
            this.#timer ??= setTimeout(() => {
                this.#timer = undefined;
                this.#listeners.forEach((listener) => listener());
            }, UPDATE_EVERY_MS);
        }
    }
}

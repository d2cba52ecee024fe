import {ActingTokens} from '../../../server-bridge/audits/acting_token.ts';
import {DEFAULT_MAX_PAGES, loadNewerTokenEvents, loadTokenEvents} from '../../../server-bridge/audits/load_token_events.ts';
import {TokenEventLog} from '../../../server-bridge/audits/token_event_log.ts';
import {OwnerResolver} from '../../../server-bridge/owners/resolve_owners.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';

import type {Acting} from '../../../server-bridge/audits/acting_token.ts';
import type {TokenEvent} from '../../../server-bridge/audits/token_event.ts';
import type {Reach} from '../../../server-bridge/audits/token_event_log.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

/** More often than this nobody sees a difference. */
const UPDATE_EVERY_MS = 100;

export type ActivityLoad =
    | {phase: 'reading'; older: boolean}
    | {phase: 'idle'}
    | {phase: 'failed'; error: RestError};

/** What is known of the server's token events. `owners` and `acting` grow in place; every update is a new snapshot. */
export interface ActivitySnapshot {

    /** Newest first; another array whenever one was added. */
    events: readonly TokenEvent[];
    reach: Reach;
    load: ActivityLoad;

    /** How many times what had happened until then was read, and back as far as is looked, without a failure. */
    looks: number;

    /** The people named so far, by user id. */
    owners: ReadonlyMap<string, Owner>;

    /** Grows with `owners`. */
    owners_version: number;

    /** What was found out so far of what events were done with, by event id. */
    acting: ReadonlyMap<string, Acting>;
}

/** Holds the token events while its page is open; whoever makes it calls `stop` when it closes. */
export class ActivityStore {
    readonly #listeners = new Set<() => void>();
    readonly #log = new TokenEventLog();
    readonly #owners = new Map<string, Owner>();
    readonly #acting = new Map<string, Acting>();
    readonly #asked = new Set<string>();

    /** Everybody whose name was asked for. */
    readonly #wanted = new Set<string>();
    #snapshot: ActivitySnapshot;

    /** Whoever stops reading wants to see who did what was read all the same. */
    #reading = new AbortController();
    #lookups = new AbortController();

    /** How many pages the look under way still goes back. */
    #pagesLeft = DEFAULT_MAX_PAGES;
    #people: OwnerResolver;
    #actingTokens: ActingTokens;
    #timer: ReturnType<typeof setTimeout> | undefined;

    constructor(readonly client: RestClient) {
        this.#people = new OwnerResolver(client, () => undefined);
        this.#actingTokens = new ActingTokens(client);
        this.#snapshot = {events: [], reach: this.#log.reach, load: {phase: 'idle'}, looks: 0, owners: this.#owners, owners_version: 0, acting: this.#acting};
    }

    readonly subscribe = (listener: () => void): (() => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    };

    readonly getSnapshot = (): ActivitySnapshot => this.#snapshot;

    /** Reads what happened since the last time, and goes on with a look back that another reading or a failure cut short. */
    load(): Promise<void> {
        this.#beginLookups();
        return this.#read(false);
    }

    /** Reads what happened since the last time as well; what is being looked up goes on. */
    catchUp(): Promise<void> {
        return this.#read(false);
    }

    /** Goes on backwards from where the last look ended. */
    loadOlder(): Promise<void> {
        this.#pagesLeft = DEFAULT_MAX_PAGES;
        this.#beginLookups();
        return this.#read(true);
    }

    /** Finds the names of these people, each once. A name that cannot be read stays unknown until the next `load`. */
    name(userIds: Iterable<string>): void {
        for (const id of userIds) {
            this.#wanted.add(id);
        }
        this.#people.add([...this.#wanted].filter((id) => !this.#owners.has(id)));
        void this.#people.finish().catch(() => undefined);
    }

    /** Finds out what these events were done with, each once; those that failed again after the next `load`. */
    findActing(events: readonly TokenEvent[]): void {
        const {signal} = this.#lookups;
        for (const event of events.filter(({id}) => !this.#asked.has(id))) {
            this.#asked.add(event.id);
            void this.#actingTokens.of(event).then((acting) => {
                if (!signal.aborted) {
                    this.#acting.set(event.id, acting);
                    this.#updateSoon();
                }
            });
        }
    }

    /** Reads no further; what is read stays. */
    stopReading(): void {
        this.#reading.abort();
        this.#pagesLeft = 0;
    }

    /** Ends all requests. */
    stop(): void {
        this.stopReading();
        this.#lookups.abort();
    }

    async #read(older: boolean): Promise<void> {
        this.#reading.abort();
        const {signal} = this.#reading = new AbortController();
        this.#update({load: {phase: 'reading', older}});
        const load = await this.#readPages(this.client.abortable(signal), older)
            .then((): ActivityLoad => ({phase: 'idle'}), (error: unknown): ActivityLoad => ({phase: 'failed', error: toRestError(error)}));
        if (this.#reading.signal === signal) {
            this.#update({load, looks: this.#snapshot.looks + Number(load.phase === 'idle' && !older)});
        }
    }

    async #readPages(client: RestClient, older: boolean): Promise<void> {
        const isBegun = this.#log.reach.back_to !== undefined;
        if (!isBegun) {
            this.#log.reach = {...this.#log.reach, complete: false};
            this.#pagesLeft = DEFAULT_MAX_PAGES;
        } else if (!older) {
            await loadNewerTokenEvents(client, this.#log, {onPage: () => this.#updateSoon()});
        }
        await loadTokenEvents(client, this.#log, {
            max_pages: this.#pagesLeft,
            onPage: () => {
                this.#pagesLeft--;
                this.#updateSoon();
            },
        });
    }

    // Sessions may have begun and people may have been renamed since; what was exact stays so.
    #beginLookups(): void {
        this.#lookups.abort();
        const {signal} = this.#lookups = new AbortController();
        const client = this.client.abortable(signal);
        this.#people = new OwnerResolver(client, (owners) => {
            owners.forEach((owner) => this.#owners.set(owner.id, owner));
            if (!signal.aborted) {
                this.#update({owners_version: this.#snapshot.owners_version + 1});
            }
        });
        this.#actingTokens = new ActingTokens(client);
        this.name([]);
        this.#asked.clear();
        for (const [id, acting] of this.#acting) {
            if (acting.by !== 'unknown' || acting.reason !== 'not_read') {
                this.#asked.add(id);
            }
        }
    }

    #updateSoon(): void {
        this.#timer ??= setTimeout(() => this.#update({}), UPDATE_EVERY_MS);
    }

    #update(change: Partial<ActivitySnapshot>): void {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#snapshot = {...this.#snapshot, events: this.#log.events, reach: this.#log.reach, ...change};
        this.#listeners.forEach((listener) => listener());
    }
}

import {lifecycles} from '../../../server-bridge/audits/lifecycles.ts';
import {defaultPolicy, parsePolicy} from '../../../server-bridge/findings/policy.ts';
import {FindingColumn} from '../../../server-bridge/inventory/finding_column.ts';
import {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import {loadBots} from '../../../server-bridge/inventory/load_bots.ts';
import {loadInventory} from '../../../server-bridge/inventory/load_inventory.ts';
import {RowOrder} from '../../../server-bridge/inventory/row_order.ts';
import {loadCreateRight} from '../../../server-bridge/people/create_right.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {loadServerSettings} from '../../../server-bridge/rest/server_settings.ts';
import {SessionLoader} from '../../../server-bridge/sessions/session_loader.ts';
import {awaitsAudits} from '../activity/awaits_audits.ts';

import type {TokenEvent} from '../../../server-bridge/audits/token_event.ts';
import type {Reach} from '../../../server-bridge/audits/token_event_log.ts';
import type {TokenState} from '../../../server-bridge/bulk/token_action.ts';
import type {LoadPhase} from '../../../server-bridge/inventory/load_inventory.ts';
import type {LeakReport} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';
import type {ServerSettings} from '../../../server-bridge/rest/server_settings.ts';
import type {SessionProgress} from '../../../server-bridge/sessions/session_loader.ts';
import type {Completeness} from '../../../server-bridge/tokens/list_tokens.ts';
import type {Token} from '../../../server-bridge/tokens/token.ts';
import type {ActivitySnapshot, ActivityStore} from '../activity/activity_store.ts';

/** More often than this nobody sees a difference, and every update draws the table anew. */
const UPDATE_EVERY_MS = 100;

/** Findings and orders are worked out in slices, between which the page answers. */
const SLICE_MS = 12;
const SLICE_EVERY_MS = 20;

/** Updates take at most one part in so many of the time, however long one takes. */
const UPDATE_SHARE = 5;

/** `without_audits`: why they could not be read to the end, and when a token was created may not be known. */
export type LoadState =
    | {phase: LoadPhase}
    | {phase: 'loaded'; completeness: Completeness; without_audits?: RestError | undefined}
    | {phase: 'failed'; error: RestError};

/** What the page shows. `version` grows with every change of the inventory. */
export interface InventorySnapshot {
    inventory: Inventory;
    findings: FindingColumn;
    order: RowOrder;
    version: number;

    /** Whether findings and order are those of the inventory; until then the table keeps its order. */
    settled: boolean;
    load: LoadState;
    sessions: SessionProgress;

    /** The token events of the server's audits, newest first, as far as `reach` says. */
    events: readonly TokenEvent[];
    reach: Reach;

    /** Whether the audits are still read: what they tell of a token may yet come. */
    awaiting_audits: boolean;

    /** Undefined until they are read, and where they may not be. */
    settings: ServerSettings | undefined;

    /** People without tokens whose names were asked for with `name`, by user id. */
    people: ReadonlyMap<string, Owner>;
}

/**
 * Holds the inventory while the page is open, and forgets it with it: the list of a server's keys has no place in
 * the host's store, where every other plugin could read it.
 */
export class InventoryStore {
    readonly #listeners = new Set<() => void>();
    readonly #sessions: SessionLoader;
    #snapshot: InventorySnapshot;
    #abort: AbortController | undefined;
    #unsubscribe: (() => void) | undefined;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #nextSlice: ReturnType<typeof setTimeout> | undefined;
    #updateMs = 0;

    /** Owners whose rows are in sight. */
    #inSight: readonly string[] = [];

    /** How many looks at the audits had ended when the list had been read; later ones know of every token in it. */
    #looksBefore = Infinity;

    // With which events, at which stage of the sessions and for how many rows the lifecycles were worked out last.
    #known: {events: unknown; running: boolean; rows: number} = {events: undefined, running: false, rows: 0};

    /** `now` is ms since 1970. */
    constructor(readonly client: RestClient, private readonly activity: ActivityStore, now: () => number = Date.now) {
        const inventory = new Inventory();
        this.#sessions = new SessionLoader(client, (userId, sessions) => inventory.setSessions(userId, sessions), {
            onProgress: () => this.#update(),
            now,

            // An active token without a session may be used any moment, and one that was deactivated has lost its own.
            isSettled: (userId) => inventory.rowsOfUser(userId).every((row) => inventory.isActive(row) === Boolean(inventory.lastSeen(row))),
        });
        const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, now);
        this.#snapshot = {
            inventory,
            findings,
            order: new RowOrder(inventory, findings),
            version: 0,
            settled: false,
            load: {phase: 'listing'},
            sessions: this.#sessions.progress,
            events: activity.getSnapshot().events,
            reach: activity.getSnapshot().reach,
            awaiting_audits: true,
            people: activity.getSnapshot().owners,
            settings: undefined,
        };
    }

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
        this.#unsubscribe = this.activity.subscribe(() => this.#update());
        const set = (load: LoadState) => {
            if (this.#abort === abort) {
                this.#update({load}, load.phase === 'loaded' || load.phase === 'failed');
            }
        };
        const client = this.client.abortable(abort.signal);
        const {inventory} = this.#snapshot;
        set({phase: 'listing'});
        this.#looksBefore = Infinity;
        this.#sessions.beginRound();
        this.#sessions.start();
        this.#sessions.prefer(this.#inSight);
        const details = this.#loadDetails(client);
        try {
            const completeness = await loadInventory(client, inventory, (phase) => set({phase}));
            set({phase: 'loaded', completeness});
            this.#sessions.want(inventory.usersWithTokens());
        } catch (error) {
            set({phase: 'failed', error: toRestError(error)});

            // The tokens that were listed are shown all the same.
            if (this.#abort === abort) {
                this.#sessions.want(inventory.usersWithTokens());
            }
        }
        void details.then(() => this.#abort === abort && this.#lookAgain());
    }

    /** Asks for the sessions of the owners in sight before those of others. */
    preferSessions(userIds: readonly string[]): void {
        this.#inSight = userIds;
        this.#sessions.prefer(userIds);
    }

    /** Asks for the names of people who appear in events. */
    name(userIds: readonly string[]): void {
        this.activity.name(userIds.filter((id) => id !== '' && !this.#snapshot.inventory.ownerById(id)));
    }

    /** Stops asking for sessions; what is not known stays marked as such. */
    stopSessions(): void {
        this.#sessions.stop();
        this.#update();
    }

    /** Goes on with what `stopSessions` or a failure left out. */
    resumeSessions(): void {
        this.#sessions.start();
    }

    /** Takes over what the server said of single tokens after a change. */
    apply(truth: ReadonlyMap<string, Token | TokenState>): void {
        const {inventory} = this.#snapshot;
        for (const [id, now] of truth) {
            if (now === 'gone') {
                inventory.remove(id);
            } else if (typeof now === 'string') {
                inventory.setActive(id, now === 'active');
            } else {
                inventory.addTokens([now]);
            }
        }
        this.#update({}, true);
    }

    /** Takes over what the server said of someone's account after a change. */
    applyOwner(owner: Owner): void {
        this.#snapshot.inventory.addOwners([owner]);
        this.#update({}, true);
    }

    /** Takes over whose secrets stand in the logs that were read: findings of these tokens. */
    noteLeak({token_ids, seen}: Pick<LeakReport, 'token_ids' | 'seen'>): void {
        const {findings} = this.#snapshot;
        const isSame = token_ids.length === findings.seen_in_log.size && token_ids.every((id, i) => findings.seen_in_log.get(id) === seen[i]);
        if (!isSame) {
            findings.seen_in_log = new Map(token_ids.map((id, i) => [id, seen[i] ?? 1]));
            this.#snapshot.inventory.touchAll();
            this.#update({}, true);
        }
    }

    /** Ends all requests. */
    stop(): void {
        this.#abort?.abort();
        this.#abort = undefined;
        this.#unsubscribe?.();
        this.#sessions.stop();
        clearTimeout(this.#timer);
        clearTimeout(this.#nextSlice);
        this.#timer = undefined;
        this.#nextSlice = undefined;
    }

    // What the list is richer by, but complete without: each part fails alone and leaves its columns unknown.
    async #loadDetails(client: RestClient): Promise<void> {
        const {inventory, findings} = this.#snapshot;
        await Promise.allSettled([
            loadServerSettings(client).then((settings) => {
                findings.policy = parsePolicy(settings.plugin);
                findings.server = {...findings.server, maximum_lifetime_days: settings.maximum_lifetime_days};
                this.#snapshot = {...this.#snapshot, settings};
                inventory.touchAll();
            }),
            loadCreateRight(client).then((create_right) => {
                findings.server = {...findings.server, create_right};
                inventory.touchAll();
            }),
            loadBots(client, inventory),
            this.activity.load(),
        ]);
        this.#update();
    }

    // A token that was made while the list was read is in the list, and in none of the audits read before.
    #lookAgain(): void {
        this.#looksBefore = this.activity.getSnapshot().looks;
        void this.activity.catchUp();
    }

    #update(change: Partial<InventorySnapshot> = {}, atOnce = false): void {
        this.#snapshot = {...this.#snapshot, ...change, version: this.#snapshot.version + 1};
        if (atOnce) {
            clearTimeout(this.#timer);
            this.#notify();
        } else {
            this.#timer ??= setTimeout(() => this.#notify(), Math.max(UPDATE_EVERY_MS, this.#updateMs * UPDATE_SHARE));
        }
    }

    #notify(): void {
        this.#timer = undefined;
        const startedAt = performance.now();
        const activity = this.activity.getSnapshot();
        const {events, reach, looks} = activity;
        const sessions = this.#sessions.progress;
        this.#noteLifecycles(events, sessions.running);
        const load = withAudits(this.#snapshot.load, activity);
        const isLookedUp = looks > this.#looksBefore;
        if (isLookedUp) {
            this.#snapshot.inventory.noteAuditsRead();
        }
        const settled = this.#settle(SLICE_MS / 3);
        this.#snapshot = {...this.#snapshot, load, sessions, events, reach, settled, awaiting_audits: awaitsAudits(activity) || (!isLookedUp && activity.load.phase === 'idle')};
        this.#listeners.forEach((listener) => listener());
        this.#updateMs = performance.now() - startedAt;
        if (!settled && this.#snapshot.load.phase !== 'listing') {
            this.#nextSlice ??= setTimeout(() => this.#goOn(), SLICE_EVERY_MS);
        }
    }

    // Listeners hear of it once all is worked out.
    #goOn(): void {
        this.#nextSlice = undefined;
        if (this.#settle()) {
            this.#timer ??= setTimeout(() => this.#notify());
        } else {
            this.#nextSlice = setTimeout(() => this.#goOn(), SLICE_EVERY_MS);
        }
    }

    // While pages arrive, every one of them would put the order out of date.
    #settle(sliceMs = SLICE_MS): boolean {
        const {findings, order, load} = this.#snapshot;
        const until = performance.now() + sliceMs;
        const mayGoOn = () => performance.now() < until;
        return findings.refresh(mayGoOn) && load.phase !== 'listing' && order.prepare(mayGoOn);
    }

    #noteLifecycles(events: InventorySnapshot['events'], running: boolean): void {
        const {inventory, load} = this.#snapshot;

        // While pages arrive, every one of them would begin it anew.
        const rows = load.phase === 'listing' ? this.#known.rows : inventory.rowCount;
        if (this.#known.events !== events || this.#known.running !== running || this.#known.rows !== rows) {
            this.#known = {events, running, rows};
            inventory.setLifecycles(lifecycles(events, ({actor_id, session_id}) => {
                const token_id = inventory.tokenOfSession(actor_id, session_id);
                return token_id === undefined ? undefined : {by: 'token', token_id};
            }));
        }
    }
}

function withAudits(load: LoadState, {load: audits}: ActivitySnapshot): LoadState {
    const without_audits = audits.phase === 'failed' ? audits.error : undefined;
    return load.phase === 'loaded' && load.without_audits !== without_audits ? {...load, without_audits} : load;
}

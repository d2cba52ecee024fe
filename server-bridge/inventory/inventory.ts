import {fullName} from '../owners/owner.ts';

import {Column} from './column.ts';
import {fold} from './fold.ts';
import {IdColumn} from './id_column.ts';
import {SessionColumns} from './session_columns.ts';

import type {Lifecycle} from '../audits/lifecycles.ts';
import type {Owner} from '../owners/owner.ts';
import type {TokenSession} from '../sessions/session.ts';
import type {Token} from '../tokens/token.ts';

const GONE = 0;
const NO_ROW = -1;
const NO_OWNER = -1;

/** A token's position in the inventory. It stays the same as long as the inventory lives, also when the token is gone. */
export type Row = number;

/**
 * Every token of a server with its owner, in columns: a million tokens fit, and filters and sorts run over them
 * without copying. Keyed by token id, so reading the same token again updates its row.
 */
export class Inventory {
    readonly #ownerOfUserId = new Map<string, number>();

    readonly ids = new IdColumn();
    readonly descriptions: string[] = [];

    /** `descriptions` as searching and sorting see them, made when somebody does. */
    readonly #folded: string[] = [];
    readonly #active = new Column(Int32Array, 0);
    readonly #ownerOfRow = new Column(Int32Array, NO_OWNER);
    readonly #seenInPass = new Column(Int32Array, GONE);

    /** The row that its owner had before, so that each owner's rows hang together. */
    readonly #rowBefore = new Column(Int32Array, NO_ROW);

    /** NaN = not known. */
    readonly #expiresAt = new Column(Float64Array, NaN);
    readonly #lastSeen = new Column(Float64Array, NaN);

    /** The audits reach a few of all tokens only. */
    readonly #lifecycles = new Map<Row, Lifecycle>();

    /** How many rows there were when the audits had been read: of those, what no audit tells lies before them. */
    #lookedUp = 0;

    readonly userIds: string[] = [];

    /** Beside `userIds`; undefined while not loaded, or when the server knows no such user. */
    readonly owners: Array<Owner | undefined> = [];

    /** Beside `userIds`, folded: what owners are sorted by. The id alone while nothing else is known. */
    readonly ownerNames: string[] = [];

    /** Beside `userIds`, made when somebody searches. */
    readonly #ownerSearchTexts: Array<string | undefined> = [];

    /** Beside `userIds`. */
    readonly #lastRowOfOwner: Row[] = [];
    readonly #activeOfOwner: number[] = [];
    readonly #changedOwners: number[] = [];
    readonly #isChanged: boolean[] = [];
    readonly #sessions = new SessionColumns();
    #botOwners: ReadonlyMap<string, string> = new Map();
    readonly #botsOfOwner = new Map<string, string[]>();

    #changes = 0;
    #texts = 0;
    #live = 0;
    #pass = GONE;

    /** How many tokens there are. */
    get size(): number {
        return this.#live;
    }

    /** How many rows were ever given out; those of tokens that are gone included. */
    get rowCount(): number {
        return this.ids.length;
    }

    /** Every row that was ever given out. */
    * rows(): Generator<Row, void, undefined> {
        for (let row = 0; row < this.rowCount; row++) {
            yield row;
        }
    }

    /** Grows with every change. */
    get changes(): number {
        return this.#changes;
    }

    /** Grows with every change of what texts there are to sort by. */
    get texts(): number {
        return this.#texts;
    }

    /** A reading of the whole list begins; `dropUnseen` looks back to here. */
    beginPass(): void {
        this.#pass++;
    }

    /** Adds tokens or updates the ones known already. Says how many there are that were not seen since `beginPass`. */
    addTokens(tokens: readonly Token[]): number {
        let unseen = 0;
        for (const token of tokens) {
            const row = this.ids.rowOf(token.id) ?? this.#newRow(token);
            const isBack = !this.has(row);
            this.#live += Number(isBack);
            unseen += Number(this.#seenInPass.get(row) !== this.#pass);
            this.#seenInPass.set(row, this.#pass);
            if (isBack || this.isActive(row) !== token.is_active || this.expiresAt(row) !== token.expires_at) {
                this.#setActive(row, token.is_active);
                this.#expiresAt.set(row, token.expires_at ?? NaN);
                this.#noteChange(this.ownerIndex(row));
            }
        }
        return unseen;
    }

    /** Takes over whether a listed token is active; nothing for one that is not listed. */
    setActive(id: string, active: boolean): void {
        const row = this.ids.rowOf(id);
        if (row !== undefined && this.has(row) && this.isActive(row) !== active) {
            this.#setActive(row, active);
            this.#noteChange(this.ownerIndex(row));
        }
    }

    addOwners(owners: readonly Owner[]): void {
        for (const owner of owners) {
            const index = this.#ownerIndex(owner.id);
            const name = fold(owner.username);
            this.#texts += Number(this.ownerNames[index] !== name);

            // Its id is here already: two of each would be a tenth of what owners take.
            this.owners[index] = {...owner, id: this.userIds[index] ?? owner.id};
            this.ownerNames[index] = name;
            this.#ownerSearchTexts[index] = undefined;
            this.#noteChange(index);
            this.#botsOfOwner.get(owner.id)?.forEach((bot) => this.#noteChange(this.#ownerIndex(bot)));
        }
    }

    /** What `GET /users/{id}/sessions` said of one owner: tokens of theirs without a session have none. */
    setSessions(userId: string, sessions: readonly TokenSession[]): void {
        const owner = this.#ownerIndex(userId);
        this.#sessions.replace(owner, sessions);
        this.#rowsEverOf(owner).forEach((row) => this.#noteLastSeen(row));
        this.#noteChange(owner);
    }

    /** What the audits tell of tokens, by token id. */
    setLifecycles(lifecycles: ReadonlyMap<string, Lifecycle>): void {
        for (const [id, lifecycle] of lifecycles) {
            const row = this.ids.rowOf(id);
            if (row !== undefined) {
                this.#lifecycles.set(row, lifecycle);
                this.#noteChange(this.ownerIndex(row));
            }
        }
    }

    /** The audits have been read to the end, or as far back as anyone looks, and told what they know of every token listed now. */
    noteAuditsRead(): void {
        if (this.#lookedUp !== this.rowCount) {
            this.#lookedUp = this.rowCount;
            this.touchAll();
        }
    }

    /** Who owns which bot, user id by user id. */
    setBotOwners(botOwners: ReadonlyMap<string, string>): void {
        this.#botOwners = botOwners;
        this.#botsOfOwner.clear();
        for (const [bot, owner] of botOwners) {
            const bots = this.#botsOfOwner.get(owner) ?? [];
            this.#botsOfOwner.set(owner, bots);
            bots.push(bot);
            this.#noteChange(this.#ownerIndex(bot));
        }
    }

    /** Takes out every token not seen since `beginPass`: what a complete reading did not show is gone. */
    dropUnseen(): void {
        for (let row = 0; row < this.rowCount; row++) {
            if (this.#seenInPass.get(row) !== this.#pass) {
                this.#takeOut(row);
            }
        }
    }

    /** Takes out one token that the server no longer knows. */
    remove(id: string): void {
        const row = this.ids.rowOf(id);
        if (row !== undefined) {
            this.#takeOut(row);
        }
    }

    /** The row of a token that is there; undefined for one that is unknown or gone. */
    rowOf(id: string): Row | undefined {
        const row = this.ids.rowOf(id);
        return row !== undefined && this.has(row) ? row : undefined;
    }

    /** Description and owner of a token that is there or was; undefined for one that was never seen. */
    describe(id: string): {description: string; user_id: string} | undefined {
        const row = this.ids.rowOf(id);
        return row === undefined ? undefined : {description: this.descriptions[row] ?? '', user_id: this.userId(row)};
    }

    /** The row's description as searching and sorting see it. */
    foldedDescription(row: Row): string {
        while (this.#folded.length <= row) {
            const description = this.descriptions[this.#folded.length] ?? '';
            const folded = fold(description);

            // The same string where folding changes nothing.
            this.#folded.push(folded === description ? description : folded);
        }
        return this.#folded[row] ?? '';
    }

    has(row: Row): boolean {
        return this.#seenInPass.get(row) !== GONE;
    }

    isActive(row: Row): boolean {
        return this.#active.get(row) === 1;
    }

    /** Ms since 1970, 0 = never; undefined on a server that does not know expiry. */
    expiresAt(row: Row): number | undefined {
        return known(this.#expiresAt.get(row));
    }

    /** The token's own sessions; undefined while its owner's were not asked for. */
    sessions(row: Row): readonly TokenSession[] | undefined {
        return this.#sessions.isKnown(this.ownerIndex(row)) ? this.#sessions.of(this.ids.get(row)) : undefined;
    }

    /** The token that opened one of a user's sessions; undefined where it is not known, or was no token. */
    tokenOfSession(userId: string, sessionId: string): string | undefined {
        return this.#sessions.tokenOf(this.#ownerOfUserId.get(userId) ?? NO_OWNER, sessionId);
    }

    /** Whether this is the id of a token that is there or of a user who is known. */
    knows(id: string): boolean {
        return this.ids.rowOf(id) !== undefined || this.#ownerOfUserId.has(id);
    }

    /** When the token was seen last, at least, in ms since 1970; 0 = it has no session; undefined = not known yet. */
    lastSeen(row: Row): number | undefined {
        return known(this.#lastSeen.get(row));
    }

    /** What the audits tell of it; undefined where they do not reach. */
    lifecycle(row: Row): Lifecycle | undefined {
        return this.#lifecycles.get(row);
    }

    /** Whether the audits were read since it was listed: what they do not tell of it lies before them. */
    isLookedUp(row: Row): boolean {
        return row < this.#lookedUp;
    }

    /** Rows of the owner at this position, of tokens that are there. */
    rowsOfOwner(ownerIndex: number): Row[] {
        return this.#rowsEverOf(ownerIndex).filter((row) => this.has(row));
    }

    /** How many tokens of the owner at this position are active. */
    activeTokensOfOwner(ownerIndex: number): number {
        return this.#activeOfOwner[ownerIndex] ?? 0;
    }

    /** User ids of everybody who has a token. */
    usersWithTokens(): string[] {
        return this.userIds.filter((_, owner) => this.rowsOfOwner(owner).length > 0);
    }

    /** Rows of someone's tokens that are there. */
    rowsOfUser(userId: string): Row[] {
        return this.rowsOfOwner(this.#ownerOfUserId.get(userId) ?? NO_OWNER);
    }

    /** How many of someone's tokens are active. */
    activeTokensOfUser(userId: string): number {
        return this.activeTokensOfOwner(this.#ownerOfUserId.get(userId) ?? NO_OWNER);
    }

    /** A bot's owner; undefined for people, and where it is not known. */
    botOwner(row: Row): Owner | undefined {
        const owner = this.#botOwners.get(this.userId(row));
        return owner === undefined ? undefined : this.owners[this.#ownerOfUserId.get(owner) ?? NO_OWNER];
    }

    /** Position of an owner about whom or whose tokens something changed since they were taken last; undefined when there is none left. */
    takeChangedOwner(): number | undefined {
        const owner = this.#changedOwners.pop();
        if (owner !== undefined) {
            this.#isChanged[owner] = false;
        }
        return owner;
    }

    /** Every owner counts as changed: what is worked out from the inventory is to be worked out anew. */
    touchAll(): void {
        this.userIds.forEach((_, owner) => this.#noteChange(owner));
    }

    /** Position of the row's owner in `userIds` and `owners`. */
    ownerIndex(row: Row): number {
        return this.#ownerOfRow.get(row);
    }

    /** What a search for the owner at this position looks through, folded. */
    ownerSearchText(ownerIndex: number): string {
        const owner = this.owners[ownerIndex];
        const userId = this.userIds[ownerIndex] ?? '';
        this.#ownerSearchTexts[ownerIndex] ??= owner ? fold(`${owner.username}\n${fullName(owner)}\n${owner.nickname}\n${userId}`) : userId;
        return this.#ownerSearchTexts[ownerIndex];
    }

    owner(row: Row): Owner | undefined {
        return this.owners[this.ownerIndex(row)];
    }

    /** Anyone who is known, with tokens or without. */
    ownerById(userId: string): Owner | undefined {
        return this.owners[this.#ownerOfUserId.get(userId) ?? NO_OWNER];
    }

    userId(row: Row): string {
        return this.userIds[this.ownerIndex(row)] ?? '';
    }

    /** Rows of the owner at this position, oldest first, those of tokens that are gone included. */
    #rowsEverOf(owner: number): Row[] {
        const rows: Row[] = [];
        for (let row = this.#lastRowOfOwner[owner] ?? NO_ROW; row !== NO_ROW; row = this.#rowBefore.get(row)) {
            rows.push(row);
        }
        return rows.reverse();
    }

    #newRow(token: Token): Row {
        const row = this.ids.push(token.id);
        this.#texts++;
        this.descriptions.push(token.description);
        const owner = this.#ownerIndex(token.user_id);
        this.#ownerOfRow.set(row, owner);
        this.#rowBefore.set(row, this.#lastRowOfOwner[owner] ?? NO_ROW);
        this.#lastRowOfOwner[owner] = row;
        this.#noteLastSeen(row);
        return row;
    }

    // Once for every token of every page: a flag beside the list is several times cheaper than a set.
    #noteChange(ownerIndex: number): void {
        this.#changes++;
        if (!this.#isChanged[ownerIndex]) {
            this.#isChanged[ownerIndex] = true;
            this.#changedOwners.push(ownerIndex);
        }
    }

    #setActive(row: Row, active: boolean): void {
        const owner = this.ownerIndex(row);
        this.#activeOfOwner[owner] = this.activeTokensOfOwner(owner) + Number(active) - Number(this.isActive(row));
        this.#active.set(row, Number(active));
    }

    #noteLastSeen(row: Row): void {
        this.#lastSeen.set(row, this.sessions(row)?.reduce((latest, session) => Math.max(latest, session.last_activity_at, session.create_at), 0) ?? NaN);
    }

    #ownerIndex(userId: string): number {
        let index = this.#ownerOfUserId.get(userId);
        if (index === undefined) {
            index = this.userIds.push(userId) - 1;
            this.owners.push(undefined);
            this.ownerNames.push(userId);
            this.#lastRowOfOwner.push(NO_ROW);
            this.#ownerOfUserId.set(userId, index);
        }
        return index;
    }

    #takeOut(row: Row): void {
        if (this.has(row)) {
            this.#setActive(row, false);
            this.#seenInPass.set(row, GONE);
            this.#live--;
            this.#noteChange(this.ownerIndex(row));
        }
    }
}

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

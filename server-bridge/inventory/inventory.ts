import {fullName} from '../owners/owner.ts';

import {fold} from './fold.ts';

import type {Lifecycle} from '../audits/lifecycles.ts';
import type {Owner} from '../owners/owner.ts';
import type {TokenSession} from '../sessions/session.ts';
import type {Token} from '../tokens/token.ts';

const GONE = 0;

/** A token's position in the inventory. It stays the same as long as the inventory lives, also when the token is gone. */
export type Row = number;

/**
 * Every token of a server with its owner, in columns: a million tokens fit, and filters and sorts run over them
 * without copying. Keyed by token id, so reading the same token again updates its row.
 */
export class Inventory {
    readonly #rowOfId = new Map<string, Row>();
    readonly #ownerOfUserId = new Map<string, number>();

    readonly ids: string[] = [];
    readonly descriptions: string[] = [];

    /** `descriptions` as searching and sorting see them. */
    readonly foldedDescriptions: string[] = [];
    readonly #active: boolean[] = [];
    readonly #expiresAt: Array<number | undefined> = [];
    readonly #ownerOfRow: number[] = [];
    readonly #seenInPass: number[] = [];
    readonly #lastSeen: Array<number | undefined> = [];
    readonly #lifecycles: Array<Lifecycle | undefined> = [];

    readonly userIds: string[] = [];

    /** Beside `userIds`; undefined while not loaded, or when the server knows no such user. */
    readonly owners: Array<Owner | undefined> = [];

    /** Beside `userIds`, folded: what owners are sorted by, and what a search looks through. The id alone while nothing else is known. */
    readonly ownerNames: string[] = [];
    readonly ownerSearchTexts: string[] = [];

    /** Beside `userIds`. */
    readonly #rowsOfOwner: Row[][] = [];
    readonly #sessionsOfOwner: Array<ReadonlyMap<string, readonly TokenSession[]> | undefined> = [];
    readonly #activeOfOwner: number[] = [];
    readonly #changedOwners: number[] = [];
    readonly #isChanged: boolean[] = [];
    #botOwners: ReadonlyMap<string, string> = new Map();

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

    /** Adds tokens or updates the ones known already. */
    addTokens(tokens: readonly Token[]): void {
        for (const token of tokens) {
            const row = this.#rowOfId.get(token.id) ?? this.#newRow(token);
            const isBack = this.#seenInPass[row] === GONE;
            this.#live += Number(isBack);
            this.#seenInPass[row] = this.#pass;
            if (isBack || this.isActive(row) !== token.is_active || this.#expiresAt[row] !== token.expires_at) {
                this.#setActive(row, token.is_active);
                this.#expiresAt[row] = token.expires_at;
                this.#noteChange(this.ownerIndex(row));
            }
        }
    }

    addOwners(owners: readonly Owner[]): void {
        for (const owner of owners) {
            const index = this.#ownerIndex(owner.id);
            const name = fold(owner.username);
            this.#texts += Number(this.ownerNames[index] !== name);
            this.owners[index] = owner;
            this.ownerNames[index] = name;
            this.ownerSearchTexts[index] = fold(`${owner.username}\n${fullName(owner)}\n${owner.nickname}\n${owner.id}`);
            this.#noteChange(index);
        }
    }

    /** What `GET /users/{id}/sessions` said of one owner: tokens of theirs without a session have none. */
    setSessions(userId: string, sessions: readonly TokenSession[]): void {
        const owner = this.#ownerIndex(userId);
        const ofToken = new Map<string, TokenSession[]>();
        for (const session of sessions) {
            const own = ofToken.get(session.token_id) ?? [];
            own.push(session);
            ofToken.set(session.token_id, own);
        }
        this.#sessionsOfOwner[owner] = ofToken;
        this.#rowsOfOwner[owner]?.forEach((row) => this.#noteLastSeen(row));
        this.#noteChange(owner);
    }

    /** What the audits tell of tokens, by token id. */
    setLifecycles(lifecycles: ReadonlyMap<string, Lifecycle>): void {
        for (const [id, lifecycle] of lifecycles) {
            const row = this.#rowOfId.get(id);
            if (row !== undefined) {
                this.#lifecycles[row] = lifecycle;
                this.#noteChange(this.ownerIndex(row));
            }
        }
    }

    /** Who owns which bot, user id by user id. */
    setBotOwners(botOwners: ReadonlyMap<string, string>): void {
        this.#botOwners = botOwners;
        for (const bot of botOwners.keys()) {
            this.#noteChange(this.#ownerIndex(bot));
        }
    }

    /** Takes out every token not seen since `beginPass`: what a complete reading did not show is gone. */
    dropUnseen(): void {
        for (let row = 0; row < this.rowCount; row++) {
            if (this.#seenInPass[row] !== this.#pass) {
                this.#takeOut(row);
            }
        }
    }

    /** Takes out one token that the server no longer knows. */
    remove(id: string): void {
        const row = this.#rowOfId.get(id);
        if (row !== undefined) {
            this.#takeOut(row);
        }
    }

    /** The row of a token that is there; undefined for one that is unknown or gone. */
    rowOf(id: string): Row | undefined {
        const row = this.#rowOfId.get(id);
        return row !== undefined && this.has(row) ? row : undefined;
    }

    /** Description and owner of a token that is there or was; undefined for one that was never seen. */
    describe(id: string): {description: string; user_id: string} | undefined {
        const row = this.#rowOfId.get(id);
        return row === undefined ? undefined : {description: this.descriptions[row] ?? '', user_id: this.userId(row)};
    }

    has(row: Row): boolean {
        return this.#seenInPass[row] !== GONE && row < this.rowCount;
    }

    isActive(row: Row): boolean {
        return this.#active[row] === true;
    }

    /** Ms since 1970, 0 = never; undefined on a server that does not know expiry. */
    expiresAt(row: Row): number | undefined {
        return this.#expiresAt[row];
    }

    /** The token's own sessions; undefined while its owner's were not asked for. */
    sessions(row: Row): readonly TokenSession[] | undefined {
        const ofOwner = this.#sessionsOfOwner[this.ownerIndex(row)];
        return ofOwner && (ofOwner.get(this.ids[row] ?? '') ?? []);
    }

    /** The token that opened one of a user's sessions; undefined where it is not known, or was no token. */
    tokenOfSession(userId: string, sessionId: string): string | undefined {
        for (const sessions of this.#sessionsOfOwner[this.#ownerOfUserId.get(userId) ?? -1]?.values() ?? []) {
            const found = sessions.find(({id}) => id === sessionId);
            if (found) {
                return found.token_id;
            }
        }
        return undefined;
    }

    /** Whether this is the id of a token that is there or of a user who is known. */
    knows(id: string): boolean {
        return this.#rowOfId.has(id) || this.#ownerOfUserId.has(id);
    }

    /** When the token was seen last, at least, in ms since 1970; 0 = it has no session; undefined = not known yet. */
    lastSeen(row: Row): number | undefined {
        return this.#lastSeen[row];
    }

    /** What the audits tell of it; undefined where they do not reach. */
    lifecycle(row: Row): Lifecycle | undefined {
        return this.#lifecycles[row];
    }

    /** Rows of the owner at this position, of tokens that are there. */
    rowsOfOwner(ownerIndex: number): Row[] {
        return (this.#rowsOfOwner[ownerIndex] ?? []).filter((row) => this.has(row));
    }

    /** How many tokens of the owner at this position are active. */
    activeTokensOfOwner(ownerIndex: number): number {
        return this.#activeOfOwner[ownerIndex] ?? 0;
    }

    /** Rows of someone's tokens that are there. */
    rowsOfUser(userId: string): Row[] {
        return this.rowsOfOwner(this.#ownerOfUserId.get(userId) ?? -1);
    }

    /** How many of someone's tokens are active. */
    activeTokensOfUser(userId: string): number {
        return this.activeTokensOfOwner(this.#ownerOfUserId.get(userId) ?? -1);
    }

    /** A bot's owner; undefined for people, and where it is not known. */
    botOwner(row: Row): Owner | undefined {
        const owner = this.#botOwners.get(this.userId(row));
        return owner === undefined ? undefined : this.owners[this.#ownerOfUserId.get(owner) ?? -1];
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
        return this.#ownerOfRow[row] ?? -1;
    }

    owner(row: Row): Owner | undefined {
        return this.owners[this.ownerIndex(row)];
    }

    /** Anyone who is known, with tokens or without. */
    ownerById(userId: string): Owner | undefined {
        return this.owners[this.#ownerOfUserId.get(userId) ?? -1];
    }

    userId(row: Row): string {
        return this.userIds[this.ownerIndex(row)] ?? '';
    }

    #newRow(token: Token): Row {
        const row = this.rowCount;
        this.#texts++;
        this.#rowOfId.set(token.id, row);
        this.ids.push(token.id);
        this.descriptions.push(token.description);

        // The same string where folding changes nothing: of a million that is a tenth of all the memory.
        const folded = fold(token.description);
        this.foldedDescriptions.push(folded === token.description ? token.description : folded);
        const owner = this.#ownerIndex(token.user_id);
        this.#ownerOfRow.push(owner);
        this.#rowsOfOwner[owner]?.push(row);
        this.#seenInPass.push(GONE);
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
        this.#active[row] = active;
    }

    #noteLastSeen(row: Row): void {
        this.#lastSeen[row] = this.sessions(row)?.reduce((latest, session) => Math.max(latest, session.last_activity_at, session.create_at), 0);
    }

    #ownerIndex(userId: string): number {
        let index = this.#ownerOfUserId.get(userId);
        if (index === undefined) {
            index = this.userIds.push(userId) - 1;
            this.owners.push(undefined);
            this.ownerNames.push(userId);
            this.ownerSearchTexts.push(userId);
            this.#rowsOfOwner.push([]);
            this.#ownerOfUserId.set(userId, index);
        }
        return index;
    }

    #takeOut(row: Row): void {
        if (this.#seenInPass[row] !== GONE) {
            this.#setActive(row, false);
            this.#seenInPass[row] = GONE;
            this.#live--;
            this.#noteChange(this.ownerIndex(row));
        }
    }
}

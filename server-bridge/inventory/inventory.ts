import {fold} from './fold.ts';

import type {Owner} from '../owners/owner.ts';
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

    readonly userIds: string[] = [];

    /** Beside `userIds`; undefined while not loaded, or when the server knows no such user. */
    readonly owners: Array<Owner | undefined> = [];

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

    /** A reading of the whole list begins; `dropUnseen` looks back to here. */
    beginPass(): void {
        this.#pass++;
    }

    /** Adds tokens or updates the ones known already. */
    addTokens(tokens: readonly Token[]): void {
        for (const token of tokens) {
            const row = this.#rowOfId.get(token.id) ?? this.#newRow(token);
            if (this.#seenInPass[row] === GONE) {
                this.#live++;
            }
            this.#seenInPass[row] = this.#pass;
            this.#active[row] = token.is_active;
            this.#expiresAt[row] = token.expires_at;
        }
    }

    addOwners(owners: readonly Owner[]): void {
        for (const owner of owners) {
            this.owners[this.#ownerIndex(owner.id)] = owner;
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

    has(row: Row): boolean {
        return this.#seenInPass[row] !== GONE && row < this.rowCount;
    }

    isActive(row: Row): boolean {
        return this.#active[row] === true;
    }

    /** Position of the row's owner in `userIds` and `owners`. */
    ownerIndex(row: Row): number {
        return this.#ownerOfRow[row] ?? -1;
    }

    owner(row: Row): Owner | undefined {
        return this.owners[this.ownerIndex(row)];
    }

    userId(row: Row): string {
        return this.userIds[this.ownerIndex(row)] ?? '';
    }

    #newRow(token: Token): Row {
        const row = this.rowCount;
        this.#rowOfId.set(token.id, row);
        this.ids.push(token.id);
        this.descriptions.push(token.description);
        this.foldedDescriptions.push(fold(token.description));
        this.#ownerOfRow.push(this.#ownerIndex(token.user_id));
        this.#seenInPass.push(GONE);
        return row;
    }

    #ownerIndex(userId: string): number {
        let index = this.#ownerOfUserId.get(userId);
        if (index === undefined) {
            index = this.userIds.push(userId) - 1;
            this.owners.push(undefined);
            this.#ownerOfUserId.set(userId, index);
        }
        return index;
    }

    #takeOut(row: Row): void {
        if (this.#seenInPass[row] !== GONE) {
            this.#seenInPass[row] = GONE;
            this.#live--;
        }
    }
}

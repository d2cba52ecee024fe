import {Column} from './column.ts';
import {IdColumn} from './id_column.ts';

import type {TokenSession} from '../sessions/session.ts';

const NONE = -1;

/** A session's position; it stays the same, also when the session ends. Likewise a token's, counting those that had one. */
type Position = number;

/** The sessions that tokens opened, in columns: as objects they were a third of all the memory that a large inventory took. */
export class SessionColumns {
    readonly #ids = new IdColumn();
    readonly #tokens = new IdColumn();
    readonly #tokenOf = new Column(Int32Array, NONE);

    /** NaN = the session has ended. */
    readonly #createAt = new Column(Float64Array, NaN);
    readonly #lastActivityAt = new Column(Float64Array, NaN);

    /** Each token's sessions hang together from the newest found on, and each owner's. */
    readonly #ofToken = {last: new Column(Int32Array, NONE), before: new Column(Int32Array, NONE)};
    readonly #ofOwner = {last: new Column(Int32Array, NONE), before: new Column(Int32Array, NONE)};

    /** By owner. */
    readonly #isKnown = new Column(Int32Array, 0);

    /** The sessions that an owner has now; those they had before have ended. */
    replace(owner: number, sessions: readonly TokenSession[]): void {
        for (const position of chain(this.#ofOwner, owner)) {
            this.#createAt.set(position, NaN);
        }
        for (const session of sessions) {
            const position = this.#ids.rowOf(session.id) ?? this.#add(owner, session);
            this.#createAt.set(position, session.create_at);
            this.#lastActivityAt.set(position, session.last_activity_at);
        }
        this.#isKnown.set(owner, 1);
    }

    /** Whether this owner's sessions were ever given. */
    isKnown(owner: number): boolean {
        return this.#isKnown.get(owner) === 1;
    }

    /** A token's sessions, in the order in which they were found. */
    of(tokenId: string): TokenSession[] {
        const token = this.#tokens.rowOf(tokenId);
        const sessions: TokenSession[] = [];
        for (const position of token === undefined ? [] : chain(this.#ofToken, token)) {
            const create_at = this.#createAt.get(position);
            if (!Number.isNaN(create_at)) {
                sessions.push({id: this.#ids.get(position), token_id: tokenId, create_at, last_activity_at: this.#lastActivityAt.get(position)});
            }
        }
        return sessions.reverse();
    }

    /** The token that opened this session of an owner; undefined where it is not known, has ended, or was opened by no token. */
    tokenOf(owner: number, sessionId: string): string | undefined {
        const position = this.#ids.rowOf(sessionId);
        if (position === undefined || Number.isNaN(this.#createAt.get(position)) || !chain(this.#ofOwner, owner).includes(position)) {
            return undefined;
        }
        return this.#tokens.get(this.#tokenOf.get(position));
    }

    #add(owner: number, {id, token_id}: TokenSession): Position {
        const position = this.#ids.push(id);
        const token = this.#tokens.rowOf(token_id) ?? this.#tokens.push(token_id);
        this.#tokenOf.set(position, token);
        hang(this.#ofToken, token, position);
        hang(this.#ofOwner, owner, position);
        return position;
    }
}

interface Chains {
    last: Column;
    before: Column;
}

function hang({last, before}: Chains, of: number, position: Position): void {
    before.set(position, last.get(of));
    last.set(of, position);
}

function chain({last, before}: Chains, of: number): Position[] {
    const positions: Position[] = [];
    for (let position = last.get(of); position !== NONE; position = before.get(position)) {
        positions.push(position);
    }
    return positions;
}

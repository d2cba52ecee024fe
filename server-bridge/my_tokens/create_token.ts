import * as v from 'valibot';

import {parse} from '../rest/parse.ts';
import {toRestError} from '../rest/rest_error.ts';
import {parseToken, parseTokens} from '../tokens/token.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';

/** The most characters the server takes as a description. */
export const MAX_DESCRIPTION = 255;

const PER_PAGE = 200;
const secretSchema = v.object({token: v.pipe(v.string(), v.minLength(1))});

/** A secret that was made a moment ago: whoever shows it asks for it, and makes it forget when it was stored. */
export class Secret {
    #value: string;

    constructor(value: string) {
        this.#value = value;
    }

    /** The secret; empty once it is forgotten. */
    reveal(): string {
        return this.#value;
    }

    forget(): void {
        this.#value = '';
    }
}

/** `lost`: the server made tokens whose secret nobody has seen, because its answer did not arrive: they are to be deleted. */
export type Creation = {kind: 'created'; token: Token; secret: Secret} | {kind: 'lost'; tokens: Token[]};

/** What a new token is to be; `expires_at` in ms since 1970, 0 = never, undefined where the server does not know expiry. */
export interface NewToken {
    user_id: string;
    description: string;
    expires_at: number | undefined;
}

/** Makes a token. An answer that was lost is cleared up: a token with a secret that nobody has must not stay. Throws RestError. */
export async function createToken(client: RestClient, {user_id, description, expires_at}: NewToken): Promise<Creation> {
    const before = new Set((await tokensOf(client, user_id)).map(({id}) => id));
    return secretOf(() => client.createUserAccessToken(user_id, description, expires_at), async () => (
        (await tokensOf(client, user_id)).filter((token) => !before.has(token.id) && token.description === description)
    ));
}

/** Whether the server can give a token a new secret in place. Asks with no id: one that can calls that a bad request. */
export async function canRotate(client: RestClient): Promise<boolean> {
    try {
        await client.rotateUserAccessToken('', 0);
        return true;
    } catch (thrown) {
        const error = toRestError(thrown);
        if (error.kind === 'not_found') {
            return false;
        }
        if (error.kind === 'rejected' || error.kind === 'forbidden') {
            return error.status !== 501;
        }
        throw error;
    }
}

/** Gives a token a new secret; the old one stops at once. `lost` when the answer did not arrive: then it may have neither. Throws RestError. */
export async function rotateInPlace(client: RestClient, token: Token, expires_at: number): Promise<Creation> {
    return secretOf(() => client.rotateUserAccessToken(token.id, expires_at), async () => [token]);
}

async function secretOf(send: () => Promise<unknown>, findLost: () => Promise<Token[]>): Promise<Creation> {
    try {
        const answer = await send();
        return {kind: 'created', token: parseToken(answer), secret: new Secret(parse(secretSchema, answer).token)};
    } catch (thrown) {
        const error = toRestError(thrown);
        const lost = error.outcome_unknown ? await findLost() : [];
        if (lost.length > 0) {
            return {kind: 'lost', tokens: lost};
        }
        throw error;
    }
}

async function tokensOf(client: RestClient, userId: string): Promise<Token[]> {
    const tokens: Token[] = [];
    for (let page = 0; ; page++) {
        const some = parseTokens(await client.getUserAccessTokensForUser(userId, page, PER_PAGE));
        tokens.push(...some);
        if (some.length < PER_PAGE) {
            return tokens;
        }
    }
}

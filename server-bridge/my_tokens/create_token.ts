import * as v from 'valibot';

import {readToken} from '../bulk/token_action.ts';
import {parse} from '../rest/parse.ts';
import {toRestError} from '../rest/rest_error.ts';
import {parseToken, parseTokens} from '../tokens/token.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {RestError} from '../rest/rest_error.ts';
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

interface Created {
    kind: 'created';
    token: Token;
    secret: Secret;
}

/** What became of a token that was to be made. */
export type Creation =
    | Created
    | {kind: 'lost'; tokens: Token[]} // the server's answer did not arrive: nobody has seen the secret of these, which are to be deleted
    | {kind: 'unclear'; error: RestError; look: () => Promise<Creation>}; // nor could be found out what it did; `look` tries again, and throws `error` where no token was made

/** `unseen`: the new secret was lost with the server's answer; where that is not `certain`, the old one may still be the one that works. */
export type Rotated = Created | {kind: 'unseen'; certain: boolean};

/** What a new token is to be; `expires_at` in ms since 1970, 0 = never, undefined where the server does not know expiry. */
export interface NewToken {
    user_id: string;
    description: string;
    expires_at: number | undefined;
}

/** Makes a token. An answer that was lost is cleared up: a token with a secret that nobody has must not stay. Throws RestError. */
export async function createToken(client: RestClient, {user_id, description, expires_at}: NewToken): Promise<Creation> {
    const before = new Set((await tokensOf(client, user_id)).map(({id}) => id));
    const findLost = async () => (await tokensOf(client, user_id)).filter((token) => !before.has(token.id) && token.description === description);
    try {
        return created(await client.createUserAccessToken(user_id, description, expires_at));
    } catch (thrown) {
        const error = toRestError(thrown);
        if (error.outcome_unknown) {
            return clearUp(error, findLost);
        }
        throw error;
    }
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

/** Gives a token a new secret; the old one stops at once. Throws RestError where it did not: then the old one still works. */
export async function rotateInPlace(client: RestClient, token: Token, expires_at: number): Promise<Rotated> {
    try {
        return created(await client.rotateUserAccessToken(token.id, expires_at));
    } catch (thrown) {
        const error = toRestError(thrown);
        if (!error.outcome_unknown) {
            throw error;
        }

        // The one thing about a secret that can be read: the expiry it was given with it.
        const now = token.expires_at === expires_at ? undefined : await readToken(client, token.id).catch(() => undefined);
        if (now !== undefined && now !== 'gone' && now.expires_at === token.expires_at) {
            throw error;
        }
        return {kind: 'unseen', certain: now !== undefined};
    }
}

function created(answer: unknown): Created {
    return {kind: 'created', token: parseToken(answer), secret: new Secret(parse(secretSchema, answer).token)};
}

async function clearUp(error: RestError, findLost: () => Promise<Token[]>): Promise<Creation> {
    let tokens;
    try {
        tokens = await findLost();
    } catch {
        return {kind: 'unclear', error, look: () => clearUp(error, findLost)};
    }
    if (tokens.length === 0) {
        throw error;
    }
    return {kind: 'lost', tokens};
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

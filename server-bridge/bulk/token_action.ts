import {RestError, toRestError} from '../rest/rest_error.ts';
import {sleep as realSleep} from '../rest/sleep.ts';
import {parseToken} from '../tokens/token.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';

/** What can be done to a token: deactivate (can be undone), activate, revoke (cannot). */
export type TokenAction = 'deactivate' | 'activate' | 'revoke';

/** What a token is found as. */
export type TokenState = 'active' | 'inactive' | 'gone';

const wanted: Record<TokenAction, TokenState> = {deactivate: 'inactive', activate: 'active', revoke: 'gone'};

/** A server with read replicas shows a change late: what was accepted and cannot be seen yet is looked at again after these ms. */
export const LOOK_AGAIN_MS = [500, 1_500, 4_000];

const MAX_TRIES = 3;

/** The token as the server has it now, or `gone`. Throws RestError. */
export async function readToken(client: RestClient, id: string): Promise<Token | 'gone'> {
    try {
        return parseToken(await client.getUserAccessToken(id));
    } catch (error) {
        if (error instanceof RestError && error.kind === 'not_found') {
            return 'gone';
        }
        throw error;
    }
}

export function stateOf(token: Token | 'gone'): TokenState {
    return token === 'gone' ? 'gone' : token.is_active ? 'active' : 'inactive';
}

/** The token's state on the server now. Throws RestError. */
export async function readState(client: RestClient, id: string): Promise<TokenState> {
    return stateOf(await readToken(client, id));
}

/** Whether a token in this state is what `action` wants. */
export function isAsWanted(action: TokenAction, state: TokenState): boolean {
    return state === wanted[action];
}

/**
 * Asks the server for `action` on one token. `gone` = there is no such token (any more).
 * After a failure that leaves open whether the server acted, it looks at the token first and asks again only if it did not.
 * Throws RestError.
 */
export async function changeToken(client: RestClient, action: TokenAction, id: string): Promise<'accepted' | 'gone'> {
    for (let tries = 1; ; tries++) {
        try {
            await send(client, action, id);
            return 'accepted';
        } catch (thrown) {
            const error = toRestError(thrown);
            if (error.kind === 'not_found') {
                return 'gone';
            }
            if (!error.outcome_unknown || tries === MAX_TRIES) {
                throw error;
            }
            const state = await readState(client, id);
            if (isAsWanted(action, state)) {
                return 'accepted';
            }
            if (state === 'gone') {
                return 'gone';
            }
        }
    }
}

/**
 * Changes one token and looks whether the server has it so: `done`; `late` = accepted, and not to be seen yet;
 * `gone` = somebody deleted what was to be deactivated or activated. Throws RestError.
 */
export async function changeAndLook(client: RestClient, action: TokenAction, id: string, sleep = realSleep): Promise<'done' | 'late' | 'gone'> {
    const answer = await changeToken(client, action, id);
    if (answer === 'gone') {
        return isAsWanted(action, 'gone') ? 'done' : 'gone';
    }
    for (const ms of [0, ...LOOK_AGAIN_MS]) {
        await sleep(ms);
        const state = await readState(client, id);
        if (isAsWanted(action, state)) {
            return 'done';
        }
        if (state === 'gone') {
            return 'gone';
        }
    }
    return 'late';
}

function send(client: RestClient, action: TokenAction, id: string): Promise<unknown> {
    switch (action) {
    case 'deactivate': return client.disableUserAccessToken(id);
    case 'activate': return client.enableUserAccessToken(id);
    case 'revoke': return client.revokeUserAccessToken(id);
    }
}

import * as v from 'valibot';

import {idSchema, parse} from '../rest/parse.ts';
import {toRestError} from '../rest/rest_error.ts';
import {parseTokenSessions} from '../sessions/session.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {RestErrorKind} from '../rest/rest_error.ts';
import type {TokenEvent} from './token_event.ts';

/** What a token event was done with. Never a guess: a session that is gone leaves it unknown. */
export type Acting =
    | {by: 'token'; token_id: string}
    | {by: 'login'}
    | {by: 'oauth'}

    /** `no_session`: the server noted none (its own command line). `session_ended`: it can no longer tell whose it was. */
    | {by: 'unknown'; reason: 'no_session' | 'session_ended'}

    /** The sessions could not be read, this time. */
    | {by: 'unknown'; reason: 'not_read'; error: RestErrorKind};

type SessionKind = Exclude<Acting, {by: 'unknown'}>;

const sessionsSchema = v.array(v.object({id: idSchema, is_oauth: v.optional(v.boolean(), false)}));

/**
 * Finds out what events were done with, by the sessions of who did them; asks for each person's once. Good for events
 * that were read before it is asked: a session begun later would pass for an ended one, so newer events need a new one.
 */
export class ActingTokens {
    readonly #sessions = new Map<string, Promise<ReadonlyMap<string, SessionKind> | RestErrorKind>>();

    constructor(private readonly client: RestClient) {}

    /** What `event` was done with. Does not throw; after a failure the next call asks again. */
    async of({actor_id, session_id}: Pick<TokenEvent, 'actor_id' | 'session_id'>): Promise<Acting> {
        if (!actor_id || !session_id) {
            return {by: 'unknown', reason: 'no_session'};
        }
        const sessions = await this.#sessionsOf(actor_id);
        if (typeof sessions === 'string') {
            this.#sessions.delete(actor_id);
            return {by: 'unknown', reason: 'not_read', error: sessions};
        }
        return sessions.get(session_id) ?? {by: 'unknown', reason: 'session_ended'};
    }

    #sessionsOf(userId: string): Promise<ReadonlyMap<string, SessionKind> | RestErrorKind> {
        const asked = this.#sessions.get(userId) ?? this.client.getSessions(userId).then(sessionKinds).catch((error: unknown) => toRestError(error).kind);
        this.#sessions.set(userId, asked);
        return asked;
    }
}

function sessionKinds(answer: unknown): ReadonlyMap<string, SessionKind> {
    const kinds = new Map<string, SessionKind>(parse(sessionsSchema, answer).map(({id, is_oauth}) => [id, {by: is_oauth ? 'oauth' : 'login'}]));
    parseTokenSessions(answer).forEach(({id, token_id}) => kinds.set(id, {by: 'token', token_id}));
    return kinds;
}

import * as v from 'valibot';

import {idSchema, parse, timeSchema} from '../rest/parse.ts';

const sessionSchema = v.object({
    id: idSchema,
    user_id: idSchema,
    create_at: timeSchema,
    last_activity_at: v.optional(timeSchema, 0),
    props: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
});

/**
 * A session that a token opened: the server's only trace of its use. Times are ms since 1970.
 * `last_activity_at` moves at most every five minutes and on some calls only: the token was seen then, at least.
 */
export interface TokenSession {
    id: string;
    token_id: string;
    create_at: number;
    last_activity_at: number;
}

/** The sessions of tokens out of a user's session list; login sessions are left out. Throws a `malformed` RestError. */
export function parseTokenSessions(answer: unknown): TokenSession[] {
    return parse(v.array(sessionSchema), answer).flatMap(({id, create_at, last_activity_at, props}) => {
        const token = props?.user_access_token_id;
        return props?.type === 'UserAccessToken' && v.is(idSchema, token) ? [{id, token_id: token, create_at, last_activity_at}] : [];
    });
}

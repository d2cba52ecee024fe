import * as v from 'valibot';

import {idSchema, parse} from '../rest/parse.ts';

// Only these fields: should a server ever send a secret here, it ends at this line.
const tokenSchema = v.object({
    id: idSchema,
    user_id: idSchema,
    description: v.fallback(v.string(), ''),
    is_active: v.boolean(),

    // Ms since 1970; 0 = never expires. Missing on servers that do not know expiry.
    expires_at: v.optional(v.number()),
});

/** A personal access token as the server lists it, without its secret. */
export type Token = v.InferOutput<typeof tokenSchema>;

/** One token out of a REST answer. Throws a `malformed` RestError for anything else. */
export function parseToken(answer: unknown): Token {
    return parse(tokenSchema, answer);
}

/** A page of tokens out of a REST answer. Throws a `malformed` RestError for anything else. */
export function parseTokens(answer: unknown): Token[] {
    return parse(v.array(tokenSchema), answer);
}

import * as v from 'valibot';

import {idSchema, LAST_DATE, LONGEST_TEXT, parse, textSchema, timeSchema} from '../rest/parse.ts';

// Only these fields: should a server ever send a secret here, it ends at this line.
const tokenSchema = v.object({
    id: idSchema,
    user_id: idSchema,
    description: v.fallback(textSchema, ''),
    is_active: v.boolean(),

    // Ms since 1970; 0 = never expires. Missing on servers that do not know expiry.
    expires_at: v.optional(timeSchema),
});

/** A personal access token as the server lists it, without its secret. */
export type Token = v.InferOutput<typeof tokenSchema>;

/** One token out of a REST answer. Throws a `malformed` RestError for anything else. */
export function parseToken(answer: unknown): Token {
    return plainToken(answer) ?? parse(tokenSchema, answer);
}

/** A page of tokens out of a REST answer. Throws a `malformed` RestError for anything else. */
export function parseTokens(answer: unknown): Token[] {
    const tokens = Array.isArray(answer) ? answer.map(plainToken) : [];
    return Array.isArray(answer) && tokens.every((token) => token !== undefined) ? tokens : parse(v.array(tokenSchema), answer);
}

const id = /^[a-z0-9]{26}$/;

/**
 * The token, when it is one in every field; undefined leaves it to the schema to repair or refuse. Says yes to nothing
 * the schema would not take as it is: a list of 100,000 is read twice, and the schema's walk costs four times as much.
 */
function plainToken(answer: unknown): Token | undefined {
    if (typeof answer !== 'object' || answer === null || !('id' in answer && 'user_id' in answer && 'description' in answer && 'is_active' in answer)) {
        return undefined;
    }
    const {id: tokenId, user_id, description, is_active} = answer;
    const expires_at = 'expires_at' in answer ? answer.expires_at : undefined;
    if (typeof tokenId !== 'string' || !id.test(tokenId) || typeof user_id !== 'string' || !id.test(user_id) ||
        typeof description !== 'string' || description.length > LONGEST_TEXT || typeof is_active !== 'boolean') {
        return undefined;
    }
    if (typeof expires_at === 'number' && Number.isInteger(expires_at) && expires_at >= 0 && expires_at <= LAST_DATE) {
        return {id: tokenId, user_id, description, is_active, expires_at};
    }
    return expires_at === undefined ? {id: tokenId, user_id, description, is_active} : undefined;
}

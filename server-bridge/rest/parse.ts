import * as v from 'valibot';

import {RestError} from './rest_error.ts';

/** Mattermost's ids: 26 characters of a-z and 0-9. A secret looks just the same. */
export const idSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]{26}$/));

/** An id, or empty: for what a row may lack without being worth less. */
export const idOrNoneSchema = v.optional(v.fallback(idSchema, ''), '');

/** Four times the longest name or description that a server takes, in UTF-16 units. */
export const LONGEST_TEXT = 1000;

/** A name or description; what is longer than any can be is cut. */
export const textSchema = v.pipe(v.string(), v.transform((text) => text.slice(0, LONGEST_TEXT)));

/** The last ms since 1970 that a Date can hold. */
export const LAST_DATE = 8.64e15;

/** Ms since 1970, brought to the nearest that a Date can hold: the end that one owner chose for a token must not hide everybody else's. */
export const timeSchema = v.pipe(v.number(), v.toMinValue(0), v.toMaxValue(LAST_DATE), v.transform(Math.trunc));

/** A setting in whole days, 0 = none, as a number or as text; one that no Date could hold is the longest that it can. Undefined for anything else. */
export const daysSchema = v.fallback(v.optional(v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]),
    v.toMinValue(0), v.toMaxValue(LAST_DATE / 86_400_000), v.transform(Math.trunc),
)), undefined);

/** `answer` as `schema` says. Throws a `malformed` RestError that names the field but not its value. */
export function parse<Schema extends v.GenericSchema>(schema: Schema, answer: unknown): v.InferOutput<Schema> {
    const result = v.safeParse(schema, answer);
    if (!result.success) {
        throw new RestError('malformed', {cause: new Error(`Unexpected answer at "${v.getDotPath(result.issues[0]) ?? ''}"`)});
    }
    return result.output;
}

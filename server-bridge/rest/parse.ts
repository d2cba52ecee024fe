import * as v from 'valibot';

import {RestError} from './rest_error.ts';

/** Mattermost's ids: 26 characters of a-z and 0-9. A secret looks just the same. */
export const idSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]{26}$/));

/** `answer` as `schema` says. Throws a `malformed` RestError that names the field but not its value. */
export function parse<Schema extends v.GenericSchema>(schema: Schema, answer: unknown): v.InferOutput<Schema> {
    const result = v.safeParse(schema, answer);
    if (!result.success) {
        throw new RestError('malformed', {cause: new Error(`Unexpected answer at "${v.getDotPath(result.issues[0]) ?? ''}"`)});
    }
    return result.output;
}

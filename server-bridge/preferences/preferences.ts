import * as v from 'valibot';

import {parse} from '../rest/parse.ts';
import {RestError} from '../rest/rest_error.ts';

import type {RestClient} from '../rest/rest_client.ts';

/** Where everything of the plugin stands among a user's preferences; the server takes letters, digits and "_" only. */
export const CATEGORY = 'token_audit';

/** The server takes at most 20,000 characters in a preference. */
export const MAX_LENGTH = 20_000;

const preferencesSchema = v.array(v.object({category: v.string(), name: v.string(), value: v.string()}));

/** The plugin's preferences of a user (`me` for oneself), by name. Throws RestError. */
export async function readPreferences(client: RestClient, userId = 'me'): Promise<Map<string, string>> {
    const preferences = await client.getPreferencesOfCategory(userId, CATEGORY).catch((error: unknown) => {
        if (error instanceof RestError && error.kind === 'not_found') {
            return [];
        }
        throw error;
    });
    return new Map(parse(preferencesSchema, preferences).map(({name, value}) => [name, value]));
}

/** Stores one preference of the plugin. Throws RestError; `rejected` when it is too long. */
export async function storePreference(client: RestClient, user_id: string, name: string, value: string): Promise<void> {
    if (value.length > MAX_LENGTH) {
        throw new RestError('rejected');
    }
    await client.savePreferences(user_id, [{user_id, category: CATEGORY, name, value}]);
}

export async function dropPreference(client: RestClient, user_id: string, name: string): Promise<void> {
    await client.deletePreferences(user_id, [{user_id, category: CATEGORY, name, value: ''}]);
}

/** A stored value of this schema; undefined for anything else, such as one of a newer version. */
export function parseStored<T extends v.GenericSchema>(schema: T, value: string | undefined): v.InferOutput<T> | undefined {
    if (value === undefined) {
        return undefined;
    }
    try {
        const {success, output} = v.safeParse(schema, JSON.parse(value));
        return success ? output : undefined;
    } catch {
        return undefined;
    }
}

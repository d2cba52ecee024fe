import * as v from 'valibot';

import {parse} from '../rest/parse.ts';
import {RestError} from '../rest/rest_error.ts';

import type {RestClient} from '../rest/rest_client.ts';

/** The server takes letters, digits and "_" only. */
const CATEGORY = 'token_audit';
const NAME = 'saved_views';
const VERSION = 1;

/** The server takes at most 20,000 characters in a preference. */
const MAX_LENGTH = 20_000;

/** A view under a name; `search` is the query string of its address. */
export interface SavedView {
    name: string;
    search: string;
}

const preferencesSchema = v.array(v.object({category: v.string(), name: v.string(), value: v.string()}));
const storedSchema = v.object({
    version: v.literal(VERSION),
    views: v.array(v.object({name: v.string(), search: v.string()})),
});

/** `writable` is false when what is stored is of a newer version or broken: it is then left alone. */
export type StoredViews = {views: SavedView[]; writable: boolean};

/** The user's saved views. What a newer version stored is not touched. Throws RestError. */
export async function loadSavedViews(client: RestClient): Promise<StoredViews> {
    const preferences = parse(preferencesSchema, await client.getMyPreferences());
    const value = preferences.find(({category, name}) => category === CATEGORY && name === NAME)?.value;
    if (value === undefined) {
        return {views: [], writable: true};
    }
    const stored = v.safeParse(storedSchema, parseJson(value));
    return stored.success ? {views: stored.output.views, writable: true} : {views: [], writable: false};
}

/** Stores the views in the place of those before. Throws RestError; `rejected` when they are too many. */
export async function storeSavedViews(client: RestClient, views: readonly SavedView[]): Promise<void> {
    const value = JSON.stringify({version: VERSION, views});
    if (value.length > MAX_LENGTH) {
        throw new RestError('rejected');
    }
    const {id: user_id} = await client.getMe();
    await client.savePreferences(user_id, [{user_id, category: CATEGORY, name: NAME, value}]);
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

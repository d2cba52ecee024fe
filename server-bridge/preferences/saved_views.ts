import * as v from 'valibot';

import {parseStored, readPreferences, storePreference} from './preferences.ts';

import type {RestClient} from '../rest/rest_client.ts';

const NAME = 'saved_views';
const VERSION = 1;

/** A view under a name; `search` is the query string of its address. */
export interface SavedView {
    name: string;
    search: string;
}

const storedSchema = v.object({
    version: v.literal(VERSION),
    views: v.array(v.object({name: v.string(), search: v.string()})),
});

/** `writable` is false when what is stored is of a newer version or broken: it is then left alone. */
export type StoredViews = {views: SavedView[]; writable: boolean};

/** The user's saved views. What a newer version stored is not touched. Throws RestError. */
export async function loadSavedViews(client: RestClient): Promise<StoredViews> {
    const value = (await readPreferences(client)).get(NAME);
    if (value === undefined) {
        return {views: [], writable: true};
    }
    const stored = parseStored(storedSchema, value);
    return stored ? {views: stored.views, writable: true} : {views: [], writable: false};
}

/** Stores the views in the place of those before. Throws RestError; `rejected` when they are too many. */
export async function storeSavedViews(client: RestClient, views: readonly SavedView[]): Promise<void> {
    const {id} = await client.getMe();
    await storePreference(client, id, NAME, JSON.stringify({version: VERSION, views}));
}

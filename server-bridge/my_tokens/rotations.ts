import * as v from 'valibot';

import {parseStored, readPreferences, storePreference} from '../preferences/preferences.ts';
import {idSchema, timeSchema} from '../rest/parse.ts';
import {RestError} from '../rest/rest_error.ts';

import type {RestClient} from '../rest/rest_client.ts';

const NAME = 'rotations';
const VERSION = 1;

const rotationSchema = v.object({old_id: idSchema, new_id: idSchema, started_at: timeSchema});
const storedSchema = v.object({version: v.literal(VERSION), rotations: v.array(rotationSchema)});

/** A token that is being replaced by another one; both exist until the new one is known to work. `started_at` is ms since 1970. */
export type Rotation = v.InferOutput<typeof rotationSchema>;

/** The user's unfinished rotations. Throws RestError; `malformed` for those of a newer version, which are left alone. */
export async function readRotations(client: RestClient): Promise<Rotation[]> {
    const value = (await readPreferences(client)).get(NAME);
    const stored = parseStored(storedSchema, value);
    if (value !== undefined && !stored) {
        throw new RestError('malformed');
    }
    return stored?.rotations ?? [];
}

/** Remembers that `new_id` is to replace `old_id`. Throws RestError. */
export async function rememberRotation(client: RestClient, userId: string, rotation: Rotation): Promise<void> {
    await change(client, userId, (rotations) => [...rotations.filter(({old_id}) => old_id !== rotation.old_id), rotation]);
}

/** Forgets every rotation that this token is part of. Throws RestError. */
export async function endRotation(client: RestClient, userId: string, tokenId: string): Promise<void> {
    await change(client, userId, (rotations) => rotations.filter(({old_id, new_id}) => old_id !== tokenId && new_id !== tokenId));
}

async function change(client: RestClient, userId: string, by: (rotations: Rotation[]) => Rotation[]): Promise<void> {
    await storePreference(client, userId, NAME, JSON.stringify({version: VERSION, rotations: by(await readRotations(client))}));
}

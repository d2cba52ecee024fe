import * as v from 'valibot';

import {CATEGORY} from '../preferences/preferences.ts';
import {idSchema} from '../rest/parse.ts';

import type {Token} from '../tokens/token.ts';

const preferencesSchema = v.array(v.object({category: v.string(), name: v.string(), value: v.string()}));

/** Who owns which bot, by the bot's user id. */
type BotOwners = ReadonlyMap<string, string>;

/** In whose preferences fingerprints of these users' tokens may stand: their own, and for bots their owners'. */
export function registrarsOf(userIds: readonly string[], botOwners: BotOwners): string[] {
    return [...new Set([...userIds, ...userIds.flatMap((id) => botOwners.get(id) ?? []).filter((id) => v.is(idSchema, id))])];
}

/** Token ids by the fingerprint that was registered for them, out of the preferences of `userIds` as `read` gets them. Throws what that throws. */
export async function readRegistered(userIds: readonly string[], tokens: ReadonlyMap<string, Token>, botOwners: BotOwners, read: (userId: string) => Promise<unknown>): Promise<Map<string, string>> {
    const registered = new Map<string, string>();
    await Promise.all(userIds.map(async (userId) => {
        const preferences = v.safeParse(preferencesSchema, await read(userId));
        for (const {category, name, value} of preferences.success ? preferences.output : []) {
            // Anybody can write into their own preferences: a fingerprint counts for a token of theirs, or of a bot of theirs.
            const owner = tokens.get(name)?.user_id;
            const isTheirs = owner !== undefined && (owner === userId || botOwners.get(owner) === userId);
            if (isTheirs && category === CATEGORY && v.is(idSchema, name) && (/^[0-9a-f]{64}$/).test(value)) {
                registered.set(value, name);
            }
        }
    }));
    return registered;
}

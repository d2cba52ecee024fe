import * as v from 'valibot';

import {orUndefined} from '../rest/or_undefined.ts';
import {idSchema, parse} from '../rest/parse.ts';

import {parseOwners} from './owner.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Owner} from './owner.ts';

const PER_PAGE = 200;

const botsSchema = v.array(v.object({user_id: idSchema, owner_id: v.optional(v.string(), ''), delete_at: v.optional(v.number(), 0)}));

type Bot = v.InferOutput<typeof botsSchema>[number];

/** Who owns which bot: the bot's user id → its owner's id (a plugin's id where a plugin owns it). Throws RestError. */
export async function loadBotOwners(client: RestClient): Promise<Map<string, string>> {
    const bots = await everyBot((page) => client.getBotsIncludeDeleted(page, PER_PAGE));
    return new Map(bots.map((bot) => [bot.user_id, bot.owner_id]));
}

/** The active bots of one person; none where bots may not be seen. Throws RestError. */
export async function loadBotsOf(client: RestClient, userId: string): Promise<Owner[]> {
    const bots = await orUndefined(everyBot((page) => client.getBots(page, PER_PAGE)));
    const ids = new Set(bots?.filter(({owner_id, delete_at}) => owner_id === userId && delete_at === 0).map(({user_id}) => user_id));
    return ids.size > 0 ? parseOwners(await client.getProfilesByIds([...ids])) : [];
}

async function everyBot(ask: (page: number) => Promise<unknown>): Promise<Bot[]> {
    const bots: Bot[] = [];
    for (let page = 0; ; page++) {
        const some = parse(botsSchema, await ask(page));
        bots.push(...some);
        if (some.length < PER_PAGE) {
            return bots;
        }
    }
}

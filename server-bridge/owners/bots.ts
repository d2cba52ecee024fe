import * as v from 'valibot';

import {idSchema, parse} from '../rest/parse.ts';

import type {RestClient} from '../rest/rest_client.ts';

const PER_PAGE = 200;

const botsSchema = v.array(v.object({user_id: idSchema, owner_id: v.optional(v.string(), '')}));

/** Who owns which bot: the bot's user id → its owner's id (a plugin's id where a plugin owns it). Throws RestError. */
export async function loadBotOwners(client: RestClient): Promise<Map<string, string>> {
    const owners = new Map<string, string>();
    for (let page = 0; ; page++) {
        const bots = parse(botsSchema, await client.getBotsIncludeDeleted(page, PER_PAGE));
        bots.forEach((bot) => owners.set(bot.user_id, bot.owner_id));
        if (bots.length < PER_PAGE) {
            return owners;
        }
    }
}

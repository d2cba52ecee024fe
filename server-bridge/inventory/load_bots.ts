import * as v from 'valibot';

import {loadBotOwners} from '../owners/bots.ts';
import {OwnerResolver} from '../owners/resolve_owners.ts';
import {idSchema} from '../rest/parse.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Inventory} from './inventory.ts';

/** Tells `inventory` who answers for which bot. Those people need have no tokens: the list of tokens does not bring them. Throws RestError. */
export async function loadBots(client: RestClient, inventory: Inventory): Promise<void> {
    const botOwners = await loadBotOwners(client);
    inventory.setBotOwners(botOwners);
    const owners = new OwnerResolver(client, (batch) => inventory.addOwners(batch));

    // A bot that a plugin made is owned by that plugin: then this is no user id.
    owners.add([...botOwners.values()].filter((id) => v.is(idSchema, id)));
    await owners.finish();
}

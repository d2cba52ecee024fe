import * as v from 'valibot';

import {loadBotOwners} from '../owners/bots.ts';
import {OwnerResolver} from '../owners/resolve_owners.ts';
import {idSchema} from '../rest/parse.ts';

import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {PlannedToken} from './dry_run.ts';
import type {ToldToken} from './owner_message.ts';

/** Why somebody cannot be told. */
export type CannotTell = 'unknown_user' | 'deactivated' | 'bot_of_a_plugin';

/** One who is told of a run, with the tokens it is about: their own, and those of bots they own. */
export interface Recipient {
    user_id: string;

    /** Empty when the server knows no such user. */
    username: string;
    tokens: ToldToken[];
    cannot_tell?: CannotTell;
}

type Told = Pick<PlannedToken, 'id' | 'user_id' | 'description'>;

/** Who is to be told of these tokens: their owners, and for a bot the one who owns it. Throws RestError. */
export async function resolveRecipients(client: RestClient, tokens: readonly Told[]): Promise<Recipient[]> {
    const users = await usersOf(client, tokens.map(({user_id}) => user_id));
    const bots = [...users.values()].filter(({is_bot}) => is_bot);
    const ownerOfBot = bots.length > 0 ? await loadBotOwners(client) : new Map<string, string>();

    // A bot that a plugin made is owned by that plugin: then this is no user id.
    const ownersOfBots = bots.flatMap(({id}) => ownerOfBot.get(id) ?? []).filter((id) => v.is(idSchema, id));
    for (const [id, user] of await usersOf(client, ownersOfBots)) {
        users.set(id, user);
    }

    const recipients = new Map<string, Recipient>();
    for (const {id, user_id, description} of tokens) {
        const bot = users.get(user_id)?.is_bot ? users.get(user_id) : undefined;
        const owner = users.get(bot ? ownerOfBot.get(bot.id) ?? '' : user_id);

        // Without a person behind it, the bot itself stands in the list, as one who cannot be told.
        const key = owner?.id ?? user_id;
        const recipient = recipients.get(key) ?? {user_id: key, username: (owner ?? bot)?.username ?? '', tokens: [], ...cannotTell(owner, bot)};
        recipients.set(key, recipient);
        recipient.tokens.push({id, description, ...(bot ? {bot: bot.username} : {})});
    }
    return [...recipients.values()];
}

function cannotTell(owner: Owner | undefined, bot: Owner | undefined): {cannot_tell?: CannotTell} {
    if (!owner || owner.is_bot) {
        return {cannot_tell: bot ? 'bot_of_a_plugin' : 'unknown_user'};
    }
    return owner.delete_at > 0 ? {cannot_tell: 'deactivated'} : {};
}

async function usersOf(client: RestClient, ids: Iterable<string>): Promise<Map<string, Owner>> {
    const users = new Map<string, Owner>();
    const resolver = new OwnerResolver(client, (owners) => owners.forEach((owner) => users.set(owner.id, owner)));
    resolver.add(ids);
    await resolver.finish();
    return users;
}

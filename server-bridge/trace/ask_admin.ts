import * as v from 'valibot';

import {parseOwners} from '../owners/owner.ts';
import {orUndefined} from '../rest/or_undefined.ts';
import {idSchema, parse} from '../rest/parse.ts';


import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';

const MOST_ADMINS = 50;
const channelSchema = v.object({id: idSchema});
const teamsSchema = v.array(v.object({id: idSchema, name: v.string(), delete_at: v.optional(v.number(), 0)}));
const draftsSchema = v.nullable(v.array(v.object({channel_id: v.string(), root_id: v.optional(v.string(), ''), message: v.string()})));

/** System admins the caller may see, by name: anybody may ask for them. Throws RestError. */
export async function listAdmins(client: RestClient): Promise<Owner[]> {
    const answer = await orUndefined(client.getProfiles(0, MOST_ADMINS, {role: 'system_admin', active: true}));
    return parseOwners(answer ?? []).
        filter(({roles, is_bot, delete_at}) => roles.includes('system_admin') && !is_bot && delete_at === 0).
        sort((a, b) => (a.username < b.username ? -1 : 1));
}

/** A direct message that is ready to be sent. */
export interface ReadyMessage {

    /** Path of the direct channel below the server's address; empty when the caller is in no team. */
    path: string;

    /** Whether the message stands there as a draft; it does not where another one stands already, or drafts are not kept on the server. */
    is_drafted: boolean;
}

/** Opens a direct channel with `admin` and leaves `message` there as the caller's draft. Sends nothing. Throws RestError. */
export async function prepareMessage(client: RestClient, me: Owner, admin: Owner, message: string): Promise<ReadyMessage> {
    const channel = parse(channelSchema, await client.createDirectChannel([me.id, admin.id]));
    const team = parse(teamsSchema, await client.getMyTeams()).find(({delete_at}) => delete_at === 0);
    const path = team ? `/${team.name}/messages/@${admin.username}` : '';
    return {path, is_drafted: team !== undefined && await leaveDraft(client, me.id, team.id, channel.id, message)};
}

async function leaveDraft(client: RestClient, userId: string, teamId: string, channelId: string, message: string): Promise<boolean> {
    const answer: unknown = await orUndefined(client.getUserDrafts(teamId));
    if (answer === undefined) {
        return false;
    }
    const drafts = parse(draftsSchema, answer) ?? [];
    if (drafts.some((draft) => draft.channel_id === channelId && draft.root_id === '' && draft.message.trim() !== '' && draft.message !== message)) {
        return false;
    }
    const draft = {user_id: userId, channel_id: channelId, root_id: '', message, file_ids: [], props: {}, create_at: 0, update_at: 0};
    return await orUndefined(client.upsertDraft(draft as unknown as Parameters<typeof client.upsertDraft>[0], '')) !== undefined;
}

import * as v from 'valibot';

import {pluginSettings} from '../rest/plugin_settings.ts';

import type {RestClient} from '../rest/rest_client.ts';

const LINK = /^https?:\/\/[^?#\s]+\/([a-z0-9][a-z0-9_-]{0,63})\/channels\/([a-z0-9][a-z0-9_-]{0,63})\/?$/i;
const NAMES = /^([a-z0-9][a-z0-9_-]{0,63})\/(?:channels\/)?~?([a-z0-9][a-z0-9_-]{0,63})\/?$/i;

const MAX_TEMPLATE = 2000;

/** What owners are told when the settings say nothing else; see `owner_message.ts` for the placeholders. */
export const DEFAULT_OWNER_MESSAGE = `{{admin}} has {{action}} personal access tokens of yours, or of bots you own, on this server ({{count}}):

{{tokens}}

Reason: {{reason}}

If something you run depends on them, please reply here.`;

/** The channel that records are posted to. */
export type RecordChannel =
    | {kind: 'none'}
    | {kind: 'named'; team: string; channel: string}
    | {kind: 'invalid'};

export interface BulkSettings {
    owner_message: string;
    record_channel: RecordChannel;
}

const text = v.optional(v.fallback(v.string(), ''), '');
const settingsSchema = v.object({ownermessage: text, recordchannel: text});

/** The settings out of the server's config (`GET /config`); whatever is missing or makes no sense is as if it were empty. */
export function parseBulkSettings(config: unknown): BulkSettings {
    const {ownermessage, recordchannel} = v.parse(settingsSchema, pluginSettings(config));
    return {
        owner_message: [...ownermessage.trim()].slice(0, MAX_TEMPLATE).join('') || DEFAULT_OWNER_MESSAGE,
        record_channel: parseRecordChannel(recordchannel),
    };
}

/** Reads the settings from the server. Throws RestError. */
export async function readBulkSettings(client: RestClient): Promise<BulkSettings> {
    return parseBulkSettings(await client.getConfig());
}

/** `team/channel` by their names in URLs, `~` allowed before the channel, or a link to the channel. */
export function parseRecordChannel(setting: string): RecordChannel {
    const value = setting.trim();
    if (!value) {
        return {kind: 'none'};
    }
    const [, team, channel] = LINK.exec(value) ?? NAMES.exec(value) ?? [];
    return team && channel ? {kind: 'named', team: team.toLowerCase(), channel: channel.toLowerCase()} : {kind: 'invalid'};
}

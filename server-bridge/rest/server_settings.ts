import * as v from 'valibot';

import {daysSchema, parse} from './parse.ts';
import {pluginSettings} from './plugin_settings.ts';

import type {RestClient} from './rest_client.ts';

const configSchema = v.object({
    ServiceSettings: v.optional(v.object({
        EnableUserAccessTokens: v.optional(v.boolean()),
        MaximumPersonalAccessTokenLifetimeDays: daysSchema,
    }), {}),
    ClusterSettings: v.optional(v.object({Enable: v.optional(v.boolean())}), {}),
});

/** What of the server's configuration matters here. */
export interface ServerSettings {

    /** Whether personal access tokens are switched on; undefined where the server does not say. */
    tokens_enabled: boolean | undefined;

    /** Days; 0 = no limit; undefined = the server does not know such a policy. */
    maximum_lifetime_days: number | undefined;

    is_cluster: boolean | undefined;

    /** The plugin's own settings, as `pluginSettings` gives them. */
    plugin: Readonly<Record<string, unknown>>;
}

/** Reads `GET /config`, which needs an admin's right. Throws RestError. */
export async function loadServerSettings(client: RestClient): Promise<ServerSettings> {
    const answer = await client.getConfig();
    const config = parse(configSchema, answer);
    return {
        tokens_enabled: config.ServiceSettings.EnableUserAccessTokens,
        maximum_lifetime_days: config.ServiceSettings.MaximumPersonalAccessTokenLifetimeDays,
        is_cluster: config.ClusterSettings.Enable,
        plugin: pluginSettings(answer),
    };
}

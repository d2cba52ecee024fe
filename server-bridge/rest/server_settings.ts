import * as v from 'valibot';

import {daysSchema, parse} from './parse.ts';

import type {RestClient} from './rest_client.ts';

const PLUGIN_ID = 'token-audit';

const configSchema = v.object({
    ServiceSettings: v.optional(v.object({
        EnableUserAccessTokens: v.optional(v.boolean()),
        MaximumPersonalAccessTokenLifetimeDays: daysSchema,
    }), {}),
    ClusterSettings: v.optional(v.object({Enable: v.optional(v.boolean())}), {}),
    PluginSettings: v.optional(v.object({Plugins: v.optional(v.nullable(v.record(v.string(), v.unknown())))}), {}),
});

/** What of the server's configuration matters here. */
export interface ServerSettings {

    /** Whether personal access tokens are switched on; undefined where the server does not say. */
    tokens_enabled: boolean | undefined;

    /** Days; 0 = no limit; undefined = the server does not know such a policy. */
    maximum_lifetime_days: number | undefined;

    is_cluster: boolean | undefined;

    /** The plugin's own settings as the host saved them. */
    plugin: unknown;
}

/** Reads `GET /config`, which needs an admin's right. Throws RestError. */
export async function loadServerSettings(client: RestClient): Promise<ServerSettings> {
    const config = parse(configSchema, await client.getConfig());
    return {
        tokens_enabled: config.ServiceSettings.EnableUserAccessTokens,
        maximum_lifetime_days: config.ServiceSettings.MaximumPersonalAccessTokenLifetimeDays,
        is_cluster: config.ClusterSettings.Enable,
        plugin: config.PluginSettings.Plugins?.[PLUGIN_ID],
    };
}

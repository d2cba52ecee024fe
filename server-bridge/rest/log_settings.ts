import * as v from 'valibot';

import {parse} from './parse.ts';

import type {RestClient} from './rest_client.ts';

const configSchema = v.object({
    LogSettings: v.optional(v.object({EnableFile: v.optional(v.boolean()), FileLevel: v.optional(v.string()), FileJson: v.optional(v.boolean())}), {}),
    ExperimentalSettings: v.optional(v.object({RestrictSystemAdmin: v.optional(v.boolean())}), {}),
    ClusterSettings: v.optional(v.object({Enable: v.optional(v.boolean())}), {}),
});

/** What of the server's configuration decides what its log tells; undefined where the server does not say. */
export interface LogSettings {
    file_enabled: boolean | undefined;

    /** As in the configuration, such as `INFO`: lines below it are not written. */
    file_level: string | undefined;

    /** Whether lines are JSON, or plain text. */
    file_json: boolean | undefined;
    is_admin_restricted: boolean | undefined;
    is_cluster: boolean | undefined;
}

/** Reads `GET /config`, which needs an admin's right. Throws RestError. */
export async function loadLogSettings(client: RestClient): Promise<LogSettings> {
    const {LogSettings: log, ExperimentalSettings: experimental, ClusterSettings: cluster} = parse(configSchema, await client.getConfig());
    return {
        file_enabled: log.EnableFile,
        file_level: log.FileLevel,
        file_json: log.FileJson,
        is_admin_restricted: experimental.RestrictSystemAdmin,
        is_cluster: cluster.Enable,
    };
}

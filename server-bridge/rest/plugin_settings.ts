import * as v from 'valibot';

const PLUGIN_ID = 'token-audit';

const configSchema = v.object({PluginSettings: v.object({Plugins: v.object({[PLUGIN_ID]: v.record(v.string(), v.unknown())})})});

/**
 * The plugin's own settings out of the server's config (`GET /config`), their keys in lower case: the host's Save writes
 * them so, someone who edits config.json does not. Empty where there are none.
 */
export function pluginSettings(config: unknown): Readonly<Record<string, unknown>> {
    const {success, output} = v.safeParse(configSchema, config);
    const settings = success ? output.PluginSettings.Plugins[PLUGIN_ID] : {};
    return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key.toLowerCase(), value]));
}

import {readFile} from 'node:fs/promises';
import path from 'node:path';

import {RestError} from '../server-bridge/rest/rest_error.ts';

import type {RestClient} from '../server-bridge/rest/rest_client.ts';

/** Why a server does not take the plugin, with the setting that would change it. */
export class InstallError extends Error {
    override readonly name = 'InstallError';
}

/** Uploads the bundle, over an older one where there is one, and enables it; resolves to its id. Throws InstallError. */
export async function installPlugin(client: RestClient, bundle: string): Promise<string> {
    try {
        const manifest = await client.uploadPlugin(new File([await readFile(bundle)], path.basename(bundle)), true);
        await client.enablePlugin(manifest.id);
        return manifest.id;
    } catch (error) {
        throw error instanceof RestError ? new InstallError(await reason(client, error), {cause: error}) : error;
    }
}

async function reason(client: RestClient, error: RestError): Promise<string> {
    switch (error.kind) {
    case 'unauthorized':
        return 'The server does not accept these credentials, or the session has ended. Check MM_ADMIN_TOKEN, or MM_ADMIN_USERNAME and MM_ADMIN_PASSWORD.';
    case 'forbidden':
        return 'This account may not install plugins: it needs the permission sysconsole_write_plugins, which system admins have.';
    case 'network':
        return 'The server did not answer. Check MM_SERVICESETTINGS_SITEURL and that the server runs.';
    case 'rejected':
        return error.status === 501 ? switchedOff(client) : `The server refused the bundle: ${error.server_error_id || error.status}.`;
    default:
        return `The server failed to install the bundle: ${error.message}. Its log tells more.`;
    }
}

// The server gives one answer for three switches: its configuration tells them apart.
async function switchedOff(client: RestClient): Promise<string> {
    const settings = await client.getConfig().then((config) => config.PluginSettings, () => undefined);
    const causes = [
        settings?.Enable === false && 'Plugins are switched off: set PluginSettings.Enable to true (System Console → Plugins → Plugin Management).',
        settings?.RequirePluginSignature === true && 'The server takes signed plugins only: sign the bundle, or set PluginSettings.RequirePluginSignature to false.',
        settings?.EnableUploads === false && 'Plugin uploads are switched off: set PluginSettings.EnableUploads to true in config.json (it cannot be set in the System Console) and restart the server.',
    ].filter((cause) => typeof cause === 'string');
    return causes.length > 0 ? causes.join('\n') : 'The server takes no uploads: PluginSettings.Enable and EnableUploads must be true, RequirePluginSignature false.';
}

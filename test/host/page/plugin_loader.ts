import {client} from './client.ts';
import {hostWindow, siteUrl} from './host_window.ts';
import {createRegistry} from './registry.ts';
import {store} from './state/store.ts';
import {unregisterTranslations} from './translations.ts';

import type {WebappPlugin} from './host_window.ts';
import type {ClientPluginManifest} from '@mattermost/types/plugins';
import type {Store} from 'redux';

const loaded = new Map<string, ClientPluginManifest>();
const onRegistered = new Map<string, () => void>();

hostWindow.registerPlugin = (id: string, plugin: WebappPlugin) => {
    hostWindow.plugins[id]?.uninitialize?.();
    hostWindow.plugins[id] = plugin;
    const listener = onRegistered.get(id);
    onRegistered.delete(id);
    if (listener) {
        listener();
    } else {
        console.error(`The plugin ${id} registered itself although nothing waits for it; the host does not initialize it.`);
    }
};

/** Loads every plugin the server names. As in the host this happens before anybody has signed in. */
export async function initializePlugins(): Promise<void> {
    const manifests = await receiveManifests();
    await Promise.all(manifests.map(loadOrReport));
}

/** Brings the page in line with the plugins the server now names. */
export async function syncPlugins(): Promise<void> {
    const before = Object.values(store.getState().plugins.plugins);
    const now = await receiveManifests();
    await Promise.all(now.filter(({id, version}) => !before.some((old) => old.id === id && old.version === version)).map(loadOrReport));
    before.filter(({id}) => !now.some((manifest) => manifest.id === id)).forEach(removePlugin);
}

async function receiveManifests(): Promise<ClientPluginManifest[]> {
    if (store.getState().entities.general.config.PluginsEnabled !== 'true') {
        return [];
    }
    const manifests = await client.getWebappPlugins();
    store.dispatch({type: 'RECEIVED_WEBAPP_PLUGINS', data: manifests});
    return manifests;
}

async function loadOrReport(manifest: ClientPluginManifest): Promise<void> {
    try {
        await loadPlugin(manifest);
    } catch (error) {
        console.error(String(error));
    }
}

// As in the host, the page waits for ever when the script never registers its plugin, or when `initialize` throws.
function loadPlugin(manifest: ClientPluginManifest): Promise<void> {
    return new Promise((resolve, reject) => {
        const old = loaded.get(manifest.id);
        if (old?.webapp.bundle_path === manifest.webapp.bundle_path) {
            resolve();
            return;
        }
        if (old) {
            store.dispatch({type: 'REMOVED_WEBAPP_PLUGIN', data: old});
        }
        onRegistered.set(manifest.id, () => {
            hostWindow.plugins[manifest.id]?.initialize?.(createRegistry(manifest.id), store as unknown as Store);
            resolve();
        });
        const script = document.createElement('script');
        script.id = `plugin_${manifest.id}`;

        // The server names /static/<id>/…, and serves /static/plugins/<id>/….
        script.src = siteUrl() + manifest.webapp.bundle_path.replace(/^\/static\/(?!plugins\/)/, '/static/plugins/');
        script.onerror = () => reject(new Error(`The script of plugin ${manifest.id} ${manifest.version} could not be loaded.`));
        document.head.append(script);
        loaded.set(manifest.id, manifest);
    });
}

function removePlugin(manifest: ClientPluginManifest): void {
    if (!loaded.delete(manifest.id)) {
        return;
    }
    store.dispatch({type: 'REMOVED_WEBAPP_PLUGIN', data: manifest});
    const plugin = hostWindow.plugins[manifest.id];
    if (plugin?.uninitialize) {
        plugin.uninitialize();
    } else {
        plugin?.deinitialize?.();
    }
    unregisterTranslations(manifest.id);
    document.getElementById(`plugin_${manifest.id}`)?.remove();
}

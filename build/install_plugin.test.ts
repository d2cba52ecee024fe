import {afterAll, beforeAll, expect, test} from 'vitest';

import {RestClient} from '../server-bridge/rest/rest_client.ts';
import {createUser, signIn, signInFirstAdmin} from '../test/mattermost/people.ts';
import {startMattermost} from '../test/mattermost/start_mattermost.ts';

import {bundle} from './bundle.ts';
import {installPlugin} from './install_plugin.ts';

import type {Mattermost} from '../test/mattermost/start_mattermost.ts';

let server: Mattermost;
let admin: RestClient;
let file: string;

beforeAll(async () => {
    file = await bundle();
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
});
afterAll(() => server.stop());

test('the real server accepts the bundle and serves its files', async () => {
    await installPlugin(admin, file);
    const plugins = await admin.getWebappPlugins();
    expect(plugins.map(({id, version}) => ({id, version}))).toEqual([{id: 'token-audit', version: process.env.npm_package_version ?? expect.any(String)}]);

    // Older servers leave out the folder, and the host puts it in (webapp/channels/src/plugins/index.ts).
    const entry = await fetch(`${server.url}${plugins[0]?.webapp.bundle_path.replace(/^\/static\/(?!plugins\/)/, '/static/plugins/')}`);
    expect([entry.status, entry.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')]);
});

test('installing again over itself works', async () => {
    expect(await installPlugin(admin, file)).toBe('token-audit');
});

test('someone who is no admin is told which right is missing', async () => {
    await createUser(admin, 'nobody');
    await expect(installPlugin(await signIn(server, 'nobody'), file)).rejects.toThrow('sysconsole_write_plugins');
});

test('a server that is not there is said not to answer', async () => {
    const client = new RestClient({url: 'http://127.0.0.1:1', sleep: async () => undefined});
    await expect(installPlugin(client, file)).rejects.toThrow('did not answer');
});

test.each([
    ['EnableUploads', false, 'Plugin uploads are switched off'],
    ['RequirePluginSignature', true, 'takes signed plugins only'],
    ['Enable', false, 'Plugins are switched off'],
])('PluginSettings.%s = %s is named as the cause', async (setting, value, message) => {
    const other = await startMattermost({config: {PluginSettings: {[setting]: value}}});
    try {
        await expect(installPlugin(await signInFirstAdmin(other), file)).rejects.toThrow(message);
    } finally {
        await other.stop();
    }
});

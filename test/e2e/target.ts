import {bundle} from '../../build/bundle.ts';
import {installPlugin} from '../../build/install_plugin.ts';
import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {buildHost} from '../host/build_host.ts';
import {PASSWORD, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import type {Credentials, Target} from './navigation.ts';

/** A web app with the plugin installed, and a system admin of its server. */
export interface PreparedTarget {
    target: Target;
    client: RestClient;
    admin: Credentials;
    stop: () => Promise<void>;
}

/**
 * Where browser tests run: the web app of the server at MM_URL, as MM_ADMIN_USERNAME with MM_ADMIN_PASSWORD;
 * without those, a server of their own with the page that stands in for the web app.
 */
export async function prepareTarget(): Promise<PreparedTarget> {
    const {MM_URL: url, MM_ADMIN_USERNAME: username, MM_ADMIN_PASSWORD: password} = process.env;
    if (url && username && password) {
        const client = new RestClient({url});
        await client.login(username, password);
        await installPlugin(client, await bundle());
        return {target: {url: client.getUrl(), kind: 'real'}, client, admin: {username, password}, stop: async () => undefined};
    }
    return prepareStandIn();
}

/** A server of its own with the page that stands in for the web app, below `subpath` where one is given. */
export async function prepareStandIn(subpath = ''): Promise<PreparedTarget> {
    const server = await startMattermost({clientDir: await buildHost(), subpath});
    try {
        const client = await signInFirstAdmin(server);
        await installPlugin(client, await bundle());
        return {target: {url: server.url, kind: 'host'}, client, admin: {username: 'admin', password: PASSWORD}, stop: server.stop};
    } catch (error) {
        await server.stop();
        throw error;
    }
}

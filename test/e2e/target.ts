import {randomBytes} from 'node:crypto';

import {bundle} from '../../build/bundle.ts';
import {installPlugin} from '../../build/install_plugin.ts';
import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {buildHost} from '../host/build_host.ts';
import {PASSWORD, signInFirstAdmin} from '../mattermost/people.ts';
import {takenForGranted} from '../mattermost/server_config.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {emptyServer} from './empty_server.ts';

import type {ServerConfig} from '../mattermost/server_config.ts';
import type {Credentials, Target} from './navigation.ts';
import type {Team} from '@mattermost/types/teams';

/** A web app with the plugin installed, and a system admin of its server. */
export interface PreparedTarget {
    target: Target;
    client: RestClient;
    admin: Credentials;

    /** With the admin in it: without a team, Mattermost's own web app shows nobody more than a choice of teams. */
    team: Team;
    stop: () => Promise<void>;
}

/**
 * Where browser tests run: the web app of the server at MM_URL, as MM_ADMIN_USERNAME with MM_ADMIN_PASSWORD, emptied;
 * without, a server of their own with the page that stands in for the web app.
 */
export async function prepareTarget(): Promise<PreparedTarget> {
    const {MM_URL: url, MM_ADMIN_USERNAME: username, MM_ADMIN_PASSWORD: password} = process.env;
    if (url) {
        if (!username || !password) {
            throw new Error('MM_URL needs MM_ADMIN_USERNAME and MM_ADMIN_PASSWORD beside it.');
        }
        const client = new RestClient({url});
        await client.login(username, password);
        await changeSettings(client, takenForGranted);
        await emptyServer(client);
        await installPlugin(client, await bundle());
        return {target: {url: client.getUrl(), kind: 'real'}, client, admin: {username, password}, team: await makeTeam(client), stop: async () => undefined};
    }
    return prepareStandIn();
}

/** A server of its own with the page that stands in for the web app, below `subpath` where one is given. */
export async function prepareStandIn(subpath = ''): Promise<PreparedTarget> {
    const server = await startMattermost({clientDir: await buildHost(), subpath});
    try {
        const client = await signInFirstAdmin(server);
        await installPlugin(client, await bundle());
        return {target: {url: server.url, kind: 'host'}, client, admin: {username: 'admin', password: PASSWORD}, team: await makeTeam(client), stop: server.stop};
    } catch (error) {
        await server.stop();
        throw error;
    }
}

/** Changes these settings; throws the name of one that the server keeps as it is, as it does when its environment sets it. */
export async function changeSettings(client: RestClient, settings: ServerConfig): Promise<void> {
    const config = await client.patchConfig(settings as Parameters<RestClient['patchConfig']>[0]) as unknown as ServerConfig;
    for (const [section, values] of Object.entries(settings)) {
        for (const [name, value] of Object.entries(values)) {
            if (JSON.stringify(config[section]?.[name]) !== JSON.stringify(value)) {
                throw new Error(`The server keeps ${section}.${name} as ${JSON.stringify(config[section]?.[name])}; the tests need ${JSON.stringify(value)}.`);
            }
        }
    }
}

function makeTeam(client: RestClient): Promise<Team> {
    const name = `team-${randomBytes(4).toString('hex')}`;

    // The client's type asks for a whole team; the server for these fields.
    return client.createTeam({name, display_name: 'Engineering', type: 'O'} as Team);
}

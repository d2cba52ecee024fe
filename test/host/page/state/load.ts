import {ClientError} from '@mattermost/client';

import {client} from '../client.ts';

import {store} from './store.ts';

import type {HostState} from './state.ts';
import type {Channel} from '@mattermost/types/channels';
import type {PluginManifest} from '@mattermost/types/plugins';
import type {PreferenceType} from '@mattermost/types/preferences';

/** Loads the client configuration and, when the cookies sign somebody in, who that is and where they are. */
export async function loadConfigAndMe(): Promise<void> {
    const [config, license] = await Promise.all([client.getClientConfig(), client.getClientLicenseOld()]);
    store.dispatch({type: 'RECEIVED_ENTITIES', data: {general: {config, license}}});

    // Like the host it does not even ask when the cookie that goes with a session is missing.
    if (!document.cookie.includes('MMUSERID=')) {
        return;
    }
    const me = await client.getMe().catch((error: unknown) => {
        if (error instanceof ClientError && error.status_code === 401) {
            return undefined;
        }
        throw error;
    });
    if (!me) {
        return;
    }

    // Typed as one preference in the client; the server answers with a list.
    const preferences = await client.getMyPreferences() as unknown as PreferenceType[];
    const theme = preferences.find(({category}) => category === 'theme')?.value;
    store.dispatch({type: 'CHANGED_VIEWS', data: {theme: theme?.includes('Onyx') ? 'dark' : 'light'}});
    const [roles, teams] = await Promise.all([client.getRolesByNames(me.roles.split(' ')), client.getMyTeams()]);
    store.dispatch({
        type: 'RECEIVED_ENTITIES',
        data: {
            users: {currentUserId: me.id, profiles: {[me.id]: me}},
            preferences: {myPreferences: Object.fromEntries(preferences.map((one) => [`${one.category}--${one.name}`, one]))},
            roles: {roles: Object.fromEntries(roles.map((role) => [role.name, role]))},
            teams: {currentTeamId: teams[0]?.id ?? '', teams: Object.fromEntries(teams.map((team) => [team.id, team]))},
        },
    });
}

/** Loads the newest post of the first team's Town Square, where the user has a team. */
export async function loadChannel(): Promise<void> {
    const {currentTeamId} = store.getState().entities.teams;
    if (!currentTeamId) {
        return;
    }
    const channel = await client.getChannelByName(currentTeamId, 'town-square') as Channel;
    const {posts} = await client.getPosts(channel.id, 0, 1);

    // The host's store keeps the files of posts apart from them.
    const files = Object.values(posts).flatMap(({metadata}) => metadata.files ?? []);
    Object.values(posts).forEach(({metadata}) => Reflect.deleteProperty(metadata, 'files'));
    store.dispatch({
        type: 'RECEIVED_ENTITIES',
        data: {posts: {posts}, files: {files: Object.fromEntries(files.map((file) => [file.id, file]))}, channels: {currentChannelId: channel.id, channels: {[channel.id]: channel}}},
    });
}

/** Loads what the System Console needs before it shows anything. */
export async function loadAdminConfig(): Promise<void> {
    const [config, environmentConfig] = await Promise.all([client.getConfig(), client.getEnvironmentConfig()]);
    store.dispatch({type: 'RECEIVED_ENTITIES', data: {admin: {config, environmentConfig}}});
}

/** Loads the manifests with their settings, which the console's sidebar asks for. */
export async function loadAdminPlugins(): Promise<void> {
    const {active, inactive} = await client.getPlugins();
    const all = [...active.map((manifest) => mark(manifest, true)), ...inactive.map((manifest) => mark(manifest, false))];
    store.dispatch({type: 'RECEIVED_ENTITIES', data: {admin: {plugins: Object.fromEntries(all)}}});
}

function mark(manifest: PluginManifest, active: boolean) {
    return [manifest.id, {...manifest, active}] as const;
}

export const currentUser = ({entities: {users}}: HostState) => users.profiles[users.currentUserId];
export const isSystemAdmin = (state: HostState) => currentUser(state)?.roles.split(' ').includes('system_admin') ?? false;

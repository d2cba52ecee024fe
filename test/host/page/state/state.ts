import type {Channel} from '@mattermost/types/channels';
import type {AdminConfig, ClientConfig, ClientLicense, EnvironmentConfig} from '@mattermost/types/config';
import type {FileInfo} from '@mattermost/types/files';
import type {ClientPluginManifest, PluginRedux} from '@mattermost/types/plugins';
import type {Post} from '@mattermost/types/posts';
import type {PreferenceType} from '@mattermost/types/preferences';
import type {Role} from '@mattermost/types/roles';
import type {Team} from '@mattermost/types/teams';
import type {UserProfile} from '@mattermost/types/users';
import type {ComponentType, ReactNode} from 'react';

/** A component of a plugin: what it expects is its own affair. */
export type PluginComponentType = ComponentType<Record<string, unknown>>;

/** The parts of `state.entities` that plugins commonly read, in the host's shape. */
export interface Entities {
    users: {currentUserId: string; profiles: Record<string, UserProfile>};
    general: {config: Partial<ClientConfig>; license: ClientLicense};
    preferences: {myPreferences: Record<string, PreferenceType>};
    roles: {roles: Record<string, Role>};
    teams: {currentTeamId: string; teams: Record<string, Team>};
    channels: {currentChannelId: string; channels: Record<string, Channel>};
    posts: {posts: Record<string, Post>};
    files: {files: Record<string, FileInfo>};
    admin: {config: Partial<AdminConfig>; environmentConfig: Partial<EnvironmentConfig>; plugins: Record<string, PluginRedux>};
}

/** What the registry's methods leave behind, one list per kind, sorted by plugin id as in the host. */
export interface PluginComponent {
    id: string;
    pluginId: string;
    component?: PluginComponentType;
    route?: string;
    text?: ReactNode;
    action?: (postId?: string) => void;
    filter?: (postId: string) => boolean;
    hook?: (message: string, args: CommandArgs) => unknown;
}

export type ComponentKind = 'Root' | 'MainMenu' | 'PostDropdownMenu' | 'CustomRouteComponent' | 'SlashCommandWillBePosted';

export interface CommandArgs {
    channel_id: string;
    team_id: string;
    root_id: string;
}

export interface CustomSetting {
    pluginId: string;
    key: string;
    component: PluginComponentType;
    options: {showTitle: boolean};
}

export interface CustomSection {
    pluginId: string;
    key: string;
    component: PluginComponentType;
}

/** A plugin's pane in the user's settings, after the host has checked it. */
export interface UserSettings {
    id: string;
    uiName: string;
    icon?: string;
    sections: Array<{title: string; component: PluginComponentType}>;
}

export interface PluginsState {
    plugins: Record<string, ClientPluginManifest>;
    components: Record<ComponentKind, PluginComponent[]>;
    adminConsoleReducers: Record<string, (definition: unknown) => unknown>;
    adminConsoleCustomComponents: Record<string, Record<string, CustomSetting>>;
    adminConsoleCustomSections: Record<string, Record<string, CustomSection>>;
    userSettings: Record<string, UserSettings>;
}

export interface Views {
    theme: 'light' | 'dark';
    i18n: {translations: Record<string, Record<string, string>>};
    admin: {navigationBlocked: boolean; onNavigationConfirmed?: () => void};
}

export interface HostState {
    entities: Entities;
    plugins: PluginsState;
    views: Views;
}

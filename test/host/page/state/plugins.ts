import {checkUserSettings} from './user_settings.ts';

import type {HostAction} from './actions.ts';
import type {ComponentKind, PluginComponent, PluginsState} from './state.ts';

const nothing: PluginsState = {
    plugins: {},
    components: {Root: [], MainMenu: [], PostDropdownMenu: [], CustomRouteComponent: [], SlashCommandWillBePosted: []},
    adminConsoleReducers: {},
    adminConsoleCustomComponents: {},
    adminConsoleCustomSections: {},
    userSettings: {},
};

export function plugins(state: PluginsState = nothing, action: HostAction): PluginsState {
    switch (action.type) {
    case 'RECEIVED_WEBAPP_PLUGINS':
        return {...state, plugins: Object.fromEntries(action.data.map((manifest) => [manifest.id, manifest]))};
    case 'REMOVED_WEBAPP_PLUGIN':
        return removePlugin(state, action.data.id);
    case 'RECEIVED_PLUGIN_COMPONENT': {
        const list = [...state.components[action.name], action.data].sort(byPluginId);
        return {...state, components: {...state.components, [action.name]: list}};
    }
    case 'REMOVED_PLUGIN_COMPONENT':
        return {...state, components: keepComponents(state, ({id}) => id !== action.id)};
    case 'RECEIVED_ADMIN_CONSOLE_REDUCER':
        return {...state, adminConsoleReducers: {...state.adminConsoleReducers, [action.data.pluginId]: action.data.reducer}};
    case 'REMOVED_ADMIN_CONSOLE_REDUCER':
        return {...state, adminConsoleReducers: without(state.adminConsoleReducers, action.data.pluginId)};
    case 'RECEIVED_ADMIN_CONSOLE_CUSTOM_COMPONENT':
        return {...state, adminConsoleCustomComponents: withEntry(state.adminConsoleCustomComponents, action.data)};
    case 'RECEIVED_ADMIN_CONSOLE_CUSTOM_SECTION':
        return {...state, adminConsoleCustomSections: withEntry(state.adminConsoleCustomSections, action.data)};
    case 'RECEIVED_PLUGIN_USER_SETTINGS': {
        const {pluginId, setting} = action.data;
        const checked = checkUserSettings(setting, pluginId);
        if (!checked) {
            console.warn(`Plugin ${pluginId}: its user settings are not valid, and the host ignores them.`);
            return state;
        }
        return {...state, userSettings: {...state.userSettings, [pluginId]: checked}};
    }
    default:
        return state;
    }
}

function removePlugin(state: PluginsState, id: string): PluginsState {
    return {
        plugins: without(state.plugins, id),
        components: keepComponents(state, ({pluginId}) => pluginId !== id),
        adminConsoleReducers: without(state.adminConsoleReducers, id),
        adminConsoleCustomComponents: without(state.adminConsoleCustomComponents, id),
        adminConsoleCustomSections: without(state.adminConsoleCustomSections, id),
        userSettings: without(state.userSettings, id),
    };
}

function keepComponents(state: PluginsState, keep: (component: PluginComponent) => boolean): PluginsState['components'] {
    const kept = Object.entries(state.components).map(([kind, list]) => [kind, list.filter(keep)]);
    return Object.fromEntries(kept) as Record<ComponentKind, PluginComponent[]>;
}

function without<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
    return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}

// The host compares keys in lower case, both those of the manifest and those given to the registry.
function withEntry<Entry extends {pluginId: string; key: string}>(all: Record<string, Record<string, Entry>>, entry: Entry) {
    return {...all, [entry.pluginId]: {...all[entry.pluginId], [entry.key.toLowerCase()]: entry}};
}

function byPluginId(a: PluginComponent, b: PluginComponent): number {
    return a.pluginId < b.pluginId ? -1 : Number(a.pluginId > b.pluginId);
}

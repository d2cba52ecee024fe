import type {ComponentKind, CustomSection, CustomSetting, Entities, PluginComponent, Views} from './state.ts';
import type {ClientPluginManifest} from '@mattermost/types/plugins';

/** Every action of the stand-in. Plugins dispatch their own besides. */
export type HostAction =
    | {type: 'RECEIVED_ENTITIES'; data: {[Slice in keyof Entities]?: Partial<Entities[Slice]>}}
    | {type: 'CHANGED_VIEWS'; data: Partial<Pick<Views, 'theme' | 'admin'>>}
    | {type: 'RECEIVED_TRANSLATIONS'; data: {locale: string; translations: Record<string, string>}}
    | {type: 'RECEIVED_WEBAPP_PLUGINS'; data: ClientPluginManifest[]}
    | {type: 'REMOVED_WEBAPP_PLUGIN'; data: {id: string}}
    | {type: 'RECEIVED_PLUGIN_COMPONENT'; name: ComponentKind; data: PluginComponent}
    | {type: 'REMOVED_PLUGIN_COMPONENT'; id: string}
    | {type: 'RECEIVED_ADMIN_CONSOLE_REDUCER'; data: {pluginId: string; reducer: (definition: unknown) => unknown}}
    | {type: 'REMOVED_ADMIN_CONSOLE_REDUCER'; data: {pluginId: string}}
    | {type: 'RECEIVED_ADMIN_CONSOLE_CUSTOM_COMPONENT'; data: CustomSetting}
    | {type: 'RECEIVED_ADMIN_CONSOLE_CUSTOM_SECTION'; data: CustomSection}
    | {type: 'RECEIVED_PLUGIN_USER_SETTINGS'; data: {pluginId: string; setting: unknown}};

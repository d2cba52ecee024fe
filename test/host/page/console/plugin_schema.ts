import {message} from '../messages.ts';

import {escapePart} from './config_path.ts';

import type {PluginsState} from '../state/state.ts';
import type {Schema, Setting, SettingsSection} from './types.ts';
import type {PluginManifest, PluginSetting, PluginSettingSection} from '@mattermost/types/plugins';

const enable = message('admin.plugin.enable_plugin', 'Enable Plugin: ');
const enableHelp = message('admin.plugin.enable_plugin.help', 'When true, this plugin is enabled.');
const settingWarning = message('admin.plugin.customSetting.pluginDisabledWarning', 'In order to view this setting, enable the plugin and click Save.');
const sectionWarning = message('admin.plugin.customSection.pluginDisabledWarning', 'In order to view this section, enable the plugin and click Save.');
const sectionsWarning = message('admin.plugin.customSections.pluginDisabledWarning', 'In order to view and configure plugin settings, enable the plugin and click Save.');

/** The settings page the host makes from a manifest's `settings_schema` and from what the plugin has registered. */
export function pluginSchema(plugin: PluginManifest, state: PluginsState): Schema {
    const enabledKey = `PluginSettings.PluginStates.${escapePart(plugin.id)}.Enable`;
    const enableSetting: Setting = {type: 'bool', key: enabledKey, label: enable, help_text: enableHelp};
    const components = state.adminConsoleCustomComponents[plugin.id] ?? {};
    const customSections = state.adminConsoleCustomSections[plugin.id] ?? {};
    const isOff: Setting['isDisabled'] = (_, values) => !values[enabledKey];
    const isOn: Setting['isDisabled'] = (_, values) => Boolean(values[enabledKey]);

    const setting = (one: PluginSetting): Setting => {
        const key = one.key.toLowerCase();
        const made: Setting = {
            ...one,
            key: `PluginSettings.Plugins.${escapePart(plugin.id)}.${key}`,
            label: one.display_name,
            isDisabled: isOff,
            isHidden: one.hosting === 'cloud',
        };
        const custom = components[key];
        if (custom) {
            return {...made, type: 'custom', component: custom.component, showTitle: custom.options.showTitle};
        }

        // A disabled banner is not shown: the host warns only while the plugin is off.
        return one.type === 'custom' ? {...made, type: 'banner', label: settingWarning, isDisabled: isOn} : made;
    };

    const section = (one: PluginSettingSection): SettingsSection => {
        const {key, title, subtitle, header, footer} = one;
        const component = one.custom ? customSections[key.toLowerCase()]?.component : undefined;
        const missing = one.custom && !component && !one.fallback;
        const settings = missing ? [{type: 'banner', key: `${key.toLowerCase()}disabledWarning`, label: sectionWarning}] : (one.settings ?? []).map(setting);
        return {key: key.toLowerCase(), title, subtitle, header, footer, component, settings};
    };

    // The server writes null for a list that the manifest leaves out.
    const {header, footer} = plugin.settings_schema ?? {};
    const settings = plugin.settings_schema?.settings ?? [];
    const sections = plugin.settings_schema?.sections ?? [];
    const base = {id: plugin.id, name: plugin.name, header, footer};
    if (sections.length === 0) {
        return {...base, settings: [enableSetting, ...settings.map(setting)]};
    }
    const first = {key: `${enabledKey}.Section`, header, footer};
    if (showsNothing(sections, customSections)) {
        return {...base, sections: [{...first, settings: [enableSetting, {type: 'banner', key: sectionsWarning.id as string, label: sectionsWarning}]}]};
    }
    return {...base, sections: [{...first, settings: [enableSetting]}, ...sections.map(section)]};
}

// Only custom sections, none of them registered, and not all of them content to show plain settings instead.
function showsNothing(sections: PluginSettingSection[], registered: object): boolean {
    const allMissing = sections.every(({custom, key}) => custom && !(key.toLowerCase() in registered));
    return allMissing && !sections.every(({custom, fallback}) => custom && fallback);
}


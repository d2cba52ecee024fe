import type {PluginComponentType, UserSettings} from './state.ts';

/**
 * What the host keeps of a plugin's user settings: sections whose component is a plain function.
 * What `React.memo`, `lazy` and `connect` return are objects, and are dropped with a warning
 * (the web app's utils/plugins/plugin_setting_extraction.tsx).
 */
export function checkUserSettings(setting: unknown, pluginId: string): UserSettings | undefined {
    if (!isRecord(setting) || !isText(setting.uiName) || !Array.isArray(setting.sections)) {
        return undefined;
    }
    if (setting.icon && typeof setting.icon !== 'string') {
        return undefined;
    }
    const sections = setting.sections.flatMap((section: unknown) => {
        const checked = checkSection(section);
        if (!checked) {
            console.warn(`Plugin ${pluginId}: a section of its user settings is not valid, and the host drops it.`);
        }
        return checked ?? [];
    });
    if (sections.length === 0) {
        return undefined;
    }

    // The host goes by the plugin's id whatever the plugin calls its settings.
    return {id: pluginId, uiName: setting.uiName, icon: isText(setting.icon) ? setting.icon : undefined, sections};
}

function checkSection(section: unknown): UserSettings['sections'][number] | undefined {
    if (!isRecord(section) || !isText(section.title)) {
        return undefined;
    }
    if ('settings' in section && !('component' in section)) {
        throw new Error('The stand-in host shows only user settings sections with a component.');
    }
    if (typeof section.component !== 'function') {
        return undefined;
    }
    return {title: section.title, component: section.component as PluginComponentType};
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
    return typeof value === 'string' && value !== '';
}

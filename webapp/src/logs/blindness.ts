import type {LogSettings} from '../../../server-bridge/rest/log_settings.ts';
import type {Blindness} from './log_snapshot.ts';

/** What the server's configuration hides from its own log; `unreadable` where it could not be asked. */
export function blindnessOf(settings: LogSettings | 'unreadable' | undefined): Blindness[] {
    if (settings === undefined) {
        return [];
    }
    if (settings === 'unreadable') {
        return [{kind: 'settings_unreadable'}];
    }
    const {file_enabled, file_level, is_admin_restricted, is_cluster} = settings;
    return [
        ...(file_enabled === false ? [{kind: 'file_logging_off'} as const] : []),
        ...(file_level !== undefined && !(/^(?:debug|trace)$/i).test(file_level) ? [{kind: 'level_hides_addresses', file_level} as const] : []),
        ...(is_admin_restricted ? [{kind: 'restricted_admin'} as const] : []),
        ...(is_cluster ? [{kind: 'only_this_node'} as const] : []),
    ];
}

/** Each once. */
export function distinct(all: readonly Blindness[]): Blindness[] {
    return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

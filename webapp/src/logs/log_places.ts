import {parseLokiSettings} from '../../../server-bridge/log_sources/loki_settings.ts';

import type {InvalidSetting, LokiSettings} from '../../../server-bridge/log_sources/loki_settings.ts';
import type {ServerSettings} from '../../../server-bridge/rest/server_settings.ts';

/** Where there are logs besides the server's own and a person's. */
export interface LogPlaces {
    is_cluster: boolean;

    /** Undefined where the plugin's settings name none. */
    loki: LokiSettings | InvalidSetting | undefined;
}

/** What the settings say; of a server whose settings are not known, nothing. */
export function placesOf(settings: ServerSettings | undefined): LogPlaces {
    return {is_cluster: settings?.is_cluster ?? false, loki: settings && parseLokiSettings(settings.plugin)};
}

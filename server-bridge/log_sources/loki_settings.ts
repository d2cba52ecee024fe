import * as v from 'valibot';

import {selectorOf} from './loki_query.ts';
import {DEFAULT_QUERY} from './loki_source.ts';

/** Where the page finds Loki, out of the plugin's settings: no credentials, which every admin could read there. */
export interface LokiSettings {

    /** An http address, or a path on the Mattermost server's own host, before `/loki/api/v1/…`. */
    url: string;

    /** The streams, in LogQL. */
    query: string;

    /** The tenant, sent as `X-Scope-OrgID`. */
    org_id: string | undefined;
}

/** The key of a setting that makes no sense. */
export interface InvalidSetting {
    invalid: 'LokiAddress' | 'LokiQuery';
}

const text = v.optional(v.fallback(v.string(), ''), '');
const settingsSchema = v.fallback(v.object({lokiaddress: text, lokiquery: text, lokitenant: text}), {lokiaddress: '', lokiquery: '', lokitenant: ''});

/** Reads `PluginSettings.Plugins['token-audit']` of `GET /config`; undefined where no Loki is named. */
export function parseLokiSettings(plugin: unknown): LokiSettings | InvalidSetting | undefined {
    const settings = v.parse(settingsSchema, plugin);
    const [url, query, tenant] = [settings.lokiaddress.trim(), settings.lokiquery.trim() || DEFAULT_QUERY, settings.lokitenant.trim()];
    if (!url) {
        return undefined;
    }
    if (!isAddress(url)) {
        return {invalid: 'LokiAddress'};
    }
    return selectorOf(query) === undefined ? {invalid: 'LokiQuery'} : {url, query, org_id: tenant || undefined};
}

function isAddress(text: string): boolean {
    const address = text.startsWith('/') && !text.startsWith('//') ? `http://host${text}` : text;
    if (!URL.canParse(address)) {
        return false;
    }
    const {protocol, username, password, search, hash} = new URL(address);
    return (/^https?:$/).test(protocol) && !username && !password && !search && !hash;
}

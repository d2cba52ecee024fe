import {entryMessages} from '../shared/entry_texts.ts';
import {ACCESS_TOKENS_URL, PLUGIN_ID} from '../shared/host.ts';

import type {AdminDefinition, AdminSubsection} from '../shared/host.ts';

/** Where the host hands `isHidden` whether the user is a system admin (admin_console/admin_console.tsx). */
const IS_SYSTEM_ADMIN_ARGUMENT = 6;

let shown = false;

/** Whether the host shows our page in its console; false where it has no place for it any more, or another plugin took that. */
export function isConsolePageShown(): boolean {
    return shown;
}

/**
 * The console's definition with our page under User Management; unchanged where it has no such section any more.
 * Never throws, whatever it is given: a throw here would blank the whole console.
 */
export function addConsolePage(definition: AdminDefinition, component: AdminSubsection['schema']['component']): AdminDefinition {
    shown = false;
    try {
        return withPage(definition, component);
    } catch {
        return definition;
    }
}

function withPage(definition: AdminDefinition, component: AdminSubsection['schema']['component']): AdminDefinition {
    const userManagement = definition?.user_management;
    if (typeof userManagement?.subsections !== 'object' || Array.isArray(userManagement.subsections)) {
        return definition;
    }
    const page: AdminSubsection = {
        url: ACCESS_TOKENS_URL,
        title: entryMessages.title,

        // Under its English name too, which is the one in Mattermost's documentation.
        searchableStrings: ['token audit', 'personal access tokens', entryMessages.searchWords],

        // The list needs manage_system, which only system admins have; where the host stops telling us, show it and let the server decide.
        // The host asks for each page that is in its console once every plugin has changed it.
        isHidden: (...host) => {
            shown = host[IS_SYSTEM_ADMIN_ARGUMENT] !== false;
            return !shown;
        },
        schema: {id: PLUGIN_ID, component},
    };
    return {
        ...definition,
        user_management: {...userManagement, subsections: {...userManagement.subsections, token_audit: page}},
    };
}

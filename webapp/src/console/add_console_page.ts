import {entryMessages} from '../shared/entry_texts.ts';
import {ACCESS_TOKENS_URL, PLUGIN_ID} from '../shared/host.ts';

import type {AdminDefinition, AdminSubsection} from '../shared/host.ts';

/** Where the host hands `isHidden` whether the user is a system admin (admin_console/admin_console.tsx). */
const IS_SYSTEM_ADMIN_ARGUMENT = 6;

let added = false;

/** Whether the host has taken our page into its console; false where it has no place for it any more. */
export function isConsolePageAdded(): boolean {
    return added;
}

/**
 * The console's definition with our page under User Management; unchanged where it has no such section any more.
 * Never throws: a throw here would blank the whole console.
 */
export function addConsolePage(definition: AdminDefinition, component: AdminSubsection['schema']['component']): AdminDefinition {
    const userManagement = definition?.user_management;
    if (typeof userManagement?.subsections !== 'object' || Array.isArray(userManagement.subsections)) {
        return definition;
    }
    added = true;
    const page: AdminSubsection = {
        url: ACCESS_TOKENS_URL,
        title: entryMessages.title,

        // Under its English name too, which is the one in Mattermost's documentation.
        searchableStrings: ['token audit', 'personal access tokens', entryMessages.searchWords],

        // The list needs manage_system, which only system admins have; where the host stops telling us, show it and let the server decide.
        isHidden: (...host) => host[IS_SYSTEM_ADMIN_ARGUMENT] === false,
        schema: {id: PLUGIN_ID, component},
    };
    return {
        ...definition,
        user_management: {...userManagement, subsections: {...userManagement.subsections, token_audit: page}},
    };
}

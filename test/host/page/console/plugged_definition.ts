import {baseDefinition} from './definition.tsx';

import type {HostState} from '../state/state.ts';
import type {ConsoleAccess, Definition} from './types.ts';

let last: {reducers: HostState['plugins']['adminConsoleReducers']; definition: Definition} | undefined;

/**
 * The definition after every plugin has changed a clone of it, made anew when a plugin comes or goes.
 * As in the host (selectors/admin_console.jsx) nothing catches what a plugin throws here.
 */
export function pluggedDefinition({plugins: {adminConsoleReducers}}: HostState): Definition {
    if (last?.reducers !== adminConsoleReducers) {
        let definition: unknown = clone(baseDefinition);
        for (const reducer of Object.values(adminConsoleReducers)) {
            definition = reducer(definition);
        }
        last = {reducers: adminConsoleReducers, definition: definition as Definition};
    }
    return last.definition;
}

// Functions keep their identity, everything else is new: what lodash's cloneDeep does inside an object.
function clone(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(clone);
    }
    if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clone(inner)]));
    }
    return value;
}

const sectionsWithPermissions = new Set([
    'about', 'billing', 'reporting', 'user_management', 'system_attributes', 'environment', 'site', 'authentication',
    'plugins', 'integrations', 'compliance', 'experimental', 'products',
]);

/** Which sections a system admin may read and write. A section the host has no permissions for breaks its console. */
export function consoleAccess(definition: Definition): ConsoleAccess {
    for (const key of Object.keys(definition)) {
        if (!sectionsWithPermissions.has(key)) {
            throw new TypeError(`The console's section "${key}" has no permissions in the host, which fails on it (getConsoleAccess).`);
        }
    }
    const all = Object.fromEntries(Object.keys(definition).map((key) => [key, true]));
    return {read: all, write: all};
}

import {lifecycles} from '../audits/lifecycles.ts';
import {loadTokenEvents} from '../audits/load_token_events.ts';
import {TokenEventLog} from '../audits/token_event_log.ts';
import {defaultPolicy, parsePolicy} from '../findings/policy.ts';
import {loadCreateRight} from '../people/create_right.ts';
import {toRestError} from '../rest/rest_error.ts';
import {loadServerSettings} from '../rest/server_settings.ts';
import {SessionLoader} from '../sessions/session_loader.ts';

import {FindingColumn} from './finding_column.ts';
import {Inventory} from './inventory.ts';
import {loadBots} from './load_bots.ts';
import {loadInventory} from './load_inventory.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {RestErrorKind} from '../rest/rest_error.ts';
import type {Completeness} from '../tokens/list_tokens.ts';

/** A part without which the list is complete but poorer. */
export type Part = 'settings' | 'roles' | 'bots' | 'audits' | 'sessions';

export interface Everything {
    inventory: Inventory;
    findings: FindingColumn;
    completeness: Completeness;

    /** Parts that could not be read, and why: what depends on them is not known. */
    missing: Map<Part, RestErrorKind>;
}

export interface LoadEverythingOptions {

    /** One call an owner; without them there is no last seen. */
    sessions?: boolean;

    /** A line about how far it is. */
    onProgress?: (line: string) => void;
}

/** Reads the whole inventory to its end, for who does not look on meanwhile. Throws RestError where not even the list can be read. */
export async function loadEverything(client: RestClient, {sessions = true, onProgress = () => undefined}: LoadEverythingOptions = {}): Promise<Everything> {
    const inventory = new Inventory();
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined});
    const missing = new Map<Part, RestErrorKind>();
    const completeness = await loadInventory(client, inventory, (phase) => onProgress(`${phase === 'listing' ? 'Reading' : 'Proving'} the list: ${inventory.size} tokens …`));
    const part = (name: Part, load: Promise<unknown>) => load.catch((error: unknown) => missing.set(name, toRestError(error).kind));
    const events = new TokenEventLog();
    await Promise.all([
        part('settings', loadServerSettings(client).then((settings) => {
            findings.policy = parsePolicy(settings.plugin);
            findings.server = {...findings.server, maximum_lifetime_days: settings.maximum_lifetime_days};
        })),
        part('roles', loadCreateRight(client).then((create_right) => {
            findings.server = {...findings.server, create_right};
            if (!create_right.known) {
                missing.set('roles', 'forbidden');
            }
        })),
        part('bots', loadBots(client, inventory)),
        part('audits', loadTokenEvents(client, events)),
        ...sessions ? [part('sessions', loadSessions(client, inventory, onProgress))] : [],
    ]);
    inventory.setLifecycles(lifecycles(events.events, ({actor_id, session_id}) => {
        const token_id = inventory.tokenOfSession(actor_id, session_id);
        return token_id === undefined ? undefined : {by: 'token', token_id};
    }));
    if (!missing.has('audits')) {
        inventory.noteAuditsRead();
    }
    findings.refresh();
    return {inventory, findings, completeness, missing};
}

function loadSessions(client: RestClient, inventory: Inventory, onProgress: (line: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
        const loader = new SessionLoader(client, (userId, found) => inventory.setSessions(userId, found), {
            onProgress: () => {
                const {done, total, running, error} = loader.progress;
                onProgress(`Asking for sessions: ${done} of ${total} owners …`);
                if (error) {
                    reject(error);
                } else if (!running) {
                    resolve();
                }
            },
        });
        const owners = inventory.usersWithTokens();
        if (owners.length === 0) {
            resolve();
            return;
        }
        loader.start();
        loader.want(owners);
    });
}

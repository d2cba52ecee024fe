import {setFlagsFromString} from 'node:v8';

import {lifecycles} from '../audits/lifecycles.ts';
import {loadTokenEvents} from '../audits/load_token_events.ts';
import {TokenEventLog} from '../audits/token_event_log.ts';
import {exportCsv} from '../export/export_csv.ts';
import {exportJson} from '../export/export_json.ts';
import {ruleIds, severities} from '../findings/finding.ts';
import {defaultPolicy, parsePolicy} from '../findings/policy.ts';
import {exportRows} from '../inventory/export_rows.ts';
import {noFilter, ownerKinds, toQueryString} from '../inventory/filter.ts';
import {FindingColumn} from '../inventory/finding_column.ts';
import {Inventory} from '../inventory/inventory.ts';
import {loadInventory} from '../inventory/load_inventory.ts';
import {queryInventory} from '../inventory/query.ts';
import {loadBotOwners} from '../owners/bots.ts';
import {RestError} from '../rest/rest_error.ts';
import {loadServerSettings} from '../rest/server_settings.ts';
import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';
import {parseTokenSessions} from '../sessions/session.ts';

import {clientFromEnvironment} from './environment.ts';
import {exitCode} from './exit_code.ts';
import {parseWhen} from './parse_when.ts';
import {writeTokenTable} from './write_token_table.ts';

import type {Filter} from '../inventory/filter.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Completeness} from '../tokens/list_tokens.ts';
import type {Io} from './scan.ts';

export const listFormats = ['table', 'json', 'csv'] as const;
export const listChoices = {state: ['active', 'inactive'], kind: ownerKinds, finding: ruleIds, severity: severities} as const;

export interface ListCommand {
    format: typeof listFormats[number];
    state?: Filter['state'][number];
    kind?: Filter['owner'];
    finding?: Filter['finding'];
    severity?: Filter['severity'];
    search?: string;
    notSeenSince?: string;
    quick?: boolean;
    server?: string;
}

/** `token-audit list`: writes every token that is wanted, the worst first. Resolves to the exit code; throws UsageError and RestError. */
export async function list(command: ListCommand, io: Io, warn: (line: string) => void): Promise<number> {
    const filter: Filter = {
        ...noFilter,
        text: command.search ?? '',
        state: command.state ? [command.state] : [],
        owner: command.kind ?? [],
        finding: command.finding ?? [],
        severity: command.severity ?? [],
        seen_before: command.notSeenSince === undefined ? undefined : parseWhen('--not-seen-since', command.notSeenSince, io.now()),
    };
    const client = clientFromEnvironment(io.env, command.server);

    // A million tokens are 400 MB: without this the heap grows to twice that before it is tidied. Costs no time, since the server takes most.
    setFlagsFromString('--heap-growing-percent=10');
    const inventory = new Inventory();
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, io.now);
    const completeness = await load(client, inventory, findings, io, command.quick ?? false);
    const rows = queryInventory(inventory, findings, {filter, sort: 'findings', descending: true});
    io.progress('');
    if (!completeness.proven) {
        warn('token-audit: tokens kept changing while they were read; one may be missing.');
    }
    for (const piece of pieces(command, client, inventory, findings, rows, filter, completeness, io.now())) {
        await io.write(piece);
    }
    return rows.some((row) => findings.count(row) > 0) ? exitCode.findings : exitCode.nothing_found;
}

function pieces({format}: ListCommand, client: RestClient, inventory: Inventory, findings: FindingColumn, rows: Uint32Array, filter: Filter, {proven}: Completeness, now: number): Iterable<string> {
    switch (format) {
    case 'json': {
        const info = {exported_at: now, server: client.getUrl(), complete: proven, filter: Object.fromEntries(new URLSearchParams(toQueryString(filter)))};
        return exportJson(info, exportRows(inventory, findings, rows));
    }
    case 'csv':
        return exportCsv(exportRows(inventory, findings, rows));
    case 'table':
        return writeTokenTable(exportRows(inventory, findings, rows), inventory.size);
    }
}

async function load(client: RestClient, inventory: Inventory, findings: FindingColumn, io: Io, quick: boolean): Promise<Completeness> {
    const events = new TokenEventLog();
    const [completeness, settings, bots] = await Promise.all([
        loadInventory(client, inventory, (phase) => io.progress(phase === 'listing' ? `Reading tokens: ${inventory.size} …` : `Reading them again to be sure: ${inventory.size} …`)),
        whereAllowed(loadServerSettings(client)),
        whereAllowed(loadBotOwners(client)),
        quick ? undefined : whereAllowed(loadTokenEvents(client, events)),
    ]);
    if (settings) {
        findings.policy = parsePolicy(settings.plugin);
        findings.server = {maximum_lifetime_days: settings.maximum_lifetime_days};
    }
    if (bots) {
        inventory.setBotOwners(bots);
    }
    if (!quick) {
        await loadSessions(client, inventory, io);
        inventory.setLifecycles(lifecycles(events.events, ({actor_id, session_id}) => {
            const token_id = inventory.tokenOfSession(actor_id, session_id);
            return token_id === undefined ? undefined : {by: 'token', token_id};
        }));
    }
    findings.refreshAll();
    return completeness;
}

async function loadSessions(client: RestClient, inventory: Inventory, io: Io): Promise<void> {
    const owners = inventory.userIds.filter((_, owner) => inventory.rowsOfOwner(owner).length > 0);
    let next = 0;
    const ask = async () => {
        for (let i = next++; i < owners.length; i = next++) {
            const id = owners[i] ?? '';
            const sessions = await whereAllowed(client.getSessions(id));
            if (sessions !== undefined) {
                inventory.setSessions(id, parseTokenSessions(sessions));
            }
            io.progress(`Reading sessions: ${i} of ${owners.length} owners …`);
        }
    };
    await Promise.all(Array.from({length: DEFAULT_CONCURRENCY}, ask));
}

// The list is richer by it, but complete without: what depends on it then stays unknown.
async function whereAllowed<T>(answer: Promise<T>): Promise<T | undefined> {
    return answer.catch((error: unknown) => {
        if (error instanceof RestError && (error.kind === 'forbidden' || error.kind === 'not_found' || error.kind === 'rejected')) {
            return undefined;
        }
        throw error;
    });
}

import {exportCsv} from '../export/export_csv.ts';
import {exportJson} from '../export/export_json.ts';
import {severities} from '../findings/finding.ts';
import {exportRows} from '../inventory/export_rows.ts';
import {toQueryString} from '../inventory/filter.ts';
import {loadEverything} from '../inventory/load_everything.ts';
import {queryInventory} from '../inventory/query.ts';

import {clientFromEnvironment} from './environment.ts';
import {exitCode, UsageError} from './exit_code.ts';
import {parseFilterOption} from './filter_option.ts';
import {textTable} from './text_table.ts';

import type {ExportInfo, ExportRow} from '../export/export_row.ts';
import type {RuleId, Severity} from '../findings/finding.ts';
import type {Filter} from '../inventory/filter.ts';
import type {Everything} from '../inventory/load_everything.ts';
import type {Io} from './scan.ts';

/** How a list is written; CSV and JSON are the page's own exports. */
export const listFormats = {table: writeListTable, json: exportJson, csv: (_: ExportInfo, rows: Iterable<ExportRow>) => exportCsv(rows)} satisfies Record<string, (info: ExportInfo, rows: Iterable<ExportRow>) => Iterable<string>>;

export interface ListCommand {
    server?: string | undefined;
    format: keyof typeof listFormats;

    /** A filter as in the address of the page, such as `state=active&finding=no_session`, or a link to the page. */
    filter: string;
    sessions: boolean;
    failOn?: Severity | undefined;
}

/** Rules that are silent where no session is known. */
const bySession: readonly RuleId[] = ['no_session', 'not_seen_lately', 'created_by_token'];

/** `token-audit list`: every token of a server that the filter wants. Resolves to the exit code; throws UsageError and RestError. */
export async function list(command: ListCommand, io: Io): Promise<number> {
    const filter = parseFilterOption(command.filter);
    const wanted = command.sessions ? undefined : askedOfSessions(filter);
    if (wanted) {
        throw new UsageError(`--filter asks for ${wanted}, which only sessions tell: leave out --no-sessions.`);
    }
    const client = clientFromEnvironment(io.env, command.server);
    const everything = await loadEverything(client, {sessions: command.sessions, onProgress: io.progress});
    const {inventory, findings, completeness} = everything;
    io.progress('');
    const lacking = notes(everything);
    lacking.forEach(io.note);
    const rows = queryInventory(inventory, findings, {filter, sort: 'findings', descending: true});
    const info: ExportInfo = {
        exported_at: io.now(),
        server: client.getUrl(),
        complete: completeness.proven,
        filter: Object.fromEntries(new URLSearchParams(toQueryString(filter))),
    };
    for (const text of listFormats[command.format](info, exportRows(inventory, findings, rows))) {
        await io.write(text);
    }
    const {failOn} = command;
    const isBad = (severity: Severity | undefined) => failOn !== undefined && severity !== undefined && severities.indexOf(severity) >= severities.indexOf(failOn);
    if (rows.some((row) => isBad(findings.worst(row)))) {
        return exitCode.findings;
    }

    // Where a part could not be read, none was found to be as bad only among those that are known.
    return failOn !== undefined && lacking.length > 0 ? exitCode.error : exitCode.nothing_found;
}

function askedOfSessions({finding, sessions, seen_before, seen_after}: Filter): string | undefined {
    if (seen_before !== undefined || seen_after !== undefined) {
        return 'last seen';
    }
    return sessions.length > 0 ? 'sessions' : finding.find((rule) => bySession.includes(rule));
}

/** What a reader must know of a list that is not all it could be. */
export function notes({completeness, missing}: Everything): string[] {
    return [
        ...completeness.proven ? [] : ['The list could not be proven complete: tokens kept changing while it was read.'],
        ...[...missing].map(([part, why]) => `The ${part} could not be read (${why}): what depends on them is not known.`),
    ];
}

function* writeListTable(_: ExportInfo, rows: Iterable<ExportRow>): Generator<string> {
    yield* textTable(['ID', 'OWNER', 'DESCRIPTION', 'STATE', 'SEEN AT LEAST', 'CREATED', 'FINDINGS'], cellsOf(rows));
}

function* cellsOf(rows: Iterable<ExportRow>): Generator<string[]> {
    const day = (at: number | null | undefined) => (at ? new Date(at).toISOString().slice(0, 10) : '');
    for (const {id, username, user_id, description, is_active, last_seen, created_at, findings} of rows) {
        yield [id, username ? `@${username}` : user_id, description, is_active ? 'active' : 'inactive', last_seen === null ? 'no session' : day(last_seen) || 'unknown', day(created_at) || 'unknown', findings.join(' ')];
    }
}

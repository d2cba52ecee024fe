import {diffExports} from '../export/diff_exports.ts';

import type {Incident} from '../attribution/incidents.ts';
import type {DiffCaveat, ExportDiff} from '../export/diff_exports.ts';
import type {ExportRow} from '../export/export_row.ts';
import type {ImportedExport} from '../export/import_json.ts';
import type {RuleId} from '../findings/finding.ts';

/** What a report remembers of the log for the next one: ids and fingerprints only. */
export interface RememberedLog {

    /** Ids of tokens that were failing. */
    failing: readonly string[];

    /** SHA-256 of secrets that stood in the log. */
    leaked: readonly string[];
}

/** What there is to tell now. */
export interface Gathered {
    server: string;
    complete: boolean;
    rows: readonly ExportRow[];

    /** Undefined where the log was not read. */
    incidents: readonly Incident[] | undefined;
    leaked: ReadonlySet<string>;
}

/** A token that began to fail, and its worst incident. */
export interface Failing {
    token_id: string;
    row: ExportRow | undefined;
    incident: Incident;
}

/** What is new since the last report. `first` = there was none: everything dangerous is told. */
export interface Digest {
    first: boolean;
    added: readonly ExportRow[];
    gone: number;
    reactivated: readonly ExportRow[];
    dangerous: ReadonlyArray<{row: ExportRow; rules: readonly RuleId[]}>;
    failing: readonly Failing[];

    /** Secrets in the log that were not there before. */
    leaked: number;
    caveats: readonly DiffCaveat[];
}

/** Compares now with what the last report remembered. Pure. */
export function makeDigest(before: {inventory: ImportedExport; log: RememberedLog} | undefined, now: Gathered): Digest {
    const diff: ExportDiff | undefined = before && diffExports(before.inventory, now);
    const wasFailing = new Set(before?.log.failing);
    const wasLeaked = new Set(before?.log.leaked);
    const rowOf = new Map(now.rows.map((row) => [row.id, row]));
    return {
        first: !before,
        added: diff?.added ?? [],
        gone: diff?.gone.length ?? 0,
        reactivated: diff?.reactivated.map((change) => change.now) ?? [],
        dangerous: diff ? newlyDangerous(diff) : now.rows.filter(({findings}) => findings.length > 0).map((row) => ({row, rules: row.findings})),
        failing: [...failingTokens(now.incidents ?? [])].filter(([id]) => !wasFailing.has(id)).map(([token_id, incident]) => ({token_id, row: rowOf.get(token_id), incident})),
        leaked: [...now.leaked].filter((fingerprint) => !wasLeaked.has(fingerprint)).length,
        caveats: diff?.caveats ?? [],
    };
}

/** What the next report has to know of this log. A log that was not read leaves what was known. */
export function remember({incidents, leaked}: Gathered, before: RememberedLog | undefined): RememberedLog {
    return incidents ?
        {failing: [...failingTokens(incidents).keys()], leaked: [...new Set([...before?.leaked ?? [], ...leaked])]} :
        before ?? {failing: [], leaked: []};
}

/**
 * The tokens as the next report has to know them: with the findings that were told. A rule that could not be judged this
 * time leaves what was known of it: no finding is told twice, and one that turns up later is news.
 */
export function* rememberRows(rows: Iterable<ExportRow>, before: ImportedExport | undefined): Generator<ExportRow, void, undefined> {
    const told = new Map(before?.tokens.map(({id, findings}) => [id, findings]));
    for (const row of rows) {
        const kept = told.get(row.id)?.filter((rule) => row.unjudged?.includes(rule)) ?? [];
        yield {...row, findings: [...row.findings, ...kept], unjudged: undefined};
    }
}

export function isEmpty({added, gone, reactivated, dangerous, failing, leaked}: Digest): boolean {
    return added.length + gone + reactivated.length + dangerous.length + failing.length + leaked === 0;
}

function newlyDangerous({added, newly_dangerous}: ExportDiff): Digest['dangerous'] {
    return [
        ...(added ?? []).filter(({findings}) => findings.length > 0).map((row) => ({row, rules: row.findings})),
        ...newly_dangerous.map((change) => ({row: change.now, rules: change.rules})),
    ];
}

/** Only tokens that surely failed: a digest that nobody looks into must not name the wrong one. */
function failingTokens(incidents: readonly Incident[]): Map<string, Incident> {
    const worst = new Map<string, Incident>();
    for (const incident of incidents) {
        const [id] = incident.token_ids;
        if (id !== undefined && (incident.level === 'exact' || incident.level === 'sole') && incident.count > (worst.get(id)?.count ?? 0)) {
            worst.set(id, incident);
        }
    }
    return worst;
}

import {diffExports} from '../export/diff_exports.ts';

import type {Incident} from '../attribution/incidents.ts';
import type {DiffCaveat, ExportDiff} from '../export/diff_exports.ts';
import type {ExportRow} from '../export/export_row.ts';
import type {ImportedExport} from '../export/import_json.ts';
import type {RuleId} from '../findings/finding.ts';

/** The most fingerprints that are remembered, 64 characters each. */
const MOST_SECRETS = 10_000;

/** What a report remembers of the log for the next one: ids and fingerprints only. */
export interface RememberedLog {

    /** Ids of tokens that were failing. */
    failing: readonly string[];

    /** SHA-256 of secrets that stood in the log and work or can be made to, and of those of which that is not known; the latest told last. */
    leaked: readonly string[];
    unclear: readonly string[];

    /** What could not be read, as it was told. */
    notes: readonly string[];
}

/** What there is to tell now. */
export interface Gathered {
    server: string;
    complete: boolean;
    rows: readonly ExportRow[];

    /** Undefined where the log was not read. */
    incidents: readonly Incident[] | undefined;

    /** Fingerprints of secrets in the log that work, or work again once somebody allows it. */
    leaked: ReadonlySet<string>;

    /** Fingerprints of those of which that is not known: anybody can have them written there. */
    unclear: ReadonlySet<string>;

    /** What could not be read, in sentences. */
    notes: readonly string[];
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

    /** Activated again, or their owner was. */
    revived: readonly ExportRow[];
    dangerous: ReadonlyArray<{row: ExportRow; rules: readonly RuleId[]}>;
    failing: readonly Failing[];

    /** Secrets in the log that were not there before. */
    leaked: number;
    unclear: number;

    /** What could not be read, and was not told the last time. */
    notes: readonly string[];
    caveats: readonly DiffCaveat[];
}

/** Compares now with what the last report remembered. Pure. */
export function makeDigest(before: {inventory: ImportedExport; log: RememberedLog} | undefined, now: Gathered): Digest {
    const diff: ExportDiff | undefined = before && diffExports(before.inventory, now);
    const wasFailing = new Set(before?.log.failing);
    const more = (known: readonly string[], found: ReadonlySet<string>) => countWithout(found, new Set(known));
    const earlier = new Map(before?.inventory.tokens.map((row) => [row.id, row]));
    const rowOf = new Map(now.rows.map((row) => [row.id, row]));
    return {
        first: !before,
        added: diff?.added ?? [],
        gone: diff?.gone.length ?? 0,
        revived: now.rows.filter((row) => isUsable(row) && earlier.has(row.id) && !isUsable(earlier.get(row.id))),
        dangerous: diff ? newlyDangerous(diff) : now.rows.filter(({findings}) => findings.length > 0).map((row) => ({row, rules: row.findings})),
        failing: [...failingTokens(now.incidents ?? [])].filter(([id]) => !wasFailing.has(id)).map(([token_id, incident]) => ({token_id, row: rowOf.get(token_id), incident})),
        leaked: more(before?.log.leaked ?? [], now.leaked),
        unclear: more(before ? [...before.log.unclear, ...before.log.leaked] : [], now.unclear),
        notes: now.notes.filter((note) => !before?.log.notes.includes(note)),
        caveats: diff?.caveats ?? [],
    };
}

/** What the next report has to know of this log. A log that was not read leaves what was known. */
export function remember({incidents, leaked, unclear, notes}: Gathered, before: RememberedLog = {failing: [], leaked: [], unclear: [], notes: []}): RememberedLog {
    return incidents ?
        {failing: [...failingTokens(incidents).keys()], leaked: latest(before.leaked, leaked), unclear: latest(before.unclear, unclear), notes} :
        {...before, notes};
}

function countWithout(found: ReadonlySet<string>, known: ReadonlySet<string>): number {
    return [...found].filter((fingerprint) => !known.has(fingerprint)).length;
}

// A secret may be in the log again after it was rotated away; but what clients make up must not pile up for ever.
function latest(before: readonly string[], found: ReadonlySet<string>): string[] {
    return [...before.filter((fingerprint) => !found.has(fingerprint)), ...found].slice(-MOST_SECRETS);
}

/** Whether the token works, as far as its own state, its expiry and its owner's state go. */
export function isUsable(row: ExportRow | undefined): boolean {
    return Boolean(row?.is_active && !row.findings.includes('owner_deactivated') && !row.findings.includes('expired'));
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

export function isEmpty({added, gone, revived, dangerous, failing, leaked, unclear, notes}: Digest): boolean {
    return added.length + gone + revived.length + dangerous.length + failing.length + leaked + unclear + notes.length === 0;
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

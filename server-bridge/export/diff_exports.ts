import type {RuleId} from '../findings/finding.ts';
import type {ExportRow} from './export_row.ts';
import type {ImportedExport} from './import_json.ts';

/** Why the difference may not be the whole truth. */
export type DiffCaveat =
    | 'other_server' // the export comes from another address: nothing of it may mean anything here
    | 'before_incomplete' // the export was not proven complete: "new" may have been there already
    | 'before_filtered' // the export held only what its filter let through: what is new cannot be told
    | 'now_incomplete'; // what is read now is not proven complete: "gone" may still be there

/** A token that was there before and is there now. */
export interface Changed {
    before: ExportRow;
    now: ExportRow;
}

/** What changed between an earlier export and now. A token can be in more than one list. */
export interface ExportDiff {

    /** Undefined when the export was filtered: a token it does not show may have been there all the same. */
    added: ExportRow[] | undefined;

    /** As they were. */
    gone: ExportRow[];
    reactivated: Changed[];
    deactivated: Changed[];

    /** With the findings that were not there before, though they had been looked for. */
    newly_dangerous: Array<Changed & {rules: RuleId[]}>;
    caveats: DiffCaveat[];
}

/** Every token of the server now, whatever filter the export had. `rows` is read once. */
export interface Now {
    server: string;
    complete: boolean;
    rows: Iterable<ExportRow>;
}

/** Compares an earlier export with all tokens of now. */
export function diffExports(before: ImportedExport, now: Now): ExportDiff {
    const filtered = Object.keys(before.info.filter).length > 0;
    const left = new Map(before.tokens.map((row) => [row.id, row]));
    const added: ExportRow[] = [];
    const diff: ExportDiff = {added: filtered ? undefined : added, gone: [], reactivated: [], deactivated: [], newly_dangerous: [], caveats: []};
    for (const row of now.rows) {
        const earlier = left.get(row.id);
        if (!earlier) {
            if (!filtered) {
                added.push(row);
            }
            continue;
        }
        left.delete(row.id);
        if (earlier.is_active !== row.is_active) {
            (row.is_active ? diff.reactivated : diff.deactivated).push({before: earlier, now: row});
        }
        const rules = newFindings(earlier, row);
        if (rules.length > 0) {
            diff.newly_dangerous.push({before: earlier, now: row, rules});
        }
    }
    diff.gone = [...left.values()];
    const caveats: Array<[DiffCaveat, boolean]> = [
        ['other_server', before.info.server !== now.server],
        ['before_incomplete', !before.info.complete],
        ['before_filtered', filtered],
        ['now_incomplete', !now.complete],
    ];
    diff.caveats = caveats.filter(([, holds]) => holds).map(([caveat]) => caveat);
    return diff;
}

function newFindings(before: ExportRow, now: ExportRow): RuleId[] {
    return now.findings.filter((rule) => !before.findings.includes(rule) && !before.unjudged?.includes(rule));
}

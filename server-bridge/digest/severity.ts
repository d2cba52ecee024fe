import {severities} from '../findings/finding.ts';
import {ruleFacts} from '../findings/rule_facts.ts';

import {isUsable} from './digest.ts';

import type {ExportRow} from '../export/export_row.ts';
import type {RuleId} from '../findings/finding.ts';

/** How bad the worst of these findings is for this token as it is now: a position in `severities`, -1 for none. */
export function worstOf(row: ExportRow, rules: readonly RuleId[]): number {
    return Math.max(-1, ...rules.map((rule) => {
        const severity = isUsable(row) ? ruleFacts[rule].usable : ruleFacts[rule].unusable;
        return severity === undefined ? -1 : severities.indexOf(severity);
    }));
}

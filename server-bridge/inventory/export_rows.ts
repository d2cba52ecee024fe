import {ruleIds} from '../findings/finding.ts';
import {ruleFacts} from '../findings/rule_facts.ts';

import type {ExportRow} from '../export/export_row.ts';
import type {RuleId} from '../findings/finding.ts';
import type {FindingColumn} from './finding_column.ts';
import type {Inventory, Row} from './inventory.ts';

/** Rules that look at sessions, and those that look at audits: without those they cannot be judged. */
const sessionRules = rulesReading('GET /users/{id}/sessions');
const auditRules = rulesReading('GET /audits');

/** The rows as an export holds them, one at a time: a million of them never exist at once. */
export function* exportRows(inventory: Inventory, findings: FindingColumn, rows: Iterable<Row>): Generator<ExportRow, void, undefined> {
    for (const row of rows) {
        if (inventory.has(row)) {
            yield exportRow(inventory, findings, row);
        }
    }
}

function exportRow(inventory: Inventory, findings: FindingColumn, row: Row): ExportRow {
    const lastSeen = inventory.lastSeen(row);
    const lifecycle = inventory.lifecycle(row);
    const isAgeUnknown = lastSeen === 0 && !lifecycle?.created && !inventory.isLookedUp(row);
    const unjudged = [
        ...lastSeen === undefined ? sessionRules : [],
        ...isAgeUnknown ? ['no_session' as const] : [],
        ...lifecycle === undefined ? auditRules : [],
    ];
    return {
        id: inventory.ids.get(row),
        user_id: inventory.userId(row),
        username: inventory.owner(row)?.username,
        description: inventory.descriptions[row] ?? '',
        is_active: inventory.isActive(row),
        last_seen: lastSeen === 0 ? null : lastSeen,
        created_at: lifecycle?.created?.at,
        created_by: lifecycle?.created?.actor_id,
        expires_at: inventory.expiresAt(row),
        findings: findings.of(row).map(({rule}) => rule),
        unjudged: unjudged.length > 0 ? unjudged : undefined,
    };
}

function rulesReading(source: string): readonly RuleId[] {
    return ruleIds.filter((rule) => ruleFacts[rule].source === source);
}

import {chunksOf} from './chunks.ts';
import {csvOf} from './csv.ts';

import type {ExportRow} from './export_row.ts';

/** The columns, in order; each says how its cell is made. */
const columns: Record<string, (row: ExportRow) => string> = {
    id: (row) => row.id,
    user_id: (row) => row.user_id,
    username: (row) => row.username ?? 'unknown',
    description: (row) => row.description,
    state: (row) => (row.is_active ? 'active' : 'inactive'),
    last_seen_at_least: (row) => (row.last_seen === null ? 'no session' : time(row.last_seen)),
    created_at: (row) => time(row.created_at),
    created_by: (row) => row.created_by ?? 'unknown',
    expires_at: (row) => (row.expires_at === 0 ? 'never' : time(row.expires_at)),
    findings: (row) => row.findings.join(' '),
};

/**
 * The rows as CSV (RFC 4180, UTF-8), piece by piece. Times are ISO 8601 in UTC; what is not known says "unknown".
 * Nothing in it runs as a formula: see `csvOf`.
 */
export function* exportCsv(rows: Iterable<ExportRow>): Generator<string, void, undefined> {
    // Excel takes a file for UTF-8 only when it starts with this mark.
    yield `\ufeff${Object.keys(columns).join()}\r\n`;
    const cells = Object.values(columns);
    for (const chunk of chunksOf(rows)) {
        yield csvOf(chunk.map((row) => cells.map((cell) => cell(row))));
    }
}

function time(ms: number | undefined): string {
    return ms === undefined || Number.isNaN(new Date(ms).getTime()) ? 'unknown' : new Date(ms).toISOString();
}

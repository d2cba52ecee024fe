import {chunksOf, wellFormed} from './chunks.ts';

import type {ExportInfo, ExportRow} from './export_row.ts';

/** The name of this format; the number grows when an older reader could no longer make sense of it. */
export const SCHEMA = 'token-audit/inventory@1';

/**
 * The rows as one JSON document, piece by piece, a token a line:
 * `{schema, exported_at, server, complete, filter, tokens: [ExportRow …]}`. `exported_at` is ISO 8601, other times ms since 1970.
 */
export function* exportJson(info: ExportInfo, rows: Iterable<ExportRow>): Generator<string, void, undefined> {
    const {server, complete, filter} = info;
    const head = JSON.stringify({schema: SCHEMA, exported_at: new Date(info.exported_at).toISOString(), server, complete, filter}, wellFormedText);
    yield `${head.slice(0, -1)},"tokens":[`;
    let separator = '\n';
    for (const chunk of chunksOf(rows)) {
        const lines = chunk.map((row) => JSON.stringify(plain(row)));
        yield separator + lines.join(',\n');
        separator = ',\n';
    }
    yield '\n]}\n';
}

// Field by field: whatever else the caller's object may carry stays out of the file.
function plain(row: ExportRow): ExportRow {
    return {
        id: row.id,
        user_id: row.user_id,
        username: row.username === undefined ? undefined : wellFormed(row.username),
        description: wellFormed(row.description),
        is_active: row.is_active,
        last_seen: row.last_seen,
        created_at: row.created_at,
        created_by: row.created_by,
        expires_at: row.expires_at,
        findings: row.findings,
        unjudged: row.unjudged?.length ? row.unjudged : undefined,
    };
}

function wellFormedText(_key: string, value: unknown): unknown {
    return typeof value === 'string' ? wellFormed(value) : value;
}

import {printable} from './printable.ts';

import type {ExportRow} from '../export/export_row.ts';

const DESCRIPTION_WIDTH = 40;
const OWNER_WIDTH = 22;
const TIME_WIDTH = 20;
const STATE_WIDTH = 8;
const ID_WIDTH = 26;
const ROWS_PER_PIECE = 500;

/** Tokens for people to read, a line each, and how many there are below them. Columns have fixed widths: there may be a million. */
export function* writeTokenTable(rows: Iterable<ExportRow>, total: number): Generator<string> {
    let piece = line('TOKEN ID', 'STATE', 'LAST SEEN', 'OWNER', 'DESCRIPTION', 'FINDINGS');
    let listed = 0;
    for (const row of rows) {
        listed++;
        piece += line(row.id, row.is_active ? 'active' : 'inactive', seen(row.last_seen), row.username === undefined ? row.user_id : `@${row.username}`, row.description, row.findings.join(' '));
        if (listed % ROWS_PER_PIECE === 0) {
            yield piece;
            piece = '';
        }
    }
    yield `${listed > 0 ? `${piece}\n` : ''}${listed.toLocaleString('en')} of ${total.toLocaleString('en')} tokens. A token was last seen then at least: the server notes no more.\n`;
}

function line(id: string, state: string, lastSeen: string, owner: string, description: string, findings: string): string {
    return `${[
        id.padEnd(ID_WIDTH),
        state.padEnd(STATE_WIDTH),
        lastSeen.padEnd(TIME_WIDTH),
        printable(owner, ID_WIDTH).padEnd(OWNER_WIDTH),
        printable(description, DESCRIPTION_WIDTH).padEnd(DESCRIPTION_WIDTH),
        findings,
    ].join('  ').trimEnd()}\n`;
}

function seen(at: number | null | undefined): string {
    if (at === undefined) {
        return 'unknown';
    }
    return at === null || Number.isNaN(new Date(at).getTime()) ? 'no session' : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

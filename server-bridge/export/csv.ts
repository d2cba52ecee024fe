import Papa from 'papaparse';

import {wellFormed} from './chunks.ts';

/**
 * The sign of what a spreadsheet may run as a formula: at the beginning of a cell, behind what it may cut off there, or
 * behind a semicolon, a tab or a line break, which begin a cell where another separator than the comma is set. The
 * full-width signs too, which some read as their plain ones.
 */
const formulaSign = /(?<=(?:^|[;\t\r\n])[\s"\p{Cc}\p{Cf}]*)[=+\-@＝＋－＠]/gu;

/** Rows as CSV (RFC 4180), the last one ended too. A ' goes before the sign of whatever a spreadsheet could run as a formula. */
export function csvOf(rows: ReadonlyArray<readonly unknown[]>): string {
    const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? wellFormed(cell).replace(formulaSign, '\'$&') : cell)));
    return `${Papa.unparse(cells, {newline: '\r\n'})}\r\n`;
}

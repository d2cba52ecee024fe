import {printable} from './printable.ts';

/** So many rows decide how wide the columns are; a longer table is not held back for its last row. */
const ROWS_FOR_WIDTHS = 1000;

export type Cell = string;

/** Rows as aligned text, a line each, as they come; `right` are the positions of columns of numbers. */
export function* textTable(heading: readonly Cell[], rows: Iterable<readonly Cell[]>, right: readonly number[] = []): Generator<string> {
    let held: Array<readonly Cell[]> = [heading];
    let widths: number[] | undefined;
    const line = (row: readonly Cell[], wide: readonly number[]) => `${row.map((cell, i) => (right.includes(i) ? cell.padStart(wide[i] ?? 0) : cell.padEnd(wide[i] ?? 0))).join('  ').trimEnd()}\n`;
    for (const row of rows) {
        const cells = row.map((cell) => printable(cell));
        if (widths) {
            yield line(cells, widths);
            continue;
        }
        held.push(cells);
        if (held.length > ROWS_FOR_WIDTHS) {
            widths = widthsOf(held);
            yield* held.map((one) => line(one, widths ?? []));
            held = [];
        }
    }
    if (!widths) {
        const wide = widthsOf(held);
        yield* held.map((one) => line(one, wide));
    }
}

function widthsOf(rows: ReadonlyArray<readonly Cell[]>): number[] {
    return (rows[0] ?? []).map((_, column) => rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0));
}

const WIDEST = 60;

/** So many rows decide how wide the columns are; a longer table is not held back for its last row. */
const ROWS_FOR_WIDTHS = 1000;

export type Cell = string;

/** Rows as aligned text, a line each, as they come; `right` are the positions of columns of numbers. */
export function* textTable(heading: readonly Cell[], rows: Iterable<readonly Cell[]>, right: readonly number[] = []): Generator<string> {
    let held: Array<readonly Cell[]> = [heading];
    let widths: number[] | undefined;
    const line = (row: readonly Cell[], wide: readonly number[]) => `${row.map((cell, i) => (right.includes(i) ? cell.padStart(wide[i] ?? 0) : cell.padEnd(wide[i] ?? 0))).join('  ').trimEnd()}\n`;
    for (const row of rows) {
        const cells = row.map(printable);
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

// What a client sent may hold control sequences for the terminal it ends up on.
function printable(text: string): string {
    const plain = text.replace(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '?');
    return plain.length > WIDEST ? `${plain.slice(0, WIDEST - 1)}…` : plain;
}

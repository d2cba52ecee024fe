/** One measured number beside what it is compared with in the same run. */
export interface Figure {
    name: string;
    value: number;
    unit: 'ms' | 'MB' | 'MB/s' | 's' | 'min' | 'answers' | '×';

    /** What was measured beside it, and how much that was. */
    compared_with: string;

    /** The most it may be, or in words the least; null where nothing is promised. */
    limit: number | string | null;
    ok: boolean;
}

/** A figure, its value rounded as people read it. */
export function figure(name: string, value: number, unit: Figure['unit'], compared_with: string, limit: number | null = null): Figure {
    return {name, value: rounded(value), unit, compared_with, limit, ok: limit === null || value <= limit};
}

/** A figure that is better the larger it is. */
export function figureAtLeast(name: string, value: number, unit: Figure['unit'], compared_with: string, limit: number): Figure {
    return {name, value: rounded(value), unit, compared_with, limit: `at least ${limit}`, ok: value >= limit};
}

function rounded(value: number): number {
    return Number(value.toFixed(value < 10 ? 2 : 0));
}

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] ?? NaN : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** How long `task` takes, in ms. */
export async function elapsed(task: () => unknown): Promise<number> {
    const startedAt = performance.now();
    await task();
    return performance.now() - startedAt;
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
    const lines = [head, ...figures.map(cellsOf)];
    const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
    return lines.map((line) => line.map((cell, column) => cell.padEnd(column === line.length - 1 ? 0 : widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** The same table for a Markdown file. */
export function markdownOf(figures: readonly Figure[]): string {
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...figures.map((one) => line(cellsOf(one)))].join('\n');
}

const head = ['what', 'measured', 'limit', '', 'compared with'];

function cellsOf({name, value, unit, limit, ok, compared_with}: Figure): string[] {
    return [name, `${value.toLocaleString('en')} ${unit}`, limit === null ? '–' : `${limit} ${unit}`, ok ? '' : 'missed', compared_with];
}

/** One measured number beside what it is compared with in the same run. */
export interface Figure {
    name: string;
    value: number;
    unit: 'ms' | 'MB' | 'MB/s' | 's' | 'min' | 'answers' | '×';

    /** What was measured beside it, and how much that was. */
    compared_with: string;

    /** The most it may be; null where nothing is promised. */
    limit: number | null;
    ok: boolean;
}

/** A figure, its value rounded as people read it. */
export function figure(name: string, value: number, unit: Figure['unit'], compared_with: string, limit: number | null = null): Figure {
    return {name, value: Number(value.toFixed(value < 10 ? 2 : 0)), unit, compared_with, limit, ok: limit === null || value <= limit};
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
    const lines = [
        ['what', 'measured', 'limit', '', 'compared with'],
        ...figures.map(({name, value, unit, limit, ok, compared_with}) => [name, `${value} ${unit}`, limit === null ? '–' : `${limit} ${unit}`, ok ? '' : 'over', compared_with]),
    ];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
    return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

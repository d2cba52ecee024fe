import {expect, test} from 'vitest';

import {Column} from './column.ts';

test('a row has what was set last, and what was never set is missing, also far beyond', () => {
    const column = new Column(Float64Array, NaN);
    column.set(3, 1.5);
    column.set(5_000, 7);
    column.set(3, 2.5);
    expect([3, 4, 4_999, 5_000, 5_001, 1e6].map((row) => column.get(row))).toEqual([2.5, NaN, NaN, 7, NaN, NaN]);
});

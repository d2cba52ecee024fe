import {expect, test} from 'vitest';

import {RowIndex} from './row_index.ts';

test('every id leads to its row and an unknown one to none, however many there are', () => {
    const ids: string[] = [];
    const index = new RowIndex(ids);
    const idOf = (i: number) => i.toString(36).padStart(26, '0');
    const foundTooSoon: number[] = [];
    for (let i = 0; i < 20_000; i++) {
        foundTooSoon.push(...index.rowOf(idOf(i)) === undefined ? [] : [i]);
        ids.push(idOf(i));
        index.add(i);
    }
    expect(foundTooSoon).toEqual([]);
    expect(ids.map((id) => index.rowOf(id))).toEqual(ids.map((_, row) => row));
});

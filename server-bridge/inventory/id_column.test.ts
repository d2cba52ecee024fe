import fc from 'fast-check';
import {expect, test} from 'vitest';

import {IdColumn} from './id_column.ts';

const idOf = (i: number) => i.toString(36).padStart(26, '0');
const anyId = fc.stringMatching(/^[a-z0-9]{26}$/);

function columnOf(ids: readonly string[]): IdColumn {
    const column = new IdColumn();
    ids.forEach((id) => column.push(id));
    return column;
}

test('every id leads to its row and back, and an unknown one to none, however many there are', () => {
    const column = new IdColumn();
    const foundTooSoon: number[] = [];
    const rows = Array.from({length: 20_000}, (_, i) => {
        foundTooSoon.push(...column.rowOf(idOf(i)) === undefined ? [] : [i]);
        return column.push(idOf(i));
    });
    expect(foundTooSoon).toEqual([]);
    expect(rows).toEqual(rows.map((_, i) => i));
    expect(rows.map((row) => column.rowOf(column.get(row)))).toEqual(rows);
    expect(rows.map((row) => column.get(row))).toEqual(rows.map(idOf));
    expect([column.get(-1), column.get(20_000)]).toEqual(['', '']);
});

test('what is no id is nowhere and cannot come in', () => {
    const column = columnOf([idOf(1)]);
    expect(['', 'com.example.plugin', `${idOf(1)}x`, idOf(1).slice(1), 'ä'.repeat(26)].map((id) => column.rowOf(id))).toEqual(Array(5).fill(undefined));
    expect(() => column.push('short')).toThrow(RangeError);
});

test('ids compare as their texts do, and are found by any part of them', () => {
    fc.assert(fc.property(fc.uniqueArray(anyId, {minLength: 2, maxLength: 8}), fc.oneof(fc.stringMatching(/^[a-z0-9]{1,3}$/), fc.string(), anyId.map((id) => `${id}0`)), (ids, text) => {
        const column = columnOf(ids);
        const rows = [...ids.keys()];
        expect(rows.map((a) => rows.map((b) => column.isAtMost(a, b)))).toEqual(ids.map((a) => ids.map((b) => a <= b)));
        expect(rows.map(column.finder(text))).toEqual(ids.map((id) => id.includes(text)));
        const [first = ''] = ids;
        expect(column.finder(first.slice(3, 9))(0)).toBe(true);
    }));
});

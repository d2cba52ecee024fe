import {expect, test} from 'vitest';

import {Inventory} from '../../../server-bridge/inventory/inventory.ts';

import {hiddenCount, howMany, selectRange, toggle, toggleAll, withoutGone} from './selection.ts';

const rows = (...list: number[]) => Uint32Array.from(list);

test('ticking a row twice leaves it as it was', () => {
    expect([...toggle(toggle(new Set([1]), 5), 5)]).toEqual([1]);
});

test('a filter hides ticked rows but does not untick them', () => {
    const selection = new Set([1, 2, 3]);
    expect([howMany(selection, rows(2, 9)), hiddenCount(selection, rows(2, 9))]).toEqual(['some', 2]);
});

test('select all adds exactly the rows that match, and a second time takes exactly them away', () => {
    const all = toggleAll(new Set([7]), rows(1, 2));
    expect([...all].sort()).toEqual([1, 2, 7]);
    expect([...toggleAll(all, rows(1, 2))]).toEqual([7]);
});

test('a range goes in either direction and follows the order shown', () => {
    const shown = rows(9, 4, 6, 1);
    expect([...selectRange(new Set(), shown, 2, 1)].sort()).toEqual([4, 6]);
});

test('nothing shown is not all shown', () => {
    expect(howMany(new Set([1]), rows())).toBe('none');
});

test('tokens that are gone leave the selection', () => {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens(['a', 'b'].map((letter) => ({id: letter.repeat(26), user_id: 'u'.repeat(26), description: '', is_active: true})));
    inventory.remove('b'.repeat(26));
    const selection = new Set([0, 1]);
    expect([...withoutGone(selection, inventory)]).toEqual([0]);
    const untouched = new Set([0]);
    expect(withoutGone(untouched, inventory)).toBe(untouched);
});

import {expect, test} from 'vitest';

import {defaultPolicy} from '../../../server-bridge/findings/policy.ts';
import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {FindingColumn} from '../../../server-bridge/inventory/finding_column.ts';
import {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import {RowOrder} from '../../../server-bridge/inventory/row_order.ts';

import {ShownRows} from './shown_rows.ts';

import type {InventorySnapshot} from './inventory_store.ts';

const id = (letter: string, i: number) => `${letter}${i}`.padEnd(26, letter);
const byState = {filter: noFilter, sort: 'state' as const, descending: false};

function tableOf(states: boolean[]) {
    const inventory = new Inventory();
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined});
    const order = new RowOrder(inventory, findings);
    const shown = new ShownRows();
    const set = (i: number, is_active: boolean) => inventory.addTokens([{id: id('t', i), user_id: id('u', 0), description: `token ${i}`, is_active}]);
    inventory.beginPass();
    states.forEach((is_active, i) => set(i, is_active));
    const look = (phase: 'listing' | 'verifying', busy: boolean, query = byState, settled = phase !== 'listing') => {
        const {rows, waiting} = shown.of({inventory, findings, order, settled, load: {phase}} as InventorySnapshot, query, busy);
        return {rows: [...rows], waiting};
    };
    return {set, look};
}

test('while the list is read, rows stay and new ones come behind; once read they are sorted, also under a pointer', () => {
    const {set, look} = tableOf([false]);
    expect(look('listing', true).rows).toEqual([0]);
    set(1, true);
    expect(look('listing', true)).toEqual({rows: [0, 1], waiting: false});
    expect(look('verifying', true).rows).toEqual([1, 0]);
});

test('nothing moves while someone is at work in the table, which says so; it moves once they leave', () => {
    const {set, look} = tableOf([true, true]);
    expect(look('verifying', false).rows).toEqual([0, 1]);
    set(0, false);
    expect(look('verifying', true, byState, false)).toEqual({rows: [0, 1], waiting: false});
    expect(look('verifying', true)).toEqual({rows: [0, 1], waiting: true});
    expect(look('verifying', false)).toEqual({rows: [1, 0], waiting: false});
});

test('whoever asks for another order gets it at once', () => {
    const {set, look} = tableOf([true, true]);
    look('verifying', false);
    set(0, false);
    expect(look('verifying', true, {...byState}).rows).toEqual([1, 0]);
});

test('the same rows are the same object as long as nothing changed, so that nothing is drawn anew', () => {
    const inventory = new Inventory();
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined});
    const snapshot = {inventory, findings, order: new RowOrder(inventory, findings), settled: true, load: {phase: 'verifying'}} as InventorySnapshot;
    const shown = new ShownRows();
    expect(shown.of(snapshot, byState, false)).toBe(shown.of(snapshot, byState, false));
});

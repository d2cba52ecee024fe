import {afterEach, expect, test, vi} from 'vitest';

import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {Inventory} from '../../../server-bridge/inventory/inventory.ts';

import {exportInfo} from './export_inventory.ts';

import type {InventorySnapshot} from '../tokens/inventory_store.ts';

afterEach(() => vi.unstubAllGlobals());

test('an export says how it was filtered, but no word that may be a secret', () => {
    vi.stubGlobal('window', {location: {origin: 'https://chat.example.com'}, basename: ''});
    const inventory = new Inventory();
    const [known, unknown] = ['a'.repeat(26), 'b'.repeat(26)];
    inventory.beginPass();
    inventory.addTokens([{id: known, user_id: 'c'.repeat(26), description: 'ci', is_active: true}]);
    const filterOf = (text: string) => exportInfo({inventory, load: {phase: 'listing'}} as unknown as InventorySnapshot, {...noFilter, state: ['active'], text}).filter;
    expect(filterOf('ci job')).toEqual({text: 'ci job', state: 'active'});
    expect(filterOf(known)).toEqual({text: known, state: 'active'});
    expect(filterOf(`x ${unknown}`)).toEqual({text: '(not written: it may be a secret)', state: 'active'});
    expect(filterOf('')).toEqual({state: 'active'});
});

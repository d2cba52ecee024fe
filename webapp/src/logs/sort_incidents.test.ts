import {expect, test} from 'vitest';

import {incident} from './incident_fixture.ts';
import {incidentColumns, sortIncidents} from './sort_incidents.ts';

import type {IncidentSort} from './sort_incidents.ts';

const names = {user: (id: string) => ({u1: 'zoe', u2: 'adam'}[id] ?? ''), token: (id: string) => id};
const keys = (sort: IncidentSort) => sortIncidents(incidents, sort, names).map(({key}) => key);

const incidents = [
    incident({key: 'a', count: 5, user_ids: ['u1'], first: 30, level: 'none', addresses: [['10.0.0.10', 1]]}),
    incident({key: 'b', count: 5, user_ids: [], first: null, level: 'exact', addresses: []}),
    incident({key: 'c', count: 9, user_ids: ['u2'], first: 10, level: 'likely', addresses: [['10.0.0.9', 1]]}),
];

test.each<[IncidentSort, string]>([
    [{column: 'count', descending: true}, 'cab'],
    [{column: 'count', descending: false}, 'abc'],
    [{column: 'who', descending: false}, 'cab'],
    [{column: 'who', descending: true}, 'acb'],
    [{column: 'first', descending: false}, 'cab'],
    [{column: 'first', descending: true}, 'acb'],
    [{column: 'level', descending: false}, 'bca'],
    [{column: 'addresses', descending: false}, 'cab'],
])('by %j: equal ones as they came, unknown ones last', (sort, order) => {
    expect(keys(sort).join('')).toBe(order);
});

test('every column sorts without losing an incident', () => {
    for (const column of incidentColumns) {
        expect(keys({column, descending: true}).sort().join('')).toBe('abc');
    }
});

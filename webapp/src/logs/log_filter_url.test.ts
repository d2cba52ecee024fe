import {expect, test} from 'vitest';

import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';

import {countOfFilters, isFiltering, logFilterFromSearch, writeLogFilter} from './log_filter_url.ts';

import type {LogFilter} from '../../../server-bridge/log_analysis/log_query.ts';

const id = 'k'.repeat(26);
const secret = 'abcdefghijklmnopqrstuvwxyz';
const written = (filter: Partial<LogFilter>) => {
    const params = new URLSearchParams();
    writeLogFilter({...noLogFilter, ...filter}, params, (word) => word === id);
    return params.toString();
};

test('a filter comes out of an address as it went in', () => {
    const filter: LogFilter = {reasons: ['denied', 'server_error'], levels: ['exact'], user_id: id, token_id: id, address: '10.0.0.1', path: `/users/${id}`, text: 'ci & co', since: 5, until: 7};
    expect(logFilterFromSearch(`?${written(filter)}`)).toEqual(filter);
    expect(logFilterFromSearch('')).toEqual(noLogFilter);
    expect(written({})).toBe('');
});

test.each<[string, Partial<LogFilter>]>([
    ['as a token', {token_id: secret}],
    ['as a user', {user_id: secret}],
    ['in a path', {path: `/hooks/${secret}`}],
    ['in the text', {text: `token=${secret}`}],
    ['as an address', {address: secret}],
])('what may be a secret never goes into an address: %s', (_, filter) => {
    expect(written(filter)).toBe('');
});

test.each(['?log_reasons=constructor', '?log_token_id=<script>', '?log_since=-1', '?log_levels=', '?log_until=1e9'])('%s filters nothing', (search) => {
    expect(isFiltering(logFilterFromSearch(search))).toBe(false);
});

test('filters are counted one by one, the text apart', () => {
    expect(countOfFilters({...noLogFilter, reasons: ['denied', 'client_error'], token_id: id, since: 0, text: 'x'})).toBe(4);
    expect(isFiltering({...noLogFilter, text: 'x'})).toBe(true);
    expect(isFiltering({...noLogFilter, text: ' '})).toBe(false);
});

import {expect, test} from 'vitest';

import {fromLocalInput, toLocalInput} from '../shared/local_time.ts';

import {countOverTime} from './buckets.ts';

import type {TokenEvent} from '../../../server-bridge/audits/token_event.ts';

const berlin = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);
const event = (iso: string, kind: TokenEvent['kind'] = 'created'): TokenEvent => ({
    id: iso, kind, token_id: '', at: at(iso), actor_id: '', owner_id: '', ip_address: '', session_id: '',
});

test('an event at the edge of two bars counts in the later one, and every event once', () => {
    const events = [event('2026-11-25T10:00:00Z'), event('2026-11-25T10:59:59.999Z', 'revoked'), event('2026-11-25T11:00:00Z')];
    const buckets = countOverTime(events, {from: at('2026-11-25T10:00:00Z'), until: at('2026-11-26T10:00:00Z')}, berlin);
    expect(buckets.slice(0, 3).map(({counts, total}) => [counts.created, counts.revoked, total])).toEqual([[1, 1, 2], [1, 0, 1], [0, 0, 0]]);
    expect(countOverTime([event('2026-11-24T00:00:00Z')], {from: at('2026-11-25T10:00:00Z'), until: at('2026-11-26T10:00:00Z')}, berlin).every(({total}) => total === 0)).toBe(true);
});

test.each([
    ['a minute', '2026-11-25T10:00:00Z', '2026-11-25T10:01:00Z', 12, 5_000],
    ['an hour', '2026-11-25T10:00:00Z', '2026-11-25T11:00:00Z', 12, 300_000],
    ['a day', '2026-11-25T10:00:00Z', '2026-11-26T10:00:00Z', 24, 3_600_000],
    ['a month', '2026-11-01T00:00:00+01:00', '2026-12-01T00:00:00+01:00', 30, 86_400_000],
])('%s falls into steps that people know', (_, from, until, count, step) => {
    const buckets = countOverTime([], {from: at(from), until: at(until)}, berlin);
    expect(buckets).toHaveLength(count);
    expect(buckets.map((bucket) => bucket.until - bucket.from)).toEqual(Array(count).fill(step));
});

test('a day begins at midnight of the user\'s time zone, and has 25 hours when clocks go back', () => {
    const [saturday, sunday, monday] = countOverTime([], {from: at('2026-10-24T12:00:00Z'), until: at('2026-11-20T12:00:00Z')}, berlin);
    expect(saturday?.from).toBe(at('2026-10-24T00:00:00+02:00'));
    expect((sunday?.until ?? 0) - (sunday?.from ?? 0)).toBe(25 * 3_600_000);
    expect(monday?.from).toBe(sunday?.until);
});

test('forty years are still few bars, and a hostile span is none rather than endless', () => {
    const buckets = countOverTime([], {from: at('2000-01-01T00:00:00Z'), until: at('2040-01-01T00:00:00Z')}, 'UTC');
    expect(buckets.length).toBe(40);
    expect(countOverTime([], {from: -8e15, until: 8e15}, 'UTC')).toEqual([]);
    expect(countOverTime([], {from: NaN, until: NaN}, 'UTC')).toEqual([]);
});

test.each([
    ['', undefined],
    ['tomorrow', undefined],
    ['2026-02-30T00:00', undefined],
    ['2026-11-25T01:30', at('2026-11-25T00:30:00Z')],
])('the time %j that a person enters is one of their zone', (text, expected) => {
    expect(fromLocalInput(text, berlin)).toBe(expected);
    expect(toLocalInput(expected, berlin)).toBe(expected === undefined ? '' : text);
});

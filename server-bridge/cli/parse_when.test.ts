import {describe, expect, test} from 'vitest';

import {UsageError} from './exit_code.ts';
import {parseRange, parseWhen} from './parse_when.ts';

const now = Date.UTC(2026, 10, 25, 12);

describe('no time', () => {
    test.each([
        ['2026-02-31', 'there is no 2026-02-31'],
        ['2026-02-29T10:00Z', 'there is no 2026-02-29T10:00Z'],
        ['2026-13-45', 'there is no 2026-13-45'],
        ['2026-11-25T25:00', 'there is no 2026-11-25T25:00'],
        ['2026-11-25T10:61', 'there is no 2026-11-25T10:61'],
        ['2026-11-25T10:00+99:00', 'there is no 2026-11-25T10:00+99:00'],
        ['yesterday', '--until takes a date'],
        ['25.11.2026', '--until takes a date'],
        ['-1h', '--until takes a date'],
    ])('%s', (text, message) => {
        expect(() => parseWhen('--until', text, now)).toThrow(UsageError);
        expect(() => parseWhen('--until', text, now)).toThrow(message);
    });
});

test.each([
    ['2026-11-25T10:00Z', '2026-11-25T10:00:00.000Z'],
    ['2026-11-25 10:00 Z', '2026-11-25T10:00:00.000Z'],
    ['2026-11-25T10:00', '2026-11-25T10:00:00.000Z'],
    ['2026-11-25T00:30+02:00', '2026-11-24T22:30:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['90m', '2026-11-25T10:30:00.000Z'],
])('%s is %s, in whatever zone the machine is', (text, expected) => {
    expect(new Date(parseWhen('--since', text, now)).toISOString()).toBe(expected);
});

describe('a range', () => {
    test('does not begin in the future', () => {
        expect(() => parseRange({since: '2026-11-26'}, now)).toThrow('lies in the future');
    });


    test('of a day has the whole of it', () => {
        expect(parseRange({since: '2026-11-25', until: '2026-11-25'}, now)).toEqual({since: Date.UTC(2026, 10, 25), until: Date.UTC(2026, 10, 26) - 1});
    });

    test('may be open', () => {
        expect(parseRange({}, now)).toEqual({since: undefined, until: undefined});
        expect(parseRange({since: '2h'}, now)).toEqual({since: now - 7_200_000, until: undefined});
    });

    test.each([['1h', '2h'], ['1h', '1h'], ['2026-11-25', '2026-11-24'], ['2026-11-25T10:00', '2026-11-25T10:00Z']])('from %s to %s holds nothing, which is told', (since, until) => {
        expect(() => parseRange({since, until}, now)).toThrow(UsageError);
        expect(() => parseRange({since, until}, now)).toThrow(/--since \(2026-11-25T.*Z\) .* --until \(2026-11-2.*Z\)/);
    });
});

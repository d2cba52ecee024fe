import {expect, test} from 'vitest';

import {fromDateInput, toDateInput} from './date_input.ts';

test.each(['', 'x', '2026-1-1', '2026-01-01T00:00', '99999-01-01'])('%j is no day', (value) => {
    expect(fromDateInput(value)).toBeUndefined();
});

test.each(['2026-11-25', '1970-01-02', '2028-02-29'])('%s is the same day again', (value) => {
    expect(toDateInput(fromDateInput(value))).toBe(value);
});

test.each([undefined, NaN, 9e15])('%s shows nothing', (ms) => {
    expect(toDateInput(ms)).toBe('');
});

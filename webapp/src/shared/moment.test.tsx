import React from 'react';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';

import {Moment} from './moment.tsx';
import {textOf} from './text_fixture.tsx';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

beforeEach(() => vi.useFakeTimers({now: Date.UTC(2026, 5, 15, 12)}));
afterEach(() => vi.useRealTimers());

test.each<[number, string]>([
    [-400 * DAY, 'May 11, 2025'],
    [-5 * DAY, '5 days ago'],
    [-3 * 60 * MINUTE, '3 hours ago'],
    [-20 * MINUTE, '20 minutes ago'],
    [0, 'this minute'],
    [3 * MINUTE, 'this minute'],
    [20 * MINUTE, 'in 20 minutes'],
    [5 * 60 * MINUTE, 'in 5 hours'],
    [5 * DAY, 'in 5 days'],
    [30 * DAY, 'Jul 15, 2026'],
    [400 * DAY, 'Jul 20, 2027'],
])('what is %i ms from now reads "%s"', (ms, text) => {
    expect(textOf(<Moment at={Date.now() + ms}/>)).toBe(text);
});

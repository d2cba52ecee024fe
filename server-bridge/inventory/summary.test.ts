import {expect, test} from 'vitest';

import {defaultPolicy} from '../findings/policy.ts';

import {noFilter} from './filter.ts';
import {FindingColumn} from './finding_column.ts';
import {Inventory} from './inventory.ts';
import {filterOfSpan, seenSpans, spanOfFilter, summarise} from './summary.ts';

const id = (letter: string, i: number) => `${letter}${i}`.padEnd(26, letter);
const now = Date.parse('2026-11-25T00:00:00Z');
const day = 24 * 60 * 60_000;

test('tokens, owners and spans are counted once each, active tokens only in the spans', () => {
    const inventory = new Inventory();
    inventory.beginPass();
    inventory.addTokens([0, 1, 2, 3, 4].map((i) => ({id: id('t', i), user_id: id('u', i % 2), description: 'x', is_active: i !== 4})));
    inventory.setSessions(id('u', 0), [{id: id('s', 0), token_id: id('t', 0), create_at: now - (100 * day), last_activity_at: now - (20 * day)}]);
    const findings = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined}, () => now);
    findings.refresh();

    const {severity, ...summary} = summarise(inventory, findings, now);

    expect(summary).toEqual({
        tokens: 5,
        active: 4,
        owners: 2,
        seen: {week: 0, month: 1, quarter: 0, older: 0, no_session: 1, unknown: 2},
    });
    expect(Object.values(severity).reduce((sum, count) => sum + count)).toBeLessThanOrEqual(5);
});

test('each span becomes the filter that finds its tokens, and is known by it hours later still', () => {
    const active = {state: ['active'], sessions: [], seen_after: undefined, seen_before: undefined};
    expect(filterOfSpan('month', now)).toEqual({...active, seen_after: now - (30 * day), seen_before: now - (7 * day)});
    expect(filterOfSpan('older', now)).toEqual({...active, seen_before: now - (90 * day)});
    expect(filterOfSpan('week', now)).toEqual({...active, seen_after: now - (7 * day)});
    expect(filterOfSpan('no_session', now)).toEqual({...active, sessions: ['none']});
    expect(filterOfSpan('unknown', now)).toEqual({...active, sessions: ['unknown']});
    for (const span of seenSpans) {
        const filter = {...noFilter, text: 'gitlab', ...filterOfSpan(span, now)};
        expect([spanOfFilter(filter, now), spanOfFilter(filter, now + (day / 3)), spanOfFilter({...filter, state: []}, now)]).toEqual([span, span, undefined]);
    }
    expect(filterOfSpan(undefined, now)).toEqual({...active, state: []});
    expect(spanOfFilter(noFilter, now)).toBeUndefined();
    expect(spanOfFilter({...noFilter, state: ['active']}, now)).toBeUndefined();
});

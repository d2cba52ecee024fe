import {describe, expect, test} from 'vitest';

import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {everything} from '../activity/activity_query.ts';

import {firstView, searchOfView, viewFromSearch} from './view.ts';

const id = 'k'.repeat(26);
const isKnown = (word: string) => word === id;

test('the first view is the plain address', () => {
    expect(searchOfView(firstView, isKnown)).toBe('');
    expect(viewFromSearch('')).toEqual(firstView);
});

test('a view comes out of its address as it went in', () => {
    const view = {
        tab: 'activity' as const,
        query: {filter: {...noFilter, text: 'ci & co', owner: ['bot' as const], seen_before: 5}, sort: 'last_seen' as const, descending: false},
        token: id,
        log: {...noLogFilter, reasons: ['denied' as const], token_id: id, text: 'jenkins'},
        activity: {text: '10.0.0.7', kinds: new Set(['revoked' as const]), from: 5, until: 70},
    };
    expect(viewFromSearch(searchOfView(view, isKnown))).toEqual(view);
});

describe('never in an address', () => {
    const secret = 'abcdefghijklmnopqrstuvwxyz';
    test('text that may be a secret, while the rest of the view is', () => {
        const view = {...firstView, query: {...firstView.query, filter: {...noFilter, text: secret, state: ['active' as const]}}};
        expect(searchOfView(view, isKnown)).toBe('?state=active');
    });

    test('a token id that is none we know', () => {
        expect(searchOfView({...firstView, token: secret}, isKnown)).toBe('');
        expect(searchOfView({...firstView, log: {...noLogFilter, token_id: secret, text: secret}}, isKnown)).toBe('');
        expect(searchOfView({...firstView, activity: {...everything, text: secret}}, isKnown)).toBe('');
    });
});

test.each(['?token=<script>', '?sort=constructor', '?order=descending', '?token=short&sort=__proto__', '?tab=secrets', '?event_from=-1&event_until=x&event_text='])('%s shows the first view', (search) => {
    expect(viewFromSearch(search)).toEqual(firstView);
});

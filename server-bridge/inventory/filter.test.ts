import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {ruleIds, severities} from '../findings/finding.ts';

import {fromQueryString, isEmpty, isShareable, kindsOf, noFilter, ownerKinds, parseFilter, sessionStates, toQueryString} from './filter.ts';

const time = fc.option(fc.integer({min: 0, max: 4e12}), {nil: undefined});
const filters = fc.record({
    text: fc.string(),
    state: fc.subarray(['active', 'inactive'] as const),
    owner: fc.subarray([...ownerKinds]),
    finding: fc.subarray([...ruleIds]),
    severity: fc.subarray([...severities]),
    sessions: fc.subarray([...sessionStates]),
    seen_before: time,
    seen_after: time,
    created_before: time,
    created_after: time,
});

test('a filter comes out of its query string as it went in', () => {
    fc.assert(fc.property(filters, (filter) => {
        // URLs are text of whole characters: half a surrogate pair becomes a replacement character. Spaces alone are no search.
        const text = new TextDecoder().decode(new TextEncoder().encode(filter.text));
        expect(fromQueryString(toQueryString(filter))).toEqual({...filter, text: text.trim() === '' ? '' : text});
    }), {examples: [[{...noFilter, text: ' '}]]});
});

test('an empty filter leaves the URL clean', () => {
    expect(toQueryString({...noFilter, text: '   '})).toBe('');
    expect([toQueryString(noFilter), isEmpty(noFilter), isEmpty({...noFilter, owner: ['bot']})]).toEqual(['', true, false]);
});

describe('hostile query strings and stored filters', () => {
    test.each([
        'state=__proto__&owner=constructor&finding=everything&severity=',
        'seen_before=-1&created_after=NaN&seen_after=1e99&created_before=99999999999999999999',
        'state=%00&text[]=x&=&&&%',
        'unknown=1',
    ])('%s asks nothing', (search) => {
        expect(fromQueryString(search)).toEqual(noFilter);
    });

    test.each([undefined, null, 7, 'text', [], {text: 7, state: 'active', owner: ['bot', 'x'], seen_before: '5'}, JSON.parse('{"__proto__": {"text": "x"}}')])('%j asks nothing', (value) => {
        expect(parseFilter(value)).toEqual(noFilter);
    });

    test('anything at all becomes some filter', () => {
        fc.assert(fc.property(fc.anything(), (value) => {
            expect(Object.keys(parseFilter(value)).sort()).toEqual(expect.arrayContaining(['owner', 'state', 'text']));
        }));
    });
});

describe('what may go into a URL', () => {
    const known = 'k'.repeat(26);
    test.each([
        ['gitlab pipeline', true],
        [known, true],
        [`find ${known}`, true],
        ['abcdefghijklmnopqrstuvwxyz', false],
        ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', false],
        [`${known} token=abcdefghijklmnopqrstuvwxy1`, false],
        ['abcdefghijklmnopqrstuvw', false],
    ])('%j: %s', (text, shareable) => {
        expect(isShareable(text, (id) => id === known)).toBe(shareable);
    });
});

test.each([
    [{roles: ['system_user']}, ['person']],
    [{roles: ['system_user', 'system_admin'], delete_at: 5}, ['admin', 'deactivated', 'person']],
    [{roles: ['system_guest']}, ['guest']],
    [{is_bot: true, roles: ['system_user', 'system_admin']}, ['bot', 'admin']],
])('an owner with %j is %j', (owner, kinds) => {
    expect(kindsOf({id: 'u'.repeat(26), username: 'x', first_name: '', last_name: '', nickname: '', is_bot: false, delete_at: 0, ...owner})).toEqual(kinds);
});

test('an owner who is not known is of no kind', () => {
    expect(kindsOf(undefined)).toEqual([]);
});

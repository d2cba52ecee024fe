import {describe, expect, test} from 'vitest';

import {errorOfAnswer, parseRetryAfter, RestError} from './rest_error.ts';

const now = Date.parse('2026-11-25T00:00:00Z');

describe('Retry-After', () => {
    test.each([
        [undefined, undefined],
        ['', undefined],
        ['soon', undefined],
        ['-5', undefined],
        ['1e3', undefined],
        ['99999999999999999999', undefined],
        ['0', 0],
        [' 7 ', 7000],
        ['Wed, 25 Nov 2026 00:00:03 GMT', 3000],
        ['Tue, 24 Nov 2026 00:00:00 GMT', 0],
    ])('%j is %j ms', (header, ms) => {
        expect(parseRetryAfter(header, now)).toBe(ms);
    });
});

describe('an answer becomes an error', () => {
    test.each([
        [401, 'unauthorized', false],
        [403, 'forbidden', false],
        [404, 'not_found', false],
        [429, 'rate_limited', false],
        [400, 'rejected', false],
        [501, 'rejected', false],
        [500, 'server', true],
        [503, 'server', true],
    ] as const)('%i is %s, and whether the server acted is unknown: %s', (status, kind, unknown) => {
        const error = errorOfAnswer(status, 'limit exceeded', undefined, now);
        expect([error.kind, error.outcome_unknown]).toEqual([kind, unknown]);
    });

    test('the message names the cause but never the body', () => {
        const error = errorOfAnswer(404, {id: 'app.user_access_token.get_by_user.app_error', message: 'token=abcdefghijklmnopqrstuvwxyz'}, undefined, now);
        expect(error.message).toBe('Mattermost request failed: not_found (404) app.user_access_token.get_by_user.app_error');
    });

    test('a connection that broke leaves the outcome unknown', () => {
        expect(new RestError('network').outcome_unknown).toBe(true);
    });
});

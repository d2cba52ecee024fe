import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {ruleIds} from '../findings/finding.ts';
import {noFilter, toQueryString} from '../inventory/filter.ts';

import {UsageError} from './exit_code.ts';
import {parseFilterOption} from './filter_option.ts';

describe('a filter that would list everything by mistake is refused, with what is allowed:', () => {
    test.each([
        ['stat=active', /"stat".*text, state, owner, finding/],
        ['user=bob.okafor', /"user".*text/],
        ['active', /"active".*state/],
        ['__proto__=x', /"__proto__".*state/],
        ['log_user_id=x', /"log_user_id".*state/],
        ['state=actve', /"actve".*active, inactive/],
        ['state=', /"".*active, inactive/],
        ['state=active,inactve', /"inactve".*active, inactive/],
        ['owner=nobodyhere', /"nobodyhere".*person, bot, guest, admin, deactivated.*text=/],
        ['finding=typo', /"typo".*owner_is_system_admin/],
        ['severity=High', /"High".*info, low, medium, high/],
        ['created_after=2026-11-25', /"2026-11-25".*ms since 1970/],
        ['seen_before=-1', /"-1".*ms since 1970/],
        ['text=', /text/],
        ['finding=expired&finding=no_session', /finding.*once/],
        ['https://chat.example.com/admin_console/user_management/access_tokens?tab=logs', /"tab"/],
    ])('%s', (text, message) => {
        expect(() => parseFilterOption(text)).toThrow(UsageError);
        expect(() => parseFilterOption(text)).toThrow(message);
    });

    test('a secret seen in a log is none that a list without a log can find', () => {
        expect(() => parseFilterOption('finding=expired,secret_seen_in_log')).toThrow(/reads no log.*scan.*report/);
        expect(() => parseFilterOption('finding=typo')).not.toThrow(/secret_seen_in_log/);
    });
});

describe('a filter as the page\'s address has it', () => {
    test.each([
        ['', {}],
        ['https://chat.example.com/admin_console/user_management/access_tokens', {}],
        ['?state=inactive', {state: ['inactive']}],
        ['text=what?&owner=bot,guest', {text: 'what?', owner: ['bot', 'guest']}],
        ['https://chat.example.com/admin_console/user_management/access_tokens?finding=expired&sort=owner&order=ascending&token=x&log_user_id=y&event_kinds=revoked#top', {finding: ['expired']}],
        ['/admin_console/user_management/access_tokens?seen_before=5', {seen_before: 5}],
    ])('%j is read', (text, filter) => {
        expect(parseFilterOption(text)).toEqual({...noFilter, ...filter});
    });

    test('comes out as it went in', () => {
        const filters = fc.record({
            text: fc.string(),
            state: fc.subarray(['active', 'inactive'] as const),
            finding: fc.subarray(ruleIds.filter((rule) => rule !== 'secret_seen_in_log')),
            created_after: fc.option(fc.integer({min: 0, max: 4e12}), {nil: undefined}),
        });
        fc.assert(fc.property(filters, (some) => {
            const filter = {...noFilter, ...some};
            expect(toQueryString(parseFilterOption(toQueryString(filter)))).toBe(toQueryString(filter));
        }));
    });
});

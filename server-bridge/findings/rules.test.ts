import {describe, expect, test} from 'vitest';

import {ruleIds} from './finding.ts';
import {defaultPolicy} from './policy.ts';
import {rules} from './rules.ts';
import {daysAgo, id, inDays, limitOf, noLimit, NOW, rightOf, session, subject} from './subject_fixture.ts';

import type {Finding, RuleId, ServerPolicy, Severity} from './finding.ts';
import type {Policy} from './policy.ts';
import type {Known} from './subject_fixture.ts';

interface World {
    policy?: Partial<Policy>;
    server?: ServerPolicy;
}

type Case = [what: string, known: Known, expected: Severity | 'silent', world?: World];

const admin = {roles: ['system_user', 'system_admin']};
const inactive = {is_active: false};
const gone = {delete_at: daysAgo(5)};
const bot = {username: 'ci-bot', roles: ['system_user'], is_bot: true};
const noExpiry = {expires_at: undefined};
const byToken = {at: daysAgo(30), actor_id: id('u'), by_token_id: id('p')};

const cases: Record<RuleId, Case[]> = {
    owner_is_system_admin: [
        ['an active token', {owner: admin}, 'high'],
        ['an inactive token', {owner: admin, token: inactive}, 'low'],
        ['an expired token', {owner: admin, token: {expires_at: daysAgo(1)}}, 'low'],
        ['an admin who is deactivated', {owner: {...admin, ...gone}}, 'low'],
        ['someone else', {}, 'silent'],
        ['a role that only looks like it', {owner: {roles: ['system_admin_readonly']}}, 'silent'],
        ['an unknown owner', {owner: 'unknown'}, 'silent'],
    ],
    owner_deactivated: [
        ['a token that returns with its owner', {owner: gone}, 'medium'],
        ['a bot that is switched off', {owner: {...bot, ...gone}}, 'medium'],
        ['an inactive token, which stays inactive', {owner: gone, token: inactive}, 'silent'],
        ['an expired token, which stays expired', {owner: gone, token: {expires_at: daysAgo(1)}}, 'silent'],
        ['an active owner', {}, 'silent'],
        ['an unknown owner', {owner: 'unknown'}, 'silent'],
    ],
    owner_may_not_create: [
        ['a person without the right', {owner: {roles: ['system_user']}}, 'medium'],
        ['a guest without the right', {owner: {roles: ['system_guest']}}, 'medium'],
        ['a person with the right', {}, 'silent'],
        ['a system admin', {owner: admin}, 'silent'],
        ['a role of the server\'s own that gives the right', {owner: {roles: ['system_user', 'integrator']}}, 'silent', {server: rightOf('integrator')}],
        ['a server that gives the right to everybody', {owner: {roles: ['system_user']}}, 'silent', {server: rightOf('system_user')}],
        ['a server whose role for it gives the right no more', {}, 'medium', {server: rightOf()}],
        ['a bot, which needs no right', {owner: bot}, 'silent'],
        ['a token that does not work', {owner: {roles: ['system_user']}, token: inactive}, 'silent'],
        ['a deactivated owner', {owner: {roles: ['system_user'], ...gone}}, 'silent'],
        ['roles that could not be read', {owner: {roles: []}}, 'silent'],
        ['an unknown owner', {owner: 'unknown'}, 'silent'],
    ],
    owner_may_post_anywhere: [
        ['everywhere', {owner: {roles: ['system_user', 'system_post_all']}}, 'medium'],
        ['everywhere, and in public channels', {owner: {roles: ['system_post_all_public', 'system_post_all']}}, 'medium'],
        ['in public channels', {owner: {roles: ['system_user', 'system_post_all_public']}}, 'low'],
        ['a bot, too', {owner: {...bot, roles: ['system_user', 'system_post_all']}}, 'medium'],
        ['with an inactive token', {owner: {roles: ['system_post_all']}, token: inactive}, 'info'],
        ['in public channels with an inactive token', {owner: {roles: ['system_post_all_public']}, token: inactive}, 'info'],
        ['nowhere', {}, 'silent'],
        ['an unknown owner', {owner: 'unknown'}, 'silent'],
    ],
    owner_is_guest: [
        ['an active token', {owner: {roles: ['system_guest']}}, 'medium'],
        ['an inactive token', {owner: {roles: ['system_guest']}, token: inactive}, 'info'],
        ['a member', {}, 'silent'],
        ['an unknown owner', {owner: 'unknown'}, 'silent'],
    ],
    bot_without_active_owner: [
        ['a bot whose owner is deactivated', {owner: bot, bot_owner: gone}, 'medium'],
        ['its inactive token', {owner: bot, bot_owner: gone, token: inactive}, 'info'],
        ['a bot whose owner is active', {owner: bot, bot_owner: {}}, 'silent'],
        ['a person', {bot_owner: gone}, 'silent'],
        ['a bot whose owner is not known, such as a plugin\'s', {owner: bot}, 'silent'],
        ['an unknown owner of the token', {owner: 'unknown', bot_owner: gone}, 'silent'],
    ],
    never_expires: [
        ['a token without an end', {token: {expires_at: 0}}, 'low'],
        ['an inactive one', {token: {expires_at: 0, ...inactive}}, 'info'],
        ['a nonsensical end', {token: {expires_at: -1}}, 'low'],
        ['a token with an end', {}, 'silent'],
        ['a server that does not know expiry', {token: noExpiry}, 'silent'],
    ],
    expires_soon: [
        ['in a moment', {token: {expires_at: NOW + 1}}, 'low'],
        ['on the last day of the limit', {token: {expires_at: inDays(14)}}, 'low'],
        ['later', {token: {expires_at: inDays(14) + 1}}, 'silent'],
        ['later, with a longer limit', {token: {expires_at: inDays(20)}}, 'low', {policy: {expires_soon_days: 30}}],
        ['in a moment, switched off', {token: {expires_at: NOW + 1}}, 'silent', {policy: {expires_soon_days: 0}}],
        ['now', {token: {expires_at: NOW}}, 'silent'],
        ['never', {token: {expires_at: 0}}, 'silent'],
        ['an inactive token', {token: {expires_at: inDays(1), ...inactive}}, 'silent'],
        ['a token whose owner is deactivated', {token: {expires_at: inDays(1)}, owner: gone}, 'silent'],
        ['a server that does not know expiry', {token: noExpiry}, 'silent'],
    ],
    expired: [
        ['now', {token: {expires_at: NOW}}, 'info'],
        ['long ago, and inactive', {token: {expires_at: daysAgo(900), ...inactive}}, 'info'],
        ['not yet', {token: {expires_at: NOW + 1}}, 'silent'],
        ['never', {token: {expires_at: 0}}, 'silent'],
        ['a server that does not know expiry', {token: noExpiry}, 'silent'],
    ],
    beyond_lifetime_policy: [
        ['an end after the limit', {token: {expires_at: inDays(30) + 1}}, 'medium', {server: limitOf(30)}],
        ['an end within the limit', {token: {expires_at: inDays(30)}}, 'silent', {server: limitOf(30)}],
        ['no end', {token: {expires_at: 0}}, 'medium', {server: limitOf(30)}],
        ['no end, and an owner who is deactivated', {token: {expires_at: 0}, owner: gone}, 'low', {server: limitOf(30)}],
        ['an inactive token, which the server leaves alone', {token: {expires_at: 0, ...inactive}}, 'silent', {server: limitOf(30)}],
        ['a bot\'s, which the server exempts', {token: {expires_at: 0}, owner: bot}, 'silent', {server: limitOf(30)}],
        ['an unknown owner, who may be a bot', {token: {expires_at: 0}, owner: 'unknown'}, 'silent', {server: limitOf(30)}],
        ['a server without a limit', {token: {expires_at: 0}}, 'silent', {server: limitOf(0)}],
        ['a nonsensical limit', {token: {expires_at: 0}}, 'silent', {server: limitOf(-1)}],
        ['a server that does not know such a policy', {token: {expires_at: 0}}, 'silent', {server: {maximum_lifetime_days: undefined}}],
        ['a limit on a server whose tokens tell no expiry', {token: noExpiry}, 'silent', {server: limitOf(30)}],
    ],
    no_session: [
        ['a token made a month ago', {sessions: []}, 'low'],
        ['a token older than the audits that were read', {sessions: [], created: 'before_audits'}, 'low'],
        ['a token while the audits are not read', {sessions: [], created: undefined}, 'silent'],
        ['an unknown owner', {sessions: [], owner: 'unknown'}, 'low'],
        ['a token made just now', {sessions: [], created: {...byToken, at: daysAgo(7)}}, 'silent'],
        ['a token made by a clock that is ahead', {sessions: [], created: {...byToken, at: inDays(1)}}, 'silent'],
        ['a token made long enough ago', {sessions: [], created: {...byToken, at: daysAgo(7) - 1}}, 'low'],
        ['switched off', {sessions: []}, 'silent', {policy: {no_session_days: 0}}],
        ['a session', {}, 'silent'],
        ['an inactive token, which can have none', {sessions: [], token: inactive}, 'silent'],
        ['a deactivated owner, whose sessions were ended', {sessions: [], owner: gone}, 'silent'],
        ['sessions that are not known', {sessions: undefined}, 'silent'],
    ],
    not_seen_lately: [
        ['over 90 days ago', {sessions: [session(daysAgo(90) - 1)]}, 'medium'],
        ['90 days ago', {sessions: [session(daysAgo(90))]}, 'silent'],
        ['one of its sessions is fresh', {sessions: [session(daysAgo(400)), session(daysAgo(2)), session(daysAgo(300))]}, 'silent'],
        ['a session without activity counts from its start', {sessions: [session(0, daysAgo(2))]}, 'silent'],
        ['a shorter limit', {sessions: [session(daysAgo(31))]}, 'medium', {policy: {not_seen_days: 30}}],
        ['switched off', {sessions: [session(daysAgo(900))]}, 'silent', {policy: {not_seen_days: 0}}],
        ['seen by a clock that is ahead', {sessions: [session(inDays(1))]}, 'silent'],
        ['an inactive token', {sessions: [session(daysAgo(900))], token: inactive}, 'silent'],
        ['no session', {sessions: []}, 'silent'],
        ['sessions that are not known', {sessions: undefined}, 'silent'],
    ],
    inactive_for_long: [
        ['over 90 days', {token: inactive, deactivated_at: daysAgo(90) - 1}, 'low'],
        ['90 days', {token: inactive, deactivated_at: daysAgo(90)}, 'silent'],
        ['a longer limit', {token: inactive, deactivated_at: daysAgo(100)}, 'silent', {policy: {inactive_days: 365}}],
        ['switched off', {token: inactive, deactivated_at: daysAgo(900)}, 'silent', {policy: {inactive_days: 0}}],
        ['activated again since', {deactivated_at: daysAgo(900)}, 'silent'],
        ['nobody knows since when', {token: inactive}, 'silent'],
    ],
    too_many_active: [
        ['eleven', {active_tokens_of_owner: 11}, 'low'],
        ['ten', {active_tokens_of_owner: 10}, 'silent'],
        ['an unknown owner', {active_tokens_of_owner: 11, owner: 'unknown'}, 'low'],
        ['a lower limit', {active_tokens_of_owner: 3}, 'low', {policy: {max_active_tokens: 2}}],
        ['switched off', {active_tokens_of_owner: 5000}, 'silent', {policy: {max_active_tokens: 0}}],
        ['the inactive token beside them', {active_tokens_of_owner: 11, token: inactive}, 'silent'],
    ],
    no_telling_description: [
        ['none', {token: {description: ''}}, 'low'],
        ['a filler', {token: {description: 'test'}}, 'low'],
        ['a filler on an inactive token', {token: {description: 'test', ...inactive}}, 'info'],
        ['a purpose', {}, 'silent'],
    ],
    created_by_token: [
        ['made with a token', {created: byToken}, 'medium'],
        ['made with a token, inactive', {created: byToken, token: inactive}, 'low'],
        ['made by a person who was signed in', {}, 'silent'],
        ['before the audits', {created: 'before_audits'}, 'silent'],
        ['nobody knows how', {created: undefined}, 'silent'],
    ],
    secret_seen_in_log: [
        ['of an active token', {secrets_seen_in_log: 2}, 'high'],
        ['of an inactive token, which can be activated', {secrets_seen_in_log: 1, token: inactive}, 'medium'],
        ['of a token whose owner can come back', {secrets_seen_in_log: 1, owner: gone}, 'medium'],
        ['of an expired token', {secrets_seen_in_log: 1, token: {expires_at: daysAgo(1)}}, 'low'],
        ['not seen, or no log read', {}, 'silent'],
    ],
};

describe.each(ruleIds)('%s', (rule) => {
    test.each(cases[rule])('%s', (_, known, expected, {policy = {}, server = noLimit} = {}) => {
        const found = rules[rule](subject(known), {...defaultPolicy, ...policy}, server, NOW);
        expect(found?.severity ?? 'silent').toBe(expected);
        expect(found?.rule ?? rule).toBe(rule);
    });
});

test.each<[RuleId, Known, Finding['evidence'], ServerPolicy?]>([
    ['owner_deactivated', {owner: gone}, {owner: 'alice', since: daysAgo(5)}],
    ['owner_may_post_anywhere', {owner: {roles: ['system_post_all_public']}}, {owner: 'alice', role: 'system_post_all_public'}],
    ['bot_without_active_owner', {owner: bot, bot_owner: gone}, {bot: 'ci-bot', owner: 'olga', since: daysAgo(5)}],
    ['expires_soon', {token: {expires_at: inDays(3)}}, {expires_at: inDays(3), limit: 14}],
    ['beyond_lifetime_policy', {token: {expires_at: inDays(50)}}, {expires_at: inDays(50), limit: 30}, limitOf(30)],
    ['beyond_lifetime_policy', {token: {expires_at: 0}}, {limit: 30}, limitOf(30)],
    ['no_session', {sessions: []}, {created_at: daysAgo(30)}],
    ['no_session', {sessions: [], created: 'before_audits'}, {}],
    ['not_seen_lately', {sessions: [session(daysAgo(200)), session(daysAgo(100))]}, {seen_at: daysAgo(100), limit: 90}],
    ['inactive_for_long', {token: inactive, deactivated_at: daysAgo(100)}, {deactivated_at: daysAgo(100), limit: 90}],
    ['too_many_active', {active_tokens_of_owner: 11}, {count: 11, limit: 10}],
    ['no_telling_description', {token: {description: ' test '}}, {description: 'test', length: 4}],
    ['created_by_token', {created: byToken}, {by_token: id('p'), created_at: daysAgo(30)}],
    ['secret_seen_in_log', {secrets_seen_in_log: 2}, {count: 2}],
])('the evidence of %s is what was seen', (rule, known, evidence, server = noLimit) => {
    expect(rules[rule](subject(known), defaultPolicy, server, NOW)?.evidence).toEqual(evidence);
});

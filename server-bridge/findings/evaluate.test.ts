import fc from 'fast-check';
import {expect, test} from 'vitest';

import {evaluate, severityRank} from './evaluate.ts';
import {ruleIds, severities} from './finding.ts';
import {defaultPolicy} from './policy.ts';
import {ruleFacts} from './rule_facts.ts';
import {daysAgo, id, inDays, limitOf, noLimit, NOW, owner, session, subject} from './subject_fixture.ts';

import type {Subject} from './finding.ts';

test('a token of which all is known and nothing is dangerous has no findings', () => {
    expect(evaluate(subject(), defaultPolicy, noLimit, NOW)).toEqual([]);
});

test('the worst comes first, and what is as severe in the order of the rules', () => {
    const found = evaluate(subject({
        token: {description: 'test', expires_at: 0},
        owner: {roles: ['system_admin', 'system_post_all']},
        secrets_seen_in_log: 1,
        created: {at: daysAgo(300), actor_id: id('u'), by_token_id: id('p')},
        sessions: [session(daysAgo(100))],
    }), defaultPolicy, noLimit, NOW);

    expect(found.map(({severity, rule}) => `${severity} ${rule}`)).toEqual([
        'high owner_is_system_admin',
        'high secret_seen_in_log',
        'medium owner_may_post_anywhere',
        'medium not_seen_lately',
        'medium created_by_token',
        'low never_expires',
        'low no_telling_description',
    ]);
});

test('of a token of which only its id is known, no rule claims anything', () => {
    const unknown: Subject = {
        ...subject({token: {expires_at: undefined}, owner: 'unknown'}),
        sessions: undefined,
        created: undefined,
        active_tokens_of_owner: 0,
    };
    expect(evaluate(unknown, defaultPolicy, {maximum_lifetime_days: undefined}, NOW)).toEqual([]);
});

const time = fc.constantFrom(0, daysAgo(1000), daysAgo(91), daysAgo(1), NOW, inDays(1), inDays(10), inDays(1000));
const anyOwner = fc.option(fc.record({
    roles: fc.subarray(['system_user', 'system_admin', 'system_user_access_token', 'system_post_all', 'system_post_all_public', 'system_guest']),
    is_bot: fc.boolean(),
    delete_at: time,
}).map(owner), {nil: undefined});
const anySubject: fc.Arbitrary<Subject> = fc.record({
    token: fc.record({
        id: fc.constant(id('t')),
        user_id: fc.constant(id('u')),
        description: fc.oneof(fc.string(), fc.constant('test')),
        is_active: fc.boolean(),
        expires_at: fc.option(time, {nil: undefined}),
    }),
    owner: anyOwner,
    bot_owner: anyOwner,
    sessions: fc.option(fc.array(time.map((at) => session(at)), {maxLength: 2}), {nil: undefined}),
    active_tokens_of_owner: fc.nat(20),
    created: fc.option(fc.record({at: time, actor_id: fc.constant(id('u')), by_token_id: fc.constantFrom(undefined, id('p'))}), {nil: undefined}),
    deactivated_at: fc.option(time, {nil: undefined}),
    secrets_seen_in_log: fc.nat(2),
});

test('whatever a token is like: sorted, no rule twice, never more severe than its facts say', () => {
    fc.assert(fc.property(anySubject, fc.constantFrom(noLimit, limitOf(30)), (any, server) => {
        const found = evaluate(any, defaultPolicy, server, NOW);
        const keys = found.map(({severity, rule}) => [-severityRank(severity), ruleIds.indexOf(rule)] as const);
        expect(keys).toEqual([...keys].sort(([a, b], [c, d]) => (a - c) || (b - d)));
        expect(new Set(found.map(({rule}) => rule)).size).toBe(found.length);
        for (const {rule, severity, source} of found) {
            const {usable, unusable} = ruleFacts[rule];
            const worst = Math.max(...[usable, unusable].flatMap((one) => (one ? [severityRank(one)] : [])));
            expect(severityRank(severity)).toBeLessThanOrEqual(worst);
            expect(source).toBe(ruleFacts[rule].source);
        }
    }));
});

test('a severity that is worse has the higher rank', () => {
    expect(severities.map(severityRank)).toEqual([0, 1, 2, 3]);
});

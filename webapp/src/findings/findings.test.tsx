import React from 'react';
import {renderToStaticMarkup} from 'react-dom/server';
import {createIntl, IntlProvider} from 'react-intl';
import {describe, expect, test} from 'vitest';

import {evaluate} from '../../../server-bridge/findings/evaluate.ts';
import {ruleIds} from '../../../server-bridge/findings/finding.ts';
import {defaultPolicy} from '../../../server-bridge/findings/policy.ts';
import {daysAgo, id, inDays, limitOf, NOW, session, subject} from '../../../server-bridge/findings/subject_fixture.ts';
import {textOf as spacedTextOf} from '../shared/text_fixture.tsx';

import {evidenceValues} from './evidence.tsx';
import {FindingList} from './finding_list.tsx';
import {FindingMarks} from './finding_marks.tsx';
import {ruleEvidence, ruleExplanations, ruleNames} from './rule_messages.ts';
import {RulesHelp} from './rules_help.tsx';

import type {RuleId} from '../../../server-bridge/findings/finding.ts';
import type {Known} from '../../../server-bridge/findings/subject_fixture.ts';

/** A sentence as it reads, whatever tag its last word stands in. */
const textOf = (element: React.ReactElement) => spacedTextOf(element).replaceAll(' .', '.');

const findingsOf = (known: Known) => evaluate(subject(known), defaultPolicy, limitOf(30), NOW);

const admin = {username: 'root', roles: ['system_admin', 'system_post_all']};
const day = (at: number) => createIntl({locale: 'en', timeZone: 'UTC'}).formatDate(at, {dateStyle: 'medium'});

test.each<[RuleId, Known, string]>([
    ['owner_is_system_admin', {owner: admin}, '@root is a system admin.'],
    ['owner_deactivated', {owner: {delete_at: daysAgo(5)}}, `@alice was deactivated on ${day(daysAgo(5))}; the token is still active`],
    ['owner_may_not_create', {owner: {roles: ['system_user']}}, '@alice has no right to create tokens, but this one works.'],
    ['owner_may_post_anywhere', {owner: admin}, '@root may post in every channel, private ones and direct messages included.'],
    ['owner_may_post_anywhere', {owner: {roles: ['system_post_all_public']}}, '@alice may post in every public channel.'],
    ['owner_is_guest', {owner: {roles: ['system_guest']}}, '@alice is a guest.'],
    ['bot_without_active_owner', {owner: {username: 'ci', is_bot: true}, bot_owner: {delete_at: daysAgo(5)}}, `The owner of @ci is @olga, who was deactivated on ${day(daysAgo(5))}.`],
    ['never_expires', {token: {expires_at: 0}}, 'The token has no end.'],
    ['expires_soon', {token: {expires_at: inDays(2)}}, `The token expires on ${day(inDays(2))}, at 12:00`],
    ['expired', {token: {expires_at: daysAgo(1)}}, `The token expired on ${day(daysAgo(1))}.`],
    ['beyond_lifetime_policy', {token: {expires_at: inDays(60)}}, `The token expires on ${day(inDays(60))}; the server allows at most 30 days from now.`],
    ['beyond_lifetime_policy', {token: {expires_at: 0}}, 'The token never expires; the server allows at most 30 days from now.'],
    ['no_session', {sessions: []}, `No session: not used since it was created, re-enabled or its sessions were ended. It was created on ${day(daysAgo(30))}.`],
    ['no_session', {sessions: [], created: 'before_audits'}, 'not used since it was created, re-enabled or its sessions were ended. No trace'],
    ['not_seen_lately', {sessions: [session(daysAgo(91))]}, `Last seen, at least, on ${day(daysAgo(91))}: more than 90 days ago.`],
    ['inactive_for_long', {token: {is_active: false}, deactivated_at: daysAgo(91)}, `Deactivated on ${day(daysAgo(91))}: more than 90 days ago.`],
    ['too_many_active', {active_tokens_of_owner: 11}, 'The owner has 11 active tokens; the limit is 10.'],
    ['no_telling_description', {token: {description: ''}}, 'The token has no description.'],
    ['no_telling_description', {token: {description: 'test'}}, 'The description is “ test ”.'],
    ['created_by_token', {created: {at: daysAgo(1), actor_id: id('u'), by_token_id: id('p')}}, `Created on ${day(daysAgo(1))} with the token ${id('p')}.`],
    ['secret_seen_in_log', {secrets_seen_in_log: 2}, 'The secret stands in the log, in 2 places.'],
])('the evidence of %s reads as a sentence', (rule, known, sentence) => {
    const findings = findingsOf(known).filter((finding) => finding.rule === rule);
    expect(findings).toHaveLength(1);
    expect(textOf(<FindingList findings={findings}/>)).toContain(sentence);
});

test('evidence is plain text too, for an export', () => {
    const [finding] = findingsOf({token: {expires_at: inDays(20), description: '=test'}});
    const intl = createIntl({locale: 'en', onError: () => undefined});
    expect(finding && intl.formatMessage(ruleEvidence[finding.rule], evidenceValues(finding))).toBe('The description is “=test”.');
});

describe('the list', () => {
    const findings = findingsOf({owner: admin, secrets_seen_in_log: 1});

    test('names each finding, why it matters and its source', () => {
        const text = textOf(<FindingList findings={findings}/>);
        for (const {rule, source} of findings) {
            expect(text).toContain(ruleNames[rule].defaultMessage);
            expect(text).toContain(ruleExplanations[rule].defaultMessage);
            expect(text).toContain(`Source: ${source}`);
        }
    });

    test('says when there may be more', () => {
        expect(textOf(
            <FindingList
                findings={findings}
                partial={true}
            />,
        )).toContain('there may be more findings');
        expect(textOf(
            <FindingList
                findings={[]}
                partial={true}
            />,
        )).toBe('None so far');
        expect(textOf(<FindingList findings={[]}/>)).toBe('None');
    });

    test('shows a description that is markup as text', () => {
        const html = renderToStaticMarkup(
            <IntlProvider
                locale='en'
                onError={() => undefined}
            >
                <FindingList findings={findingsOf({token: {description: '<b>'}})}/>
            </IntlProvider>,
        );
        expect(html).toContain('<bdi>&lt;b&gt;</bdi>');
    });
});

test('a cell shows the worst severity and the count in words', () => {
    expect(textOf(<FindingMarks findings={findingsOf({owner: admin, secrets_seen_in_log: 1, token: {expires_at: inDays(20)}})}/>)).toBe('High 3 findings');
    expect(textOf(<FindingMarks findings={findingsOf({token: {expires_at: inDays(3)}})}/>)).toBe('Low 1 finding');
    expect(textOf(<FindingMarks findings={[]}/>)).toBe('None');
});

describe('the help', () => {
    const help = (policy = defaultPolicy, days: number | undefined = 30) => textOf(
        <RulesHelp
            policy={policy}
            server={{maximum_lifetime_days: days}}
        />,
    );

    test('explains every rule with the limits in force', () => {
        const text = help();
        for (const rule of ruleIds) {
            expect(text).toContain(`${ruleNames[rule].defaultMessage} `);
            expect(text).toContain(ruleExplanations[rule].defaultMessage);
        }
        expect(text).toContain('Owner is a system admin High while the token can be used; otherwise Low');
        expect(text).toContain('After 90 days without a sign of use.');
        expect(text).toContain('This server allows 30 days.');
    });

    test('says what is switched off, and what the server does not know', () => {
        expect(help({...defaultPolicy, max_active_tokens: 0})).toContain('Switched off.');
        expect(help(defaultPolicy, 0)).toContain('This server sets no limit.');
        expect(textOf(
            <RulesHelp
                policy={defaultPolicy}
                server={{maximum_lifetime_days: undefined}}
            />,
        )).toContain('does not know such a limit');
    });
});

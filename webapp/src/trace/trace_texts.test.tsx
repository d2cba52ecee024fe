import React from 'react';
import {expect, test} from 'vitest';

import {textOf} from '../shared/text_fixture.tsx';

import {UnseenTokenCard} from './people_cards.tsx';
import {SecretCard} from './secret_card.tsx';
import {FragmentCard} from './unknown_cards.tsx';

import type {Answer, FingerprintMatch, Trace} from '../../../server-bridge/trace/answer.ts';
import type {CardProps} from './answers.tsx';

const ID = 'abcdefghijklmnopqrstuvwx01';
const trace: Trace = {answers: [], tokens: new Map(), people: new Map(), audits_back_to: undefined, left_out: 0};
const me = {id: ID, username: 'anna', first_name: '', last_name: '', nickname: '', roles: [], is_bot: false, delete_at: 0};
const card = {trace, known: {me, is_admin: false, tokens: [], listed: new Set(), bots: [], sessions: [], audits: [], audits_back_to: undefined, registered: new Map()}, onRevoke: () => undefined} as unknown as CardProps;

test.each([
    ['gone_token', 'Nothing is left to do'],
    ['hidden_token', 'It may still work'],
] as const)('of a token that cannot be seen (%s) nothing more is said than is known', (kind, said) => {
    const answer: Extract<Answer, {kind: 'gone_token' | 'hidden_token'}> = {kind, id: ID, events: []};
    expect(textOf((
        <UnseenTokenCard
            answer={answer}
            {...card}
        />
    ))).toContain(said);
});

test.each([
    ['own', 'None of your tokens is registered'],
    ['some_owners', 'Not every owner could be asked: another may have.'],
    ['all_owners', 'No owner registered this fingerprint.'],
] satisfies Array<[FingerprintMatch['searched'], string]>)('a fingerprint that was not found says among whose it was looked for: %s', (searched, said) => {
    expect(textOf((
        <SecretCard
            answer={{kind: 'fingerprint', fingerprint: 'f'.repeat(64), match: {token_ids: [], searched}}}
            {...card}
        />
    ))).toContain(said);
});

test('a word that is withheld says why', () => {
    expect(textOf(<FragmentCard length={30}/>)).toContain('as a secret or a piece of one may be in it');
});

import {expect, test} from 'vitest';

import {describeEvents, everything, isFiltering, matchingButKind} from './activity_query.ts';

import type {TokenEvent, TokenEventKind} from '../../../server-bridge/audits/token_event.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';

const event = (kind: TokenEventKind, token_id: string, at: number, more: Partial<TokenEvent> = {}): TokenEvent => ({
    id: `${kind}${at}`, kind, token_id, at, actor_id: 'actor', owner_id: '', ip_address: '10.0.0.7', session_id: '', ...more,
});
const emile: Owner = {id: 'emile', username: 'emile.dubois', first_name: 'Émile', last_name: 'Dubois', nickname: '', roles: [], is_bot: false, delete_at: 0};
const events = [
    event('revoked', 'gone', 4),
    event('deactivated', 'known', 3),
    event('created', 'gone', 2, {owner_id: 'emile'}),
    event('revoked', 'forgotten', 1, {actor_id: 'emile'}),
];
const rows = describeEvents(events, (id) => (id === 'known' ? {description: 'Nightly report', user_id: 'emile'} : undefined), new Map([['emile', emile]]));
const found = (query: Partial<typeof everything>) => matchingButKind(rows, {...everything, ...query}).map(({event: {at}}) => at);

test('whose a token is comes from the list, or for one that is gone from its creation, or is not known', () => {
    expect(rows.map(({owner_id}) => owner_id)).toEqual(['emile', 'emile', 'emile', undefined]);
    expect(rows.map(({description}) => description)).toEqual([undefined, 'Nightly report', undefined, undefined]);
});

test.each([
    ['nothing finds all', {}, [4, 3, 2, 1]],
    ['a description', {text: 'NIGHTLY'}, [3]],
    ['a token id', {text: 'forgotten'}, [1]],
    ['an owner or actor, without accents and with @', {text: ' @emile'}, [4, 3, 2, 1]],
    ['a full name', {text: 'émile dubois'}, [4, 3, 2, 1]],
    ['an address', {text: '10.0.0.7'}, [4, 3, 2, 1]],
    ['a time, its end excluded', {from: 2, until: 4}, [3, 2]],
    ['everything at once', {text: 'gone', from: 3}, [4]],
])('%s', (_, query, expected) => {
    expect(found(query)).toEqual(expected);
});

test('blanks hide nothing', () => {
    expect([isFiltering(everything), isFiltering({...everything, text: ' '}), isFiltering({...everything, from: 0}), isFiltering({...everything, kinds: new Set()})])
        .toEqual([false, false, true, true]);
});

import {expect, test} from 'vitest';

import {SessionColumns} from './session_columns.ts';

const id = (letter: string, i = 0) => `${letter}${i}`.padEnd(26, letter);
const session = (i: number, ofToken: number, last_activity_at = 5) => ({id: id('s', i), token_id: id('t', ofToken), create_at: 1, last_activity_at});

test('each token has its own sessions, whoever owns it, and an owner without any is known all the same', () => {
    const columns = new SessionColumns();
    columns.replace(0, [session(0, 0), session(1, 1), session(2, 0)]);
    columns.replace(1, [session(3, 2)]);
    columns.replace(2, []);
    expect([0, 1, 2, 3].map((token) => columns.of(id('t', token)))).toEqual([[session(0, 0), session(2, 0)], [session(1, 1)], [session(3, 2)], []]);
    expect([0, 1, 2, 3].map((owner) => columns.isKnown(owner))).toEqual([true, true, true, false]);
});

test('an owner\'s next answer ends what is not in it, renews what is, and a session that comes back is one again', () => {
    const columns = new SessionColumns();
    columns.replace(0, [session(0, 0), session(1, 0)]);
    columns.replace(0, [session(1, 0, 9)]);
    expect(columns.of(id('t'))).toEqual([session(1, 0, 9)]);
    columns.replace(0, [session(0, 0, 20), session(1, 0, 9)]);
    expect(columns.of(id('t'))).toEqual([session(0, 0, 20), session(1, 0, 9)]);
});

test('a session leads to its token while it lives, for its owner alone', () => {
    const columns = new SessionColumns();
    columns.replace(0, [session(0, 4)]);
    expect([columns.tokenOf(0, id('s')), columns.tokenOf(1, id('s')), columns.tokenOf(0, id('s', 1)), columns.tokenOf(-1, id('s'))]).toEqual([id('t', 4), undefined, undefined, undefined]);
    columns.replace(0, []);
    expect(columns.tokenOf(0, id('s'))).toBeUndefined();
});

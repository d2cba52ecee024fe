import {expect, test} from 'vitest';

import {translationProblems} from './check_translations.ts';

test('a translation with all messages and the same placeholders has no problems, whatever its order and plural categories', () => {
    expect(translationProblems({
        plural: '{count, plural, =0 {none} one {# token} other {# tokens of {owner}}}',
        date: 'On {at, date, medium}, at {at, time, short}',
        tag: 'See <link>here</link>',
        nested: '{total, plural, =0 {no events} other {{parts}}}',
    }, {
        nested: '{total, plural, other {{parts}} =0 {žádné}}',
        tag: '<link>Hier</link> sehen',
        date: 'Um {at, time, short} am {at, date, medium}',
        plural: '{count, plural, =0 {žádný} one {# token} few {# tokeny} many {# tokenu} other {# tokenů – {owner}}}',
    })).toEqual([]);
});

test.each([
    ['is missing', 'Hello', undefined, 'text: is not translated'],
    ['is empty', 'Hello', ' ', 'text: is empty'],
    ['lacks a placeholder', '{who} left', 'Weg', 'text: lacks {who}'],
    ['has a placeholder too many', 'Gone', '{who} ist weg', 'text: has {who}, which the source has not'],
    ['lacks a tag', '<b>Gone</b>', 'Weg', 'text: lacks <b>'],
    ['cannot be parsed', 'Gone {who}', 'Weg {who', 'text: cannot be read as a message (EXPECT_ARGUMENT_CLOSING_BRACE)'],
])('a text that %s is named by its id', (_, source, translated, problem) => {
    expect(translationProblems({text: source}, translated === undefined ? {} : {text: translated})).toEqual([problem]);
});

test.each([
    ['another name', '{who}', '{wer}'],
    ['another kind', '{n, number}', '{n}'],
    ['another style', '{at, date, medium}', '{at, date, long}'],
    ['another option', '{k, select, yes {a} other {b}}', '{k, select, ja {a} other {b}}'],
    ['no case for an exact number', '{n, plural, =0 {none} other {#}}', '{n, plural, other {#}}'],
    ['a placeholder inside a plural under another name', '{n, plural, other {# of {who}}}', '{n, plural, other {# von {wer}}}'],
])('%s is both lacking and too many', (_, source, translated) => {
    expect(translationProblems({text: source}, {text: translated}).map((problem) => problem.split(' ')[1])).toEqual(['lacks', 'has']);
});

test('a message that the source no longer has is named', () => {
    expect(translationProblems({}, {old: 'Alt'})).toEqual(['old: is not in the source']);
});

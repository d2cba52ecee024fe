import {expect, test} from 'vitest';

import {visibleText} from './visible_text.ts';

test.each([
    ['a right-to-left override', 'user\u202Egnp.exe', 'user<202E>gnp.exe'],
    ['direction isolates', '\u2066x\u2069', '<2066>x<2069>'],
    ['terminal escapes', '\u001b[31mred\u0000', '<001B>[31mred<0000>'],
    ['line breaks', 'one\r\ntwo\u2028three', 'one<000D><000A>two<2028>three'],
    ['characters of no width', 'ad\u200bmin', 'ad<200B>min'],
    ['half a pair', 'x\ud83d', 'x<D83D>'],
    ['a tower of accents', `a${'\u0301'.repeat(50)}`, 'a\u0301\u0301\u0301'],
    ['markup, which stays text', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['what people write', 'Größe 日本語 👍', 'Größe 日本語 👍'],
])('%s is shown for what it is', (_, text, shown) => {
    expect(visibleText(text)).toBe(shown);
});

test('a field of a megabyte is cut before anything is done with it', () => {
    expect(visibleText('\u202E'.repeat(1_000_000), 3)).toBe('<202E><202E><202E>…');
    expect(visibleText('abc', 3)).toBe('abc');
});

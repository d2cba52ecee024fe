import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {codeSpan, plainText} from './markdown.ts';

describe('a description in a message stays one code span', () => {
    test.each([
        ['', '(no description)'],
        [' \n\t ', '(no description)'],
        ['\u200b\u202e', '(no description)'],
        ['laptop', '`laptop`'],
        ['@all', '`@\u200ball`'],
        ['＠channel', '`@\u200bchannel`'],
        ['a` @here `b', '`a\' @\u200bhere \'b`'],
        ['```\n@all\n```', '`\'\'\' @\u200ball \'\'\'`'],
        ['a\r\n\r\n# Heading', '`a # Heading`'],
        ['a\u2028- item', '`a - item`'],
        ['\\', '`\\`'],
        ['![x](http://evil.example/p.png)', '`![x](http://evil.example/p.png)`'],
        ['\u202egnp.exe', '`gnp.exe`'],
        ['{{tokens}} $& $1', '`{{tokens}} $& $1`'],
        ['\ud800x', '`x`'],
    ])('%j becomes %j', (description, span) => {
        expect(codeSpan(description)).toBe(span);
    });

    test('whatever the text: one line, two backticks, no mention', () => {
        fc.assert(fc.property(fc.string({unit: 'binary', maxLength: 400}), (text) => {
            const span = codeSpan(text);
            expect(span).toMatch(/^(`[^`\n\r\u2028\u2029]+`|\(no description\))$/);
            expect(span).not.toMatch(/@(?!\u200b)/);
            expect([...span].length).toBeLessThanOrEqual(257);
        }));
    });
});

test('a reason keeps its Markdown but mentions nobody and stays on its line', () => {
    expect(plainText(' **ABC-1**\n@all `x` ')).toBe('**ABC-1** @\u200ball \'x\'');
    expect([...plainText('😀'.repeat(2000))]).toHaveLength(1000);
});

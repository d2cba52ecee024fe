import {expect, test} from 'vitest';

import {isBlank} from './description.tsx';

test.each(['', ' \t\n', '\u200B', '\u202E\u2066', '\u00AD\u3164', '\u0000'])('nothing of %j can be seen', (text) => {
    expect(isBlank(text)).toBe(true);
});

test.each(['ci', '.', '\u200Bx', '🔑', 'مفتاح'])('something of %j can', (text) => {
    expect(isBlank(text)).toBe(false);
});

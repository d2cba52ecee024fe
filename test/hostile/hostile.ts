import fc from 'fast-check';
import {afterEach, beforeEach, expect} from 'vitest';

/** Texts that mean harm, by what they try. */
export const hostileTexts = {
    'markup': '<img src=x onerror="window.hit=1"><script>window.hit=1</script><b id="hostile">&lt;b&gt;',
    'an end of whatever it stands in': '\'"`--></script></title></textarea>]]>{{1+1}}${1+1}',
    'a right-to-left override': '\u202egnp.exe\u202c \u2067x\u2069 \u061c\u200f',
    'zero width': 'a\u200bd\u200cm\u200di\u2060n\ufeff\u00ad\u180e',
    'tag characters': 'x\u{e0041}\u{e0042}\u{e007f}',
    'a tower of accents': `Z${'\u0301'.repeat(500)}`,
    'terminal escapes': '\x1b[2J\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]8;;http://evil.example\x1b\\x\x9b31m\x7f\b\b',
    'control characters': 'a\0b\x01\x1f\x85\u2028c\u2029d\r\n\te',
    'a formula': '=HYPERLINK("http://evil.example";"x")',
    'a formula after a sign': '+1+1',
    'a formula by subtraction': '-2+3+cmd|\' /C calc\'!A0',
    'a function': '@SUM(1+1)',
    'a formula after a tab': '\t=1+1',
    'a formula after a carriage return': '\r=1+1',
    'a formula in the next cell': 'x;=1+1;\t=1+1\n=1+1',
    'a mention': '@all @here @channel ＠all ﹫all ~town-square :smile:',
    'a link': '[x](http://evil.example) ![x](http://evil.example/p.png) http://evil.example www.evil.example a@evil.example',
    'an end of a code span': '``` `a` ```\n# Heading\n\n| a | b |\n|---|---|\n> x',
    'half a surrogate pair': 'a\ud800b\udc00c\udfff',
    'the name of an inherited key': '__proto__',
    'another inherited name': 'constructor',
    'a path': '../../../../etc/passwd\0.log',
    'a query': '\'; DROP TABLE Users; --%00?a=b&c#d',
    'a placeholder': '{{tokens}} $& $1 $` %s %n',
    'a number too large': '9'.repeat(400),
    'nothing': '',
    'blanks': ' \u00a0\u3000\t',
} as const;

/** So long that whatever walks it twice for each of its characters never ends. */
export const megabyte = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length));

const inheritedKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'length', 'then', 'toJSON'] as const;
export const hostileNumbers = [NaN, Infinity, -Infinity, -0, -1, 0.5, 5e-324, 1e300, -1e300, 8.64e15 + 1, 2 ** 53 + 2, 2 ** 63, -(2 ** 63)] as const;

/** Texts of JSON that parsers have trouble with. */
export const hostileJson = {
    'a hundred thousand brackets': '['.repeat(100_000) + ']'.repeat(100_000),
    'a hundred thousand braces': '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
    'brackets that never close': '['.repeat(100_000),
    'the same key twice': '{"id":1,"id":{"toString":1},"version":1,"version":2}',
    'numbers no one has': '[1e999,-1e999,-0,1e-999,123456789012345678901234567890]',
    'inherited keys': '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,"valueOf":null}',
    'half a surrogate pair': '"\\ud800"',
    'a megabyte': JSON.stringify(megabyte('x')),
    'a mark of byte order': '\ufeff{}',
    'nothing': '',
    'not even JSON': '{\'a\': undefined}',
} as const;

/** Any text, mostly one that means harm, or several of them in a row. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
    fc.constantFrom(...Object.values(hostileTexts)),
    fc.array(fc.constantFrom(...Object.values(hostileTexts), 'word', ' ', '\n'), {maxLength: 5}).map((texts) => texts.join('')),
    fc.string({unit: 'binary', maxLength: 80}),
);

/** Anything at all that JSON or a structured clone can hold, with the keys and numbers that do harm. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
    hostileText,
    fc.constantFrom(...hostileNumbers, null, undefined, true, false, 0, 1),
    fc.constantFrom(...Object.values(hostileJson).map(parseOrText)),
    fc.anything({
        key: fc.oneof(fc.constantFrom(...inheritedKeys, 'id', 'version'), fc.string()), values: [hostileText, fc.constantFrom(...hostileNumbers, null)],
        maxDepth: 2, maxKeys: 4,
    }),
);

type Path = ReadonlyArray<string | number>;

/** `good` with up to three of its parts replaced by hostile ones, left out, or joined by keys it should not have. */
export function spoiled(good: unknown): fc.Arbitrary<unknown> {
    const paths = pathsIn(good);
    const wound = fc.record({path: fc.constantFrom(...paths), how: fc.constantFrom('replace', 'leave out', 'join'), key: fc.constantFrom(...inheritedKeys), value: hostileValue});
    return fc.array(wound, {maxLength: 3}).map((wounds) => wounds.reduce<unknown>((value, {path, how, key, value: bad}) => edit(value, path, (part) => {
        if (how !== 'join' || typeof part !== 'object' || part === null) {
            return how === 'leave out' ? undefined : bad;
        }

        // As JSON.parse does it: a key of its own, whatever it is called.
        return Array.isArray(part) ? [...part as unknown[], bad] : Object.defineProperty({...part}, key, {value: bad, enumerable: true, configurable: true, writable: true});
    }), good));
}

/** The same as text: JSON as a server or a file holds it, or none. */
export function spoiledJson(good: unknown): fc.Arbitrary<string> {
    return fc.oneof(
        {weight: 5, arbitrary: spoiled(good).map(asJson)},
        {weight: 1, arbitrary: fc.constantFrom(...Object.values(hostileJson))},
        {weight: 1, arbitrary: fc.nat(2000).map((length) => asJson(good).slice(0, length))},
    );
}

function pathsIn(value: unknown, before: Path = []): Path[] {
    return [before, ...typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...before, key])) : []];
}

function edit(value: unknown, [key, ...rest]: Path, change: (part: unknown) => unknown): unknown {
    if (key === undefined) {
        return change(value);
    }
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
        return value;
    }
    const part = edit((value as Record<string, unknown>)[key], rest, change);
    return Array.isArray(value) ? Array.from(value as unknown[], (old, i) => (String(i) === String(key) ? part : old)) : {...value, [key]: part};
}

function asJson(value: unknown): string {
    try {
        // What JSON has no word for comes as text that says it, as `1e999` does for Infinity.
        return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part === Infinity ? '∞' : part))?.replaceAll('"∞"', '1e999') ?? '';
    } catch {
        return hostileJson['a hundred thousand brackets'];
    }
}

function parseOrText(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        return json;
    }
}

/** What `run` gives, or undefined where it throws its own error. Whatever else it throws goes on. */
export function orOwnError<T>(run: () => T, own: abstract new (...args: never[]) => Error): T | undefined {
    try {
        return run();
    } catch (error) {
        if (error instanceof own) {
            return undefined;
        }
        throw error;
    }
}

/** What in a value that came out of a parser cannot be right: ids that are none, numbers and times nobody can count with. */
export function flawsIn(value: unknown, at = ''): string[] {
    if (typeof value === 'number') {
        const isTime = /(?:^|[._])(?:at|last_seen|seen_\w+|created_\w+|since|until|first|last)$/.test(at);
        return !Number.isFinite(value) || (isTime && Number.isNaN(new Date(value).getTime())) ? [`${at} is ${value}`] : [];
    }
    if (typeof value === 'string') {
        return /(?:^|[._])id$/.test(at) && !/^(?:[a-z0-9]{26})?$/.test(value) ? [`${at} is no id`] : [];
    }
    if (value instanceof Map || value instanceof Set) {
        return flawsIn([...value as Iterable<unknown>], at);
    }
    return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => [
        ...key === '__proto__' ? [`${at} holds __proto__`] : [],
        ...flawsIn(part, Array.isArray(value) ? at : `${at}.${key}`),
    ]) : [];
}

/** After each test of a file: what all objects inherit is what it was. */
export function watchPrototypes(): void {
    const inherited = () => [Object.prototype, Array.prototype, String.prototype, Function.prototype].map((prototype) => Reflect.ownKeys(prototype));
    let before: ReturnType<typeof inherited>;
    beforeEach(() => {
        before = inherited();
    });
    afterEach(() => {
        expect(inherited()).toEqual(before);
    });
}

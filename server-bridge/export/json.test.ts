import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {ruleIds} from '../findings/finding.ts';

import {exportJson} from './export_json.ts';
import {ImportError} from './import_error.ts';
import {importJson} from './import_json.ts';

import type {ExportInfo, ExportRow} from './export_row.ts';

const info: ExportInfo = {exported_at: Date.UTC(2026, 10, 25), server: 'https://chat.example.com/sub', complete: true, filter: {}};
const row: ExportRow = {id: 't'.repeat(26), user_id: 'u'.repeat(26), description: 'job', is_active: true, findings: []};

const json = (rows: Iterable<ExportRow>, about = info) => [...exportJson(about, rows)].join('');

/** A good document with `change` over it, as text. */
const changed = (change: object, token: object = {}) => JSON.stringify({...JSON.parse(json([])) as object, tokens: [{...row, ...token}], ...change});

function errorOf(file: string): [string, string] | undefined {
    try {
        importJson(file);
        return undefined;
    } catch (error) {
        if (!(error instanceof ImportError)) {
            throw error;
        }
        return [error.kind, error.path];
    }
}

test('the document states its schema, and a field that is not known is not there', () => {
    expect(JSON.parse(json([row]))).toEqual({
        schema: 'token-audit/inventory@1',
        exported_at: '2026-11-25T00:00:00.000Z',
        server: 'https://chat.example.com/sub',
        complete: true,
        filter: {},
        tokens: [row],
    });
});

test('what else an object carries, such as a secret, stays out of the file', () => {
    expect(json([{...row, token: 'secret'} as ExportRow])).not.toContain('secret');
});

const id = fc.string({unit: fc.constantFrom(...'abcxyz0189'), minLength: 26, maxLength: 26});
const text = fc.string({unit: 'binary', maxLength: 60});
const time = fc.integer({min: 0, max: 8.64e15});
const rules = fc.subarray([...ruleIds]);
const rows = fc.uniqueArray(fc.record({
    id,
    user_id: id,
    username: text,
    description: text,
    is_active: fc.boolean(),
    last_seen: fc.option(time),
    created_at: time,
    created_by: id,
    expires_at: time,
    findings: rules,
    unjudged: fc.subarray([...ruleIds], {minLength: 1}),
}, {requiredKeys: ['id', 'user_id', 'description', 'is_active', 'findings']}), {selector: (token) => token.id});
const infos = fc.record({exported_at: fc.integer({min: 0, max: Date.UTC(9999, 0)}), server: text, complete: fc.boolean(), filter: fc.dictionary(fc.constantFrom('text', 'state', 'owner', 'finding', 'seen_before'), text)});

test('what was exported is what is imported', () => {
    fc.assert(fc.property(infos, rows, (about, tokens) => {
        expect(importJson(json(tokens, about))).toEqual({info: about, tokens});
    }));
});

describe('a file that is no export of ours is refused, with the reason', () => {
    test.each<[string, string, [string, string]]>([
        ['nothing', '', ['not_json', '']],
        ['text', 'id,user_id', ['not_json', '']],
        ['one that was cut off', json([row]).slice(0, -5), ['not_json', '']],
        ['null', 'null', ['not_an_export', '']],
        ['another schema', '{"schema":"spdx@2","tokens":[]}', ['not_an_export', '']],
        ['a schema that is no text', '{"schema":{"toString":1}}', ['not_an_export', '']],
        ['an export of a later version', changed({schema: 'token-audit/inventory@2'}), ['newer_version', '']],
        ['a version that is no number', changed({schema: 'token-audit/inventory@1e9'}), ['not_an_export', '']],
        ['no tokens', changed({tokens: undefined}), ['invalid', 'tokens']],
        ['tokens that are no list', changed({tokens: {length: 1e9}}), ['invalid', 'tokens']],
        ['an id with other characters', changed({}, {id: '../'.repeat(9)}), ['invalid', 'tokens.0.id']],
        ['a megabyte of description', changed({}, {description: 'x'.repeat(1e6)}), ['invalid', 'tokens.0.description']],
        ['half a surrogate pair', changed({}, {description: 'a\ud800b'}), ['invalid', 'tokens.0.description']],
        ['a time no date can hold', changed({}, {created_at: 1e300}), ['invalid', 'tokens.0.created_at']],
        ['a time before 1970', changed({}, {last_seen: -1}), ['invalid', 'tokens.0.last_seen']],
        ['half a millisecond', changed({}, {expires_at: 0.5}), ['invalid', 'tokens.0.expires_at']],
        ['the same token twice', changed({tokens: [row, row]}), ['invalid', 'tokens']],
        ['a date in words', changed({exported_at: 'yesterday'}), ['invalid', 'exported_at']],
        ['a day that does not exist', changed({exported_at: '2026-99-99T00:00:00.000Z'}), ['invalid', 'exported_at']],
        ['a thousand filters', changed({filter: Object.fromEntries(Array.from({length: 1000}, (_, i) => [i, '']))}), ['invalid', 'filter']],
        ['a filter of another shape', changed({filter: {text: {deep: 1}}}), ['invalid', 'filter.text']],
        ['a finding that is no name', changed({}, {findings: ['<script>']}), ['invalid', 'tokens.0.findings.0']],
    ])('%s', (_what, file, error) => {
        expect(errorOf(file)).toEqual(error);
    });

    test('a million brackets', () => {
        const deep = '['.repeat(1e6) + ']'.repeat(1e6);
        expect(errorOf(deep)).toEqual(['not_an_export', '']);
        expect(errorOf(json([]).replace('"tokens":[', `"tokens":[${deep},`))?.[0]).toMatch(/^(invalid|not_json)$/);
    });
});

test('keys that objects inherit change nothing', () => {
    const file = json([row]).replace('"filter":{}', '"filter":{"__proto__":"x","constructor":"y"},"__proto__":{"complete":false}')
        .replace('"description"', '"__proto__":{"is_admin":true},"description"');
    const {info: read, tokens} = importJson(file);
    expect([read.complete, Object.hasOwn(read.filter, '__proto__'), ({} as {complete?: boolean}).complete]).toEqual([true, false, undefined]);
    expect(tokens).toEqual([row]);
});

test('a rule of another version is left out, and a byte order mark is no error', () => {
    expect(importJson(`\ufeff${changed({}, {findings: ['never_expires', 'rule_of_tomorrow']})}`).tokens[0]?.findings).toEqual(['never_expires']);
});

test('whatever a file holds, only an ImportError comes out', () => {
    const tokenLike = fc.dictionary(fc.constantFrom(...Object.keys(row), '__proto__', 'last_seen', 'unjudged'), fc.jsonValue());
    const documentLike = fc.record({schema: fc.constantFrom('token-audit/inventory@1', 'token-audit/inventory@02', 1), tokens: fc.oneof(fc.array(tokenLike), fc.jsonValue()), filter: fc.jsonValue()});
    const file = fc.oneof(fc.string(), fc.json(), documentLike.map((value) => changed(value)), fc.nat().map((n) => json([row]).slice(0, n % 300)));
    fc.assert(fc.property(file, (content) => {
        errorOf(content);
    }), {numRuns: 500});
});

import fc from 'fast-check';
import * as v from 'valibot';
import {describe, expect, test} from 'vitest';

import {parseJournalEntries, parseJournalRun} from '../../server-bridge/bulk/journal.ts';
import {formatNotes, parseNote} from '../../server-bridge/bulk/quarantine_note.ts';
import {recordToJson} from '../../server-bridge/bulk/run_record.ts';
import {exportJson} from '../../server-bridge/export/export_json.ts';
import {ImportError} from '../../server-bridge/export/import_error.ts';
import {importJson} from '../../server-bridge/export/import_json.ts';
import {sessionStates} from '../../server-bridge/inventory/filter.ts';
import {sortColumns} from '../../server-bridge/inventory/row_order.ts';
import {MAX_LENGTH, parseStored} from '../../server-bridge/preferences/preferences.ts';
import {parseTokens} from '../../server-bridge/tokens/token.ts';
import {KINDS} from '../../webapp/src/activity/activity_query.ts';
import {searchOfView, tabs, viewFromSearch} from '../../webapp/src/console/view.ts';
import {levels, reasons} from '../../webapp/src/logs/log_messages.ts';

import {flawsIn, hostileNumbers, hostileText, hostileValue, megabyte, orOwnError, spoiled, spoiledJson, watchPrototypes} from './hostile.ts';

import type {View} from '../../webapp/src/console/view.ts';

watchPrototypes();

const id = (letter: string) => letter.repeat(26);
const ids = fc.constantFrom(...'abc').map(id);

/** What a URL or a file makes of text: whole characters only. */
const asUtf8 = (text: string) => new TextDecoder('utf-8', {ignoreBOM: true}).decode(new TextEncoder().encode(text));

describe('the journal of bulk runs', () => {
    const run = {version: 1, id: 'a'.repeat(12), action: 'revoke', by: {id: id('u'), username: 'root'}, started_at: 5, reason: 'leak', tell: true, unchanged: 0, tokens: [[id('t'), id('u')]]};
    const entries = [{kind: 'answer', id: id('t'), answer: 'accepted'}, {kind: 'told', user_id: id('u'), status: 'sent', ids: [id('t')]}];

    test('gives a sound run or none, and a record can be made of whatever it gives', () => {
        expect(parseJournalRun(run)).toEqual(run);
        fc.assert(fc.property(fc.oneof(spoiled(run), hostileValue), (stored) => {
            const parsed = parseJournalRun(stored);
            expect(flawsIn({...parsed, id: id('r')})).toEqual([]);
            if (parsed) {
                const facts = {
                    ...parsed, run_id: parsed.id, finished_at: parsed.started_at, went_on: true, told: undefined, result: {outcomes: new Map(), stopped: undefined},
                    tokens: parsed.tokens.map(([tokenId, user_id]) => ({id: tokenId, user_id, description: '', is_active: true, last_seen: undefined})), ownerOf: () => undefined,
                };
                expect(JSON.parse(recordToJson(facts))).toMatchObject({run_id: parsed.id});
            }
        }), {numRuns: 500});
    });

    test('gives only entries that are some', () => {
        expect(parseJournalEntries(entries)).toEqual(entries);
        fc.assert(fc.property(fc.oneof(spoiled(entries), hostileValue), (stored) => {
            expect(flawsIn(parseJournalEntries(stored))).toEqual([]);
        }), {numRuns: 500});
    });
});

describe('preferences', () => {
    const schema = v.object({version: v.literal(1), views: v.array(v.object({name: v.string(), search: v.string()}))});
    const stored = {version: 1, views: [{name: 'bots', search: '?owner=bot'}]};

    test('of a schema come out as it says, or not at all', () => {
        expect(parseStored(schema, JSON.stringify(stored))).toEqual(stored);
        fc.assert(fc.property(spoiledJson(stored), (value) => {
            const parsed = parseStored(schema, value);
            expect(parsed === undefined || v.is(v.strictObject({version: v.literal(1), views: v.array(v.strictObject(schema.entries.views.item.entries))}), parsed)).toBe(true);
        }), {numRuns: 500});
    });

    test('that note deactivated tokens come back as they were, whatever the reason, and fit', () => {
        const note = fc.record({at: fc.integer({min: 0, max: 8.64e15}), reason: fc.oneof(hostileText, hostileText.filter(Boolean).map(megabyte)), token_ids: fc.array(ids, {minLength: 1, maxLength: 700})});
        fc.assert(fc.property(note, (given) => {
            const {preferences} = formatNotes(id('u'), 'a'.repeat(12), given);
            const notes = preferences.map(({name, value}) => {
                expect(value.length).toBeLessThanOrEqual(MAX_LENGTH);
                return parseNote(name, value);
            });
            expect(notes.flatMap((one) => one?.token_ids)).toEqual(given.token_ids);
            expect(notes.every((one) => one?.at === given.at && given.reason.startsWith(one.reason))).toBe(true);
        }), {numRuns: 50});
    });

    test('that are no notes of deactivated tokens, or broken ones, are none or sound', () => {
        const note = {version: 1, at: 5, reason: 'x', ids: `${id('a')} ${id('b')}`};
        fc.assert(fc.property(fc.oneof(fc.constant('q_aaaaaaaaaaaa_0'), hostileText), spoiledJson(note), (name, value) => {
            const parsed = parseNote(name, value);
            expect(flawsIn(parsed)).toEqual([]);
            expect(parsed?.token_ids.filter((tokenId) => !/^[a-z0-9]{26}$/.test(tokenId)) ?? []).toEqual([]);
        }), {numRuns: 500});
    });
});

describe('addresses of the page', () => {
    const texts = hostileText.map(asUtf8);
    const times = fc.option(fc.nat(1e15 - 1));
    const optionalTimes = fc.option(fc.nat(1e15 - 1), {nil: undefined});
    const views: fc.Arbitrary<View> = fc.record({
        tab: fc.constantFrom(...tabs),
        query: fc.record({
            filter: fc.record({
                text: texts, state: fc.subarray(['active', 'inactive'] as const), owner: fc.subarray(['person', 'bot'] as const), finding: fc.subarray(['expired', 'no_session'] as const),
                severity: fc.constant([]), sessions: fc.subarray([...sessionStates]), seen_before: optionalTimes, seen_after: optionalTimes, created_before: optionalTimes, created_after: optionalTimes,
            }),
            sort: fc.constantFrom(...sortColumns), descending: fc.boolean(),
        }),
        token: fc.oneof(ids, fc.constant('')),
        log: fc.record({
            reasons: fc.subarray([...reasons]), levels: fc.subarray([...levels]), user_id: fc.oneof(ids, fc.constant('')), token_id: fc.oneof(ids, fc.constant('')),
            address: texts, path: texts, text: texts, since: times, until: times,
        }),
        activity: fc.record({text: texts, kinds: fc.subarray([...KINDS]).map((kinds) => new Set(kinds)), from: optionalTimes, until: optionalTimes}),
    });

    test('hold a view of hostile texts, and give it back', () => {
        fc.assert(fc.property(views, (view) => {
            // Spaces alone search for nothing.
            const {query, activity} = view;
            const search = (text: string) => (text.trim() === '' ? '' : text);
            expect(viewFromSearch(searchOfView(view, () => true))).toEqual({
                ...view,
                query: {...query, filter: {...query.filter, text: search(query.filter.text)}},
                activity: {...activity, text: search(activity.text)},
            });
        }), {numRuns: 300});
    });

    test('that mean harm show some view, which has an address of its own', () => {
        const names = ['text', 'state', 'owner', 'finding', 'seen_before', 'sort', 'order', 'tab', 'token', 'log_reasons', 'log_levels', 'log_user_id', 'log_since', 'log_text', 'event_text', 'event_kinds', 'event_from', '__proto__', 'constructor'];
        const search = fc.oneof(hostileText, fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(hostileText, fc.constantFrom(...hostileNumbers).map(String)))).map((pairs) => `?${new URLSearchParams(pairs)}`));
        fc.assert(fc.property(search, (address) => {
            const view = viewFromSearch(address);
            expect(flawsIn(view)).toEqual([]);
            const again = searchOfView(view, () => true);
            expect(searchOfView(viewFromSearch(again), () => true)).toBe(again);
        }), {numRuns: 500});
    });
});

describe('exports', () => {
    const info = {exported_at: 5, server: 'https://chat.example.com', complete: true, filter: {text: 'x'}};
    const row = {id: id('t'), user_id: id('u'), username: 'anna', description: 'job', is_active: true, last_seen: 5, created_at: 5, created_by: id('u'), expires_at: 0, findings: ['expired'], unjudged: ['no_session']};
    const [header = ''] = exportJson({...info, filter: {}}, []);
    const document = {...JSON.parse(`${header}]}`) as object, ...{tokens: [row]}};

    test('that are spoiled are refused with the reason, or sound', () => {
        expect(importJson(JSON.stringify(document)).tokens).toEqual([row]);
        fc.assert(fc.property(spoiledJson(document), (file) => {
            const imported = orOwnError(() => importJson(file), ImportError);
            expect(flawsIn(imported)).toEqual([]);
        }), {numRuns: 400});
    });

    test('of what a hostile server says of a token can always be read again', () => {
        fc.assert(fc.property(fc.oneof(fc.constantFrom(...hostileNumbers), fc.nat()), fc.oneof(hostileText, fc.constant(megabyte('x'))), (expires_at, description) => {
            const answer: unknown = JSON.parse(JSON.stringify([{id: id('t'), user_id: id('u'), is_active: true, description, expires_at: Number.isFinite(expires_at) ? expires_at : undefined}]));
            const tokens = parseTokens(answer);
            const rows = tokens.map((token) => ({...token, findings: []}));
            const [imported] = importJson([...exportJson(info, rows)].join('')).tokens;
            expect(imported).toMatchObject({id: id('t'), description: asUtf8(description.slice(0, 1000))});
        }), {numRuns: 300});
    });
});

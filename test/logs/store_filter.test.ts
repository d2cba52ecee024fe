import {readFile} from 'node:fs/promises';
import path from 'node:path';

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {NeedleSearch} from '../../server-bridge/log/needle_search.ts';
import {isFailure, needles, storeFilter} from '../../server-bridge/log/needles.ts';

import {failedRequest, formats, plainLine, wrappers} from './formats.ts';
import {readEvents} from './read_events.ts';
import {corpora} from './score.ts';

import type {Read} from './read_events.ts';

const isSelected = (line: string) => storeFilter.every((texts) => texts.some((text) => line.includes(text)));
const linesOf = async (corpus: string, file: string) => (await readFile(path.join(corpora, corpus, file), 'utf8')).split('\n').filter(Boolean);

/** What a scan found, without where in the log it stood. */
const found = ({events, records, secrets}: Read) => ({events: events.map((event) => ({...event, line: 0})), records, secrets: [...secrets]});

/** One in another, as Docker in journald is. */
const nested = Object.entries(wrappers).flatMap(([name, wrap]) => [
    [name, wrap] as const,
    ...['journald as JSON', 'Docker json-file'].map((outer) => [`${name} in ${outer}`, (line: string) => wrappers[outer]?.(wrap(line)) ?? ''] as const),
]);

describe.each(['dev-json', 'dev-plain'])('of %s, the lines that a store selects', (corpus) => {
    test.each(nested)('tell all that the whole log tells, with %s around them', async (_, wrap) => {
        const lines = [...await linesOf(corpus, 'mattermost.log'), ...await linesOf(corpus, 'audit.log')].map(wrap);
        const all = await readEvents(lines.join('\n'));
        expect(all.events.length).toBeGreaterThan(150);
        expect(found(await readEvents(lines.filter(isSelected).join('\n')))).toEqual(found(all));
    });

    test('are the very ones that the scan itself takes a look at', async () => {
        const lines = [...await linesOf(corpus, 'mattermost.log'), ...await linesOf(corpus, 'audit.log')];
        const search = new NeedleSearch(needles, isFailure);
        const isLookedAt = (line: string) => {
            const bytes = new TextEncoder().encode(line);
            return search.findAll(bytes, 0, bytes.length).length > 0;
        };
        expect(lines.filter(isSelected)).toEqual(lines.filter(isLookedAt));
    });
});

test('a failing status is selected however it is quoted and wherever the scan sees it, and one that is no failure is not', async () => {
    const wraps = fc.array(fc.constantFrom(...Object.values(wrappers)), {maxLength: 3});
    await fc.assert(fc.asyncProperty(wraps, fc.integer({min: 100, max: 599}), fc.constantFrom(...Object.values(formats)), async (wrapsOfLine, status, format) => {
        const received = format('debug', 'Received HTTP request', [['method', 'GET'], ['url', '/api/v4/x'], ['request_id', 'xxn9ks4cyin78fash3c3iwjcqw'], ['status_code', `${status}`]]);
        const line = wrapsOfLine.reduce((text, wrap) => wrap(text), received);
        const {events} = await readEvents(line);
        return events.length === 0 || isSelected(line);
    }), {numRuns: 2000});
    expect(isSelected(formats.json?.('debug', 'Received HTTP request', [['status_code', '204']]) ?? '')).toBe(false);
    expect(isSelected(formats.json?.('debug', 'Received HTTP request', [['status_code', '404']]) ?? '')).toBe(true);
});

test('both ends of a line that its path broke are selected, so that what stands between is not believed', async () => {
    const forged = failedRequest(plainLine, 403);
    const broken = plainLine('debug', 'Received HTTP request', [['method', 'GET'], ['url', `/a b\nfiller\n${forged}\nc`], ['request_id', 'xxn9ks4cyin78fash3c3iwjcqw'], ['status_code', '200']]);
    const selected = `${broken}\n${failedRequest(plainLine, 404)}`.split('\n').filter(isSelected);
    expect(selected).toHaveLength(4);
    expect((await readEvents(selected.join('\n'))).events).toMatchObject([{status: 404}]);
});

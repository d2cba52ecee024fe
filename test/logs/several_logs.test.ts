import {readFile} from 'node:fs/promises';
import path from 'node:path';

import {expect, test} from 'vitest';

import {scanFiles} from '../../server-bridge/log/scan_files.ts';

import {deadCredential, failedRequest, jsonLine, REQUEST_ID} from './formats.ts';
import {chunksOf} from './read_events.ts';
import {corpora} from './score.ts';

const SECRET = 'pzj895j76pngpp5rjnfgny37xe';
const scan = (...texts: string[]) => scanFiles(texts.map((text, i) => ({name: `${i}.log`, bytes: chunksOf(text)})));

test.each(['dev-json', 'dev-plain'])('%s, cut in two after any line as rotation does, holds no request twice', async (corpus) => {
    const lines = (await readFile(path.join(corpora, corpus, 'mattermost.log'), 'utf8')).split('\n');
    const whole = await scan(lines.join('\n'));
    const told = ({events}: typeof whole) => events.map(({reason, status, request_id, fingerprint, at}) => ({reason, status, request_id, fingerprint, at}));
    const cuts = lines.flatMap((line, i) => (line.includes('Invalid session') ? [i + 1] : []));
    expect(cuts.length).toBeGreaterThan(10);
    for (const cut of [...cuts.slice(0, 10), 1, 500, lines.length - 1]) {
        expect(told(await scan(lines.slice(0, cut).join('\n'), lines.slice(cut).join('\n')))).toEqual(told(whole));
    }
});

test('a request that two logs tell of is one, and another of the same credential is not', async () => {
    const one = deadCredential(jsonLine, SECRET, 'inactive_token').join('\n');
    const another = one.replaceAll(REQUEST_ID, '99mgp67co3gwzncm3d56mtg1ur');
    expect((await scan(one, one)).events).toHaveLength(1);
    expect((await scan(one, another)).events).toHaveLength(2);
});

test('the events of the time that is asked for are kept, those around it where there is room', async () => {
    const at = (second: number, path: string) => failedRequest(jsonLine, 403, {path}).replace('01:15:03', `01:15:${second}`).replace(REQUEST_ID, `${path.slice(1).padEnd(24, 'x')}${second}`);
    const text = Array.from({length: 40}, (_, i) => at(10 + i, `/p${i}`)).join('\n');
    const asked = {since: Date.UTC(2026, 10, 25, 1, 15, 40), until: Date.UTC(2026, 10, 25, 1, 16)};
    const read = (max_events: number) => scanFiles([{name: 'a.log', bytes: chunksOf(text)}], {max_events, asked});
    const {events, dropped} = await read(12);
    expect(events.filter((event) => (event.at ?? 0) >= asked.since)).toHaveLength(10);
    expect([events.length, dropped]).toEqual([12, 0]);
    expect((await read(4)).dropped).toBe(6);
});

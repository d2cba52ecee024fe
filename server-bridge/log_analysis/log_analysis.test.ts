import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {gzipSync} from 'node:zlib';

import {beforeAll, describe, expect, test} from 'vitest';

import {chunksOf} from '../../test/logs/read_events.ts';
import {NOON, World, idOf, refused, denied, fingerprintOf} from '../../test/logs/world.ts';
import {parseServerState} from '../attribution/server_state.ts';
import {LogCollection} from '../log/log_collection.ts';
import {unpack} from '../log/unpack.ts';

import {contextOf} from './context.ts';
import {LogAnalysis} from './log_analysis.ts';
import {noLogFilter} from './log_query.ts';
import {makeReport} from './report.ts';
import {writeCsv} from './write_csv.ts';
import {writeJson} from './write_json.ts';

import type {LoadedState} from '../attribution/load_state.ts';
import type {LogEvent} from '../log/event.ts';
import type {ScanResult} from '../log/scan_files.ts';
import type {IncidentRow, LogFilter} from './log_query.ts';

const corpora = path.join(import.meta.dirname, '../../test/logs');
const read = (corpus: string, file: string) => readFile(path.join(corpora, corpus, file));
const loadedFrom = (state: unknown): LoadedState => ({state: parseServerState(state), registered: new Map(), is_complete: true});

async function collect(files: Record<string, Uint8Array>): Promise<LogCollection> {
    const logs = new LogCollection();
    for (const [name, bytes] of Object.entries(files)) {
        await logs.read({name, bytes: chunksOf(bytes)});
    }
    return logs;
}

/** Rows as the command line has them. */
function plain(rows: readonly IncidentRow[]): unknown[] {
    return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'key' && name !== 'token_count')));
}

describe.each(['dev-json', 'dev-plain'])('of %s', (corpus) => {
    let scan: ScanResult;
    let loaded: LoadedState;
    let analysis: LogAnalysis;

    beforeAll(async () => {
        scan = (await collect({'mattermost.log': await read(corpus, 'mattermost.log'), 'audit.log': await read(corpus, 'audit.log')})).result();
        loaded = loadedFrom(JSON.parse((await read(corpus, 'server-state.json')).toString()));
        analysis = new LogAnalysis();
        analysis.attribute(scan, loaded);
    });

    test('a view has the incidents of the command line\'s report, all and of a stretch of time', () => {
        const all = makeReport(scan, loaded);
        expect(plain(analysis.view(noLogFilter).incidents)).toEqual(all.incidents);
        expect(analysis.view(noLogFilter)).toMatchObject({events: all.events.length, total_events: all.events.length, incident_count: all.incidents.length});
        const since = all.events[40]?.at ?? 0;
        const until = all.events[120]?.at ?? 0;
        const part = makeReport(scan, {...loaded, since, until});
        expect(part.incidents.length).toBeLessThan(all.incidents.length);
        expect(plain(analysis.view({...noLogFilter, since, until}).incidents)).toEqual(part.incidents);
    });

    test('each part of a filter leaves exactly the events it describes', () => {
        const {events, attributions} = makeReport(scan, loaded);
        const address = events.find((event) => event.reason === 'denied' && event.ip)?.ip ?? '';
        const [token = ''] = attributions.find(({level}) => level === 'exact')?.token_ids ?? [];
        const [user = ''] = attributions.find(({user_ids}) => user_ids.length > 0)?.user_ids ?? [];
        const username = loaded.state.owners.find(({id}) => id === user)?.username ?? '';
        const describe = (id: string) => loaded.state.tokens.find((one) => one.id === id)?.description ?? '';
        const cases: Array<[Partial<LogFilter>, (i: number, event: LogEvent) => boolean]> = [
            [{reasons: ['denied', 'inactive_token']}, (_, event) => event.reason === 'denied' || event.reason === 'inactive_token'],
            [{levels: ['exact']}, (i) => attributions[i]?.level === 'exact'],
            [{address}, (_, event) => event.ip === address],
            [{token_id: token}, (i) => attributions[i]?.token_ids.includes(token) ?? false],
            [{user_id: user}, (i) => attributions[i]?.user_ids.includes(user) ?? false],
            [{path: '/API/v4/audits'}, (_, event) => event.path?.includes('/api/v4/audits') ?? false],
            [{text: username.toUpperCase()}, (i, event) => event.user_id === user || (attributions[i]?.user_ids.some((id) => loaded.state.owners.find((owner) => owner.id === id)?.username.includes(username)) ?? false)],
            [{text: describe(token)}, (i) => attributions[i]?.token_ids.some((id) => describe(id).includes(describe(token))) ?? false],
            [{text: events[3]?.request_id ?? 'none'}, (_, event) => event.request_id === events[3]?.request_id],
            [{reasons: ['denied'], address}, (_, event) => event.reason === 'denied' && event.ip === address],
        ];
        for (const [part, isWanted] of cases) {
            const filter = {...noLogFilter, ...part};
            const wanted = events.filter((event, i) => isWanted(i, event));
            expect(wanted.length, JSON.stringify(part)).toBeGreaterThan(0);
            expect(wanted.length, JSON.stringify(part)).toBeLessThan(events.length);
            const view = analysis.view(filter);
            expect([view.events, view.incidents.reduce((sum, {count}) => sum + count, 0)], JSON.stringify(part)).toEqual([wanted.length, wanted.length]);
        }
    });

    test('the histogram counts every event with a time, also outside the stretch that is chosen, in buckets of a round length', () => {
        const {histogram} = analysis.view({...noLogFilter, since: 0, until: 1});
        const counts = histogram?.counts.flatMap(({counts: row}) => row) ?? [];
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(scan.events.filter(({at}) => at !== null).length);
        expect(new Set(histogram?.counts.map(({counts: row}) => row.length)).size).toBe(1);
        expect((histogram?.from ?? 1) % (histogram?.bucket_ms ?? 1)).toBe(0);
    });

    test('what else could be chosen is counted beside what is', () => {
        const all = analysis.view(noLogFilter);
        const some = analysis.view({...noLogFilter, reasons: ['denied']});
        expect(some.reasons).toEqual(all.reasons);
        expect(some.levels.reduce((sum, [, count]) => sum + count, 0)).toBe(some.events);
    });

    test('an incident opens with its events, of the filter only where it leaves some', () => {
        const {incidents: [row]} = analysis.view(noLogFilter);
        const detail = analysis.detail(row?.key ?? '', noLogFilter);
        expect(detail?.incident).toEqual(row);
        expect(detail?.events).toHaveLength(row?.count ?? 0);
        expect(detail?.events.every(({event, log}) => event.reason === row?.reason && log === 'mattermost.log')).toBe(true);
        const until = detail?.events[2]?.event.at ?? 0;
        expect(analysis.detail(row?.key ?? '', {...noLogFilter, until})?.incident.count).toBeLessThan(row?.count ?? 0);
        expect(analysis.detail(row?.key ?? '', {...noLogFilter, until: 1})?.incident).toEqual(row);
        expect(analysis.detail('nothing', noLogFilter)).toBeNull();
    });

    test('while the list of tokens is not proven complete, nothing is the sole one it can be', () => {
        const unsure = new LogAnalysis();
        unsure.attribute(scan, {...loaded, is_complete: false});
        const counts = (of: LogAnalysis) => ({exact: 0, sole: 0, likely: 0, ...Object.fromEntries(of.view(noLogFilter).levels)});
        expect(counts(analysis).sole > 0).toBe(!scan.events.some(({is_plain}) => is_plain));
        expect(counts(unsure)).toMatchObject({exact: counts(analysis).exact, sole: 0, likely: counts(analysis).likely + counts(analysis).sole});
    });

    test('an incident that is opened while its attribution is worked out is the one its events are in then', () => {
        const fresh = new LogAnalysis();
        fresh.attribute(scan, undefined);
        const firstEvent = (key: string) => fresh.detail(key, noLogFilter)?.events[0]?.event;
        const before = fresh.view(noLogFilter).incidents.map(({key, reason}) => ({key, reason, event: firstEvent(key)}));
        fresh.attribute(scan, loaded);
        const now = new Set(fresh.view(noLogFilter).incidents.map(({key}) => key));
        expect(before.length).toBeGreaterThan(0);
        for (const {key, reason, event} of before) {
            const opened = fresh.detail(key, noLogFilter)?.incident;
            expect(opened?.reason).toBe(reason);
            expect(now).toContain(opened?.key);
            if (firstEvent(key) === event) {
                expect(opened?.key).toBe(key);
            }
        }
        expect(fresh.detail('incident-99999', noLogFilter)).toBeNull();
    });

    test('an export is what the command line writes', () => {
        const report = makeReport(scan, loaded);
        expect([...analysis.export('csv', noLogFilter)].join('')).toBe([...writeCsv(report)].join(''));
        expect([...analysis.export('json', noLogFilter)].join('')).toBe([...writeJson(report)].join(''));
    });

    test('a log that is read in pieces, cut anywhere, gives what the whole gives', async () => {
        const bytes = await read(corpus, 'mattermost.log');
        const logs = new LogCollection();
        const growing = new LogAnalysis();
        const cuts = [0, 1001, 50_003, 50_004, 120_000, bytes.length];
        await logs.read({name: 'mattermost.log', bytes: chunksOf(bytes.subarray(0, cuts[1]))}, {}, true);
        for (const [i, from] of cuts.slice(1, -1).entries()) {
            growing.grow(logs.result());
            await logs.readMore(0, chunksOf(bytes.subarray(from, cuts[i + 2])));
        }
        const whole = (await collect({'mattermost.log': bytes})).result();
        expect(logs.result()).toEqual(whole);
        growing.attribute(logs.result(), loaded);
        const once = new LogAnalysis();
        once.attribute(whole, loaded);
        expect(plain(growing.view(noLogFilter).incidents)).toEqual(plain(once.view(noLogFilter).incidents));
    });

    test.each([[false], [true]])('the lines around every event are read again, redacted (packed: %s)', async (isPacked) => {
        const bytes = await read(corpus, 'mattermost.log');
        const stored = isPacked ? gzipSync(bytes) : bytes;
        const logs = await collect({'mattermost.log': stored});
        const own = new LogAnalysis();
        own.attribute(logs.result(), loaded);
        const lines = bytes.toString().split('\n');
        const [log] = logs.logs;
        const open = async function* (from: number) {
            for await (const file of unpack('mattermost.log', chunksOf(stored.subarray(from)))) {
                yield* file.bytes;
            }
        };
        for (const event of logs.result().events.slice(0, 40)) {
            const context = log ? await contextOf(event, log, open, own.redaction) : [];
            expect(context.map(({line}) => line)).toEqual(Array.from({length: 9}, (_, i) => event.line - 4 + i).filter((line) => line >= 1 && line <= lines.length));
            expect(context.find(({line}) => line === event.line)?.is_event).toBe(true);
            for (const {is_event, text, line} of context) {
                expect(text).not.toMatch(/token=[a-z0-9]{26}/);
                expect(text.slice(0, 30)).toBe(lines[line - 1]?.slice(0, 30));
                expect(is_event && line !== event.line ? text.includes(event.request_id ?? 'none') : true).toBe(true);
            }
        }
    });

    test('lines that are no longer the ones that were read are not shown', async () => {
        const bytes = await read(corpus, 'mattermost.log');
        const logs = await collect({'mattermost.log': bytes});
        const [event] = logs.result().events.slice(-1);
        const [log] = logs.logs;
        for (const now of [bytes.subarray(bytes.indexOf('\n', 3000) + 1), bytes.subarray(0, 2000), Buffer.from('')]) {
            await expect(event && log && contextOf(event, log, (from) => chunksOf(now.subarray(from)), analysis.redaction)).rejects.toMatchObject({name: 'InputError', kind: 'changed'});
        }
    });
});

describe('what the log gives away', () => {
    const world = () => new World().user('ann').user('bob', {delete_at: NOON}).
        token('working', 'ann').change(3.5, 'enable', 'working').token('off', 'ann', false).token('other', 'ann', false).token('ofbob', 'bob');
    const scanOf = (events: LogEvent[], more: string[] = []): ScanResult => ({
        files: ['a'], lines: 1, bytes: 1, unparsed: 0, events, records: [], dropped: 0, broken_off: [],
        secrets: new Set([...events.flatMap(({fingerprint}) => fingerprint ?? []), ...more]),
    });
    const registeredTo = (...tokens: string[]) => new Map(tokens.map((token) => [fingerprintOf(`secret of ${token}`), idOf(token)]));

    test('is judged by what the tokens are now, and by the log\'s last word where they are not known', () => {
        const analysis = new LogAnalysis();
        const events = [
            refused(1, 'inactive_token', 'secret of off'), refused(2, 'inactive_token', 'secret of off'),
            refused(3, 'inactive_token', 'secret of working'), // and activated since
            refused(4, 'inactive_owner', 'secret of ofbob', {user_id: idOf('bob')}),
            refused(5, 'deleted_or_unknown', 'made up'),
            refused(6, 'inactive_token', 'whose?'),
            refused(7, 'token_in_query', 'in a URL'),
        ];
        analysis.attribute(scanOf(events, [fingerprintOf('elsewhere')]), {...loadedFrom(world()), registered: registeredTo('off', 'working', 'ofbob')});
        const {token_ids, seen, ...counts} = analysis.leak();
        expect(counts).toEqual({secrets: 7, revivable: 3, live: 2});
        expect(Object.fromEntries(token_ids.map((id, i) => [id, seen[i]]))).toEqual({[idOf('off')]: 2, [idOf('working')]: 1, [idOf('ofbob')]: 1});
    });

    test('without the server\'s state the log\'s own words count', () => {
        const analysis = new LogAnalysis();
        analysis.attribute(scanOf([refused(1, 'inactive_token', 'a'), refused(2, 'expired_token', 'b')]), undefined);
        expect(analysis.leak()).toEqual({secrets: 2, revivable: 1, live: 0, token_ids: [], seen: []});
    });

    test('a user id that was throttled is no secret', () => {
        const analysis = new LogAnalysis();
        analysis.attribute(scanOf([refused(1, 'rate_limited', idOf('ann')), refused(2, 'rate_limited', 'a session')]), loadedFrom(world()));
        expect(analysis.leak()).toMatchObject({secrets: 1, live: 0});
    });
});

test('an event newer than the server\'s state is not attributed, unless its secret was before', () => {
    const world = new World().user('ann').token('one', 'ann', false);
    const before = [refused(1, 'inactive_token', 'known')];
    const scan: ScanResult = {files: ['a'], lines: 1, bytes: 1, unparsed: 0, events: before, records: [], dropped: 0, broken_off: [], secrets: new Set()};
    const analysis = new LogAnalysis();
    analysis.attribute(scan, {...loadedFrom(world), registered: new Map([[fingerprintOf('known'), idOf('one')]])});
    analysis.grow({...scan, events: [...before, refused(2, 'inactive_token', 'known'), refused(3, 'inactive_token', 'new'), denied(4, 'ann')]});
    const {levels, incidents} = analysis.view(noLogFilter);
    expect(levels).toEqual([['exact', 2], ['none', 2]]);
    expect(incidents.map(({level, is_awaited}) => [level, is_awaited])).toEqual([['exact', undefined], ['none', true], ['none', true]]);
    expect(analysis.view({...noLogFilter, user_id: idOf('ann')}).events).toBe(3);
});

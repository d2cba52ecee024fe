import {readFile} from 'node:fs/promises';
import path from 'node:path';

import {describe, expect, test} from 'vitest';

import {attribute} from '../../server-bridge/attribution/attribute.ts';
import {parseServerState} from '../../server-bridge/attribution/server_state.ts';
import {scanLog} from '../../server-bridge/log/scan_log.ts';

import {corpora, score} from './score.ts';

import type {AuditRecord, LogEvent} from '../../server-bridge/log/event.ts';
import type {TrueRequest} from './score.ts';

// The corpora give every client an address of its own, next to its owner's others. Nothing may rest on that: the same
// requests are attributed with other addresses, as networks are.
const owner = (ip: string) => (/^10\.1\.(\d+)\.|^10\.9\.0\.(\d+)$/).exec(ip)?.slice(1).find(Boolean);
const hash = (text: string, size: number) => Array.from(text).reduce((sum, char) => ((sum * 31) + char.charCodeAt(0)) >>> 0, 7) % size;
const numbers = new Map<string, number>();
const numberOf = (ip: string) => numbers.get(ip) ?? (numbers.set(ip, numbers.size + 1), numbers.size);
const arrangements: Record<string, (ip: string) => string> = {
    'one proxy in front of everybody': () => '10.0.0.1',
    'one network for everybody': (ip) => `10.0.${numberOf(ip) >> 8}.${numberOf(ip) & 255}`,
    'addresses without any order': (ip) => `${10 + hash(ip, 200)}.${hash(`${ip}a`, 250)}.${hash(`${ip}b`, 250)}.${hash(`${ip}c`, 250)}`,
    'one address an owner, browser included': (ip) => (owner(ip) ? `10.5.0.${owner(ip)}` : ip),
    'one address for all tokens of an owner': (ip) => (ip.startsWith('10.1.') ? `10.5.0.${owner(ip)}` : ip),
    'two owners behind each address': (ip) => (owner(ip) ? `10.5.0.${Number(owner(ip)) >> 1}` : ip),
    'five addresses for all': (ip) => `10.5.${hash(ip, 5)}.9`,
    'two owners in each network': (ip) => ip.replace(/^10\.1\.(\d+)\.(\d+)$/, (_, o: string, n: string) => `10.1.${Number(o) >> 1}.${Number(n) + (100 * (Number(o) % 2))}`),
    'an owner\'s browser where one of their tokens is': (ip) => ip.replace(/^10\.9\.0\.(\d+)$/, '10.1.$1.10'),
    'made-up secrets next to somebody\'s tokens': (ip) => (ip.startsWith('203.') ? '10.1.8.77' : ip),
    'made-up secrets from the address of somebody\'s token': (ip) => (ip.startsWith('203.') ? '10.1.8.10' : ip),
};

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
}

async function scoreOf(name: string, place: (ip: string) => string, withAuditFile: boolean, change: (text: string) => string = (text) => text) {
    const read = async (file: string) => (await readFile(path.join(corpora, name, file), 'utf8')).
        replace(/(?<![\d.])(?:10\.[19]\.\d+\.\d+|203\.0\.113\.\d+)(?![\d.])/g, place);
    const events: LogEvent[] = [];
    const records: AuditRecord[] = [];
    const sink = {onEvent: (event: LogEvent) => events.push(event), onAudit: (record: AuditRecord) => records.push(record)};
    await scanLog(bytesOf(change(await read('mattermost.log'))), sink);
    if (withAuditFile) {
        await scanLog(bytesOf(await read('audit.log')), sink);
    }
    const state = JSON.parse(await read('server-state.json')) as Record<string, unknown>;
    const {requests} = JSON.parse(await read('truth.json')) as {requests: TrueRequest[]};
    return {state, events, records, requests, scoreWith: (given: unknown) => score(events, attribute(events, {state: parseServerState(given), records}), requests)};
}

describe.each(['dev-json', 'dev-plain'])('%s', (name) => {
    describe.each(Object.entries(arrangements))('with %s', (_, place) => {
        test.each([true, false])('no exact or sole is wrong, and likely and candidates keep their promise (audit file: %s)', async (withAuditFile) => {
            const {scoreWith, state} = await scoreOf(name, place, withAuditFile);
            const result = scoreWith(state);
            expect(result.wrong_exact_or_sole).toEqual([]);
            expect(result.likely_right).toBeGreaterThanOrEqual(0.95 * result.likely);
            expect(result.candidates_right).toBeGreaterThanOrEqual(0.99 * result.candidates);
        });
    });

    test.each([true, false])('addresses that some owners share by chance make likely weaker, but nothing else wrong (audit file: %s)', async (withAuditFile) => {
        const {scoreWith, state} = await scoreOf(name, (ip) => `10.0.0.${1 + hash(ip, 250)}`, withAuditFile);
        const result = scoreWith(state);
        expect(result.wrong_exact_or_sole).toEqual([]);
        expect(result.candidates_right).toBeGreaterThanOrEqual(0.99 * result.candidates);
    });

    const omissions: Array<[string, (state: Record<string, unknown>) => Record<string, unknown>]> = [
        ['audits', (state) => ({...state, audits: []})],
        ['the older half of the audits', (state) => ({...state, audits: (state.audits as unknown[]).slice(0, 50)})],
        ['sessions', (state) => ({...state, sessions: {}})],
        ['audits and sessions', (state) => ({...state, audits: [], sessions: {}})],
        ['everything', () => ({tokens: [], users: []})],
    ];
    test.each(omissions)('without %s no exact or sole is wrong either', async (_, omit) => {
        for (const withAuditFile of [true, false]) {
            const {scoreWith, state} = await scoreOf(name, (ip) => ip, withAuditFile);
            const result = scoreWith(omit(state));
            expect(result.wrong_exact_or_sole).toEqual([]);
            expect(result.likely_right).toBeGreaterThanOrEqual(0.95 * result.likely);
        }
    });

    test('of a log without debug lines, the refusals of dead credentials are left, and are attributed without a mistake', async () => {
        const {events, scoreWith, state, requests} = await scoreOf(name, (ip) => ip, false, (text) => text.split('\n').filter((line) => !(/^debug|"level":"debug"/).test(line)).join('\n'));
        expect(events.length).toBe(requests.filter((request) => ['disabled-token', 'deleted-token', 'never-existed', 'ended-login-session', 'deactivated-owner', 'tokens-switched-off'].includes(request.kind)).length);
        expect(events.every((event) => event.ip === null && event.request_id === null)).toBe(true);
        expect(scoreWith(state).wrong_exact_or_sole).toEqual([]);
    });
});

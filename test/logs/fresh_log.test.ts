import {copyFile, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {randomOf} from '../bench/make_log.ts';
import {signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {driveServer} from './drive_server.ts';
import {attributeFolder, row, score} from './score.ts';

import type {Driven} from './drive_server.ts';

// Logs nobody has seen before, from a real server: what holds for the corpora must hold for them.
const runs = [
    {name: 'json, addresses to spare', FileJson: true, addresses: 60, seed: 11},
    {name: 'plain, addresses shared', FileJson: false, addresses: 3, seed: 12},
];
const rows: Array<Record<string, string | number>> = [];
afterAll(() => {
    console.table(rows);
});

describe.each(runs)('$name', ({name, FileJson, addresses, seed}) => {
    let folder: string;
    let driven: Driven;

    beforeAll(async () => {
        folder = await mkdtemp(path.join(process.env.TOKEN_AUDIT_KEEP ?? os.tmpdir(), 'token-audit-fresh-'));
        const server = await startMattermost({config: {
            LogSettings: {FileLevel: 'DEBUG', FileJson},
            ServiceSettings: {TrustedProxyIPHeader: ['X-Forwarded-For']},
            ExperimentalAuditSettings: {FileEnabled: true, FileName: path.join(folder, 'audit.log')},
        }});
        try {
            const admin = await signInFirstAdmin(server);
            driven = await driveServer({url: server.url, admin, random: randomOf(seed), steps: 700, addresses});

            // The server writes its files a moment after it answered.
            await sleep(1500);
            await copyFile(path.join(server.logDir, 'mattermost.log'), path.join(folder, 'mattermost.log'));
            await writeFile(path.join(folder, 'server-state.json'), JSON.stringify(driven.state));
            await writeFile(path.join(folder, 'truth.json'), JSON.stringify({requests: driven.requests}));
        } finally {
            await server.stop();
        }
    });
    afterAll(async () => {
        if (!process.env.TOKEN_AUDIT_KEEP) {
            await rm(folder, {recursive: true, force: true});
        }
    });

    test.each([true, false])('no exact or sole is wrong (audit file: %s)', async (withAuditFile) => {
        const {events, attributions} = await attributeFolder(folder, withAuditFile);
        const result = score(events, attributions, driven.requests);
        rows.push(row(`${name}${withAuditFile ? ', audit file' : ''}`, result));
        expect(result.events).toBeGreaterThan(200);
        expect(result.wrong_exact_or_sole).toEqual([]);
        expect(result.candidates_right).toBeGreaterThanOrEqual(0.95 * result.candidates);
    });

    test('every refused request is an event, with the fingerprint of its secret where the log has it', async () => {
        const {events} = await attributeFolder(folder, false);
        const trueOf = new Map(driven.requests.map((request) => [request.request_id, request]));
        const seen = new Set(events.map((event) => event.request_id));
        expect(driven.requests.filter((request) => request.status >= 400 && !seen.has(request.request_id))).toEqual([]);
        for (const {request_id, fingerprint, status} of events) {
            const request = trueOf.get(request_id ?? '');
            if (request) {
                expect(status).toBe(request.status);
                expect([null, request.secret_sha256]).toContain(fingerprint);
            }
        }
    });
});

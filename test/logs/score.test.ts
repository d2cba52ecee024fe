import {readFile} from 'node:fs/promises';
import path from 'node:path';

import {afterAll, describe, expect, test} from 'vitest';

import {attributeFolder, corpora, row, score} from './score.ts';

import type {TrueRequest} from './score.ts';

const rows: Array<Record<string, string | number>> = [];

afterAll(() => {
    console.table(rows);
});

describe.each(['dev-json', 'dev-plain'])('%s', (name) => {
    test.each([true, false])('no exact or sole is wrong, likely and candidates hold what they promise (audit file: %s)', async (withAuditFile) => {
        const folder = path.join(corpora, name);
        const {requests} = JSON.parse(await readFile(path.join(folder, 'truth.json'), 'utf8')) as {requests: TrueRequest[]};
        const {events, attributions} = await attributeFolder(folder, withAuditFile);
        const result = score(events, attributions, requests);
        rows.push(row(`${name}${withAuditFile ? ' with audit file' : ''}`, result));
        expect(result.wrong_exact_or_sole).toEqual([]);
        expect(result.likely_right).toBeGreaterThanOrEqual(0.95 * result.likely);
        expect(result.candidates_right).toBeGreaterThanOrEqual(0.99 * result.candidates);
        expect(result.owner_wrong).toBe(0);

        // Every failed request is one event, whatever number of lines it wrote.
        const failed = requests.filter((request) => (request as TrueRequest & {status: number}).status >= 400);
        expect(events.map((event) => event.request_id).sort()).toEqual(failed.map((request) => request.request_id).sort());
    });
});

test('every secret of the corpora is counted, and by the fingerprint its client knows', async () => {
    for (const name of ['dev-json', 'dev-plain']) {
        const folder = path.join(corpora, name);
        const {requests} = JSON.parse(await readFile(path.join(folder, 'truth.json'), 'utf8')) as {requests: Array<{request_id: string; secret_sha256: string | null}>};
        const {events} = await attributeFolder(folder, false);
        for (const event of events.filter(({fingerprint}) => fingerprint)) {
            expect(event.fingerprint).toBe(requests.find((request) => request.request_id === event.request_id)?.secret_sha256);
        }
    }
});

import {appendFile, readFile} from 'node:fs/promises';
import path from 'node:path';

import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';

import {startCluster} from '../../test/mattermost/cluster.ts';
import {createToken, createUser, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {scanFiles} from '../log/scan_files.ts';
import {RestClient} from '../rest/rest_client.ts';

import {ClusterLog} from './cluster_log.ts';
import {ServerLog} from './server_log.ts';

import type {Cluster} from '../../test/mattermost/cluster.ts';
import type {ScanResult} from '../log/scan_files.ts';

const never = new AbortController().signal;

let cluster: Cluster;
let admin: RestClient;
let secret: string;

beforeAll(async () => {
    cluster = await startCluster(['mm-1', 'mm-2']);
    admin = await signInFirstAdmin({url: cluster.url});
    const token = await createToken(admin, (await createUser(admin, 'ann')).id, 'ci');
    await admin.disableUserAccessToken(token.id);
    secret = token.secret;
    await use('mm-1');
    await use('mm-2');
    await use('mm-2');
});
afterAll(() => cluster?.stop());

const logOf = (node: string) => path.join(cluster.nodes[node]?.logDir ?? '', 'mattermost.log');

/** One refused request at a node, which has written it when this resolves. */
async function use(node: string): Promise<void> {
    const answer = await fetch(`${cluster.nodes[node]?.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}});
    expect(answer.status).toBe(401);
    const id = answer.headers.get('X-Request-Id') ?? '';
    await vi.waitFor(async () => expect(await readFile(logOf(node), 'utf8')).toContain(id), {timeout: 20_000});
}

/** The refused requests by node. */
function byNode({events, files}: ScanResult): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const {source} of events.filter(({reason}) => reason === 'inactive_token')) {
        const node = files[source] ?? '';
        counts[node] = (counts[node] ?? 0) + 1;
    }
    return counts;
}

describe('the nodes of a cluster', () => {
    test('each is a log of its own, under its name, with all that its file tells', async () => {
        const log = new ClusterLog(admin);
        const scan = await scanFiles(log.read({}, never));
        expect(scan.files).toEqual(['mm-1', 'mm-2']);
        expect(byNode(scan)).toEqual({'mm-1': 1, 'mm-2': 2});
        expect(log.gaps).toEqual([]);

        // The server takes lines apart and orders their fields anew: nothing is lost by that.
        const whole = await scanFiles(new ServerLog(new RestClient({url: cluster.nodes['mm-1']?.url ?? '', token: admin.getToken()})).read({}, never));
        const told = (events: ScanResult['events']) => events.filter(({reason}) => reason === 'inactive_token').map((event) => ({...event, line: 0, source: 0}));
        expect(told(scan.events.filter(({source}) => source === 0))).toEqual(told(whole.events));
    });

    test('are followed: what came since at any of them, and nothing twice', async () => {
        const log = new ClusterLog(admin);
        await scanFiles(log.read({}, never));
        await use('mm-2');
        await use('mm-1');
        expect(byNode(await scanFiles(log.readMore(never)))).toEqual({'mm-1': 1, 'mm-2': 1});
        expect(byNode(await scanFiles(log.readMore(never)))).toEqual({});
    });

    test('with more lines than are given at once, that is told of the node, also while it is followed', async () => {
        const log = new ClusterLog(admin);
        const busy = (from: number, to: number) => Array.from({length: to - from}, (_, i) => `{"timestamp":"2026-11-25 01:11:45.000 Z","level":"debug","msg":"line ${from + i}"}\n`).join('');
        await appendFile(logOf('mm-2'), busy(0, 10_000));
        await scanFiles(log.read({}, never));
        expect(log.gaps).toEqual([{kind: 'only_recent_lines', name: 'mm-2', lines: 10_000}]);

        await appendFile(logOf('mm-2'), busy(10_000, 12_000));
        expect((await scanFiles(log.readMore(never))).lines).toBeGreaterThanOrEqual(2000);
        expect(log.gaps).toEqual([{kind: 'only_recent_lines', name: 'mm-2', lines: 10_000}]);

        await appendFile(logOf('mm-2'), busy(12_000, 23_000));
        await scanFiles(log.readMore(never));
        expect(log.gaps).toEqual([{kind: 'rotated_away', name: 'mm-2'}]);
    });

    test('whose logs are plain text are not asked, which would fill them with warnings', async () => {
        await admin.patchConfig({LogSettings: {FileJson: false}} as Parameters<RestClient['patchConfig']>[0]);
        try {
            const log = new ClusterLog(admin);
            expect((await scanFiles(log.read({}, never))).lines).toBe(0);
            expect(log.gaps).toEqual([{kind: 'nodes_not_json'}]);
        } finally {
            await admin.patchConfig({LogSettings: {FileJson: true}} as Parameters<RestClient['patchConfig']>[0]);
        }
    });
});

import {mkdir, mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tar from 'tar';
import {afterAll, beforeAll, expect, test} from 'vitest';
import webpack from 'webpack';

import {installPlugin} from '../../build/install_plugin.ts';
import {webpackConfig} from '../../build/webpack_config.ts';
import {fingerprintOf} from '../../server-bridge/log/fingerprint.ts';
import {buildHost} from '../host/build_host.ts';
import {createToken, createUser, PASSWORD, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {launchBrowser} from './browser.ts';
import {signIn} from './navigation.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {LogSnapshot} from '../../webapp/src/logs/log_snapshot.ts';
import type {LogStore} from '../../webapp/src/logs/log_store.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';
import type {Browser} from 'playwright-core';

declare global {
    interface Window {
        logStore: LogStore;
    }
}

let dir: string;
let server: Mattermost;
let admin: RestClient;
let browser: Browser;

beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-worker-'));
    server = await startMattermost({clientDir: await buildHost(), subpath: '/company/mattermost'});
    admin = await signInFirstAdmin(server);
    await installPlugin(admin, await bundleOf(path.join(import.meta.dirname, 'log_worker_entry.ts')));
    browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await rm(dir, {recursive: true, force: true});
});

/** The plugin built as always, from another entry. */
async function bundleOf(entry: string): Promise<string> {
    const plugin = path.join(dir, 'token-audit');
    await mkdir(plugin);
    await new Promise<void>((resolve, reject) => {
        webpack({...webpackConfig, entry, output: {...webpackConfig.output, path: path.join(plugin, 'dist')}}, (error, stats) => (error || stats?.hasErrors() ? reject(error ?? new Error(stats?.toString('errors-only'))) : resolve()));
    });
    await writeFile(path.join(plugin, 'plugin.json'), JSON.stringify({id: 'token-audit', name: 'Token Audit', version: '1.0.0', min_server_version: '11.4.0', webapp: {bundle_path: 'dist/main.js'}}));
    const file = path.join(dir, 'bundle.tar.gz');
    await tar.create({file, cwd: dir, gzip: true}, ['token-audit']);
    return file;
}

test('under a subpath and the host\'s CSP, the worker comes from the plugin\'s own files, reads the log by the page\'s cookie and finds out whose token it was', async () => {
    const ann = await createUser(admin, 'ann');
    const {id, secret} = await createToken(admin, ann.id, 'ci');
    await admin.savePreferences(ann.id, [{user_id: ann.id, category: 'token_audit', name: id, value: fingerprintOf(secret)}]);
    await admin.disableUserAccessToken(id);
    await fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}});

    const context = await browser.newContext();
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await signIn(page, {url: server.url, kind: 'host'}, {username: 'admin', password: PASSWORD});
    await page.waitForFunction(() => window.logStore !== undefined);
    expect(page.workers()).toEqual([]);
    const snapshot = await page.evaluate(() => new Promise<LogSnapshot>((resolve) => {
        window.logStore.subscribe(() => {
            const now = window.logStore.getSnapshot();
            if (now.phase === 'ready' || now.phase === 'failed') {
                resolve(now);
            }
        });
        window.logStore.add([{kind: 'server'}, {kind: 'file', file: new File(['no log\n'], 'chosen.log')}]);
    }));
    expect(snapshot.logs.map(({name, state}) => [name, state])).toEqual([['mattermost.log', 'read'], ['chosen.log', 'read']]);
    expect(snapshot.view?.incidents.find(({reason}) => reason === 'inactive_token')).toMatchObject({level: 'exact', user_ids: [ann.id], token_ids: [id]});

    const [worker] = page.workers();
    const chunk = (await readdir(path.join(dir, 'token-audit/dist'))).find((name) => name.startsWith('scan_worker.'));
    expect(chunk).toMatch(/^scan_worker\.[0-9a-f]{16,}\.js$/);
    expect(worker?.url()).toBe(`${server.url}/static/plugins/token-audit/${chunk}`);
    expect(said.filter((text) => (/Content Security Policy|blocked/i).test(text))).toEqual([]);
    expect(said.join('\n')).not.toContain(secret);

    const exported = await page.evaluate(async () => (await window.logStore.exportEvents('csv')).text());
    expect(exported).toContain(id);
    await page.evaluate(() => window.logStore.dispose());
    await expect.poll(() => page.workers()).toEqual([]);
    await context.close();
});

import {copyFile, mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

import {bundle} from '../../build/bundle.ts';
import {installPlugin} from '../../build/install_plugin.ts';
import {launchBrowser} from '../e2e/browser.ts';
import {openAccessTokens, signIn} from '../e2e/navigation.ts';
import {buildHost} from '../host/build_host.ts';
import {PASSWORD, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {elapsed, figure, median, ms} from './figure.ts';
import {makeLog} from './make_log.ts';
import {longTasks, watchLongTasks} from './probe.ts';
import {ownMemory} from './unwatched_page.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {Figure} from './figure.ts';
import type {Browser, Page} from 'playwright-core';

const LOG_BYTES = 105e6;
const STREAM_BYTES = 1e9;
const ROUNDS = 5;
const LINES_PER_PAGE = 10_000;

/** The Logs tab in headless Chromium over the live log of a real server, beside a bare download and the stock way of paging. */
export async function logPanel(): Promise<Figure[]> {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-bench-'));
    const server = await startMattermost({clientDir: await buildHost()});
    const browser = await launchBrowser();
    try {
        const admin = await signInFirstAdmin(server);
        await installPlugin(admin, await bundle());
        const log = path.join(dir, 'made.log');
        await makeLog(log, LOG_BYTES);

        // Over the server's own: it goes on writing at the end.
        await copyFile(log, path.join(server.logDir, 'mattermost.log'));
        const page = await browser.newPage({viewport: {width: 1400, height: 900}});
        page.setDefaultTimeout(300_000);
        await watchLongTasks(page);
        await signIn(page, {url: server.url, kind: 'host'}, {username: 'admin', password: PASSWORD});
        await openAccessTokens(page, {url: server.url, kind: 'host'});
        await page.getByRole('tab', {name: 'Logs'}).click();
        return [...await liveLog(page), await paging(admin, log), await streamed(browser, page, dir)];
    } finally {
        await browser.close();
        await server.stop();
        await rm(dir, {recursive: true, force: true});
    }
}

const incidents = (page: Page) => page.getByRole('status').filter({hasText: /in [\d,]+ incidents?/});

async function liveLog(page: Page): Promise<Figure[]> {
    const [bare, panel]: [number[], number[]] = [[], []];
    const before = (await longTasks(page)).length;
    for (let round = 0; round < ROUNDS; round++) {
        bare.push(await page.evaluate<number>(`(async () => {
            const startedAt = performance.now();
            const {body} = await fetch('/api/v4/logs/download', {cache: 'no-store'});
            const reader = body.getReader();
            while (!(await reader.read()).done);
            return performance.now() - startedAt;
        })()`));
        panel.push(await elapsed(async () => {
            await page.getByRole('button', {name: 'Read the server’s log'}).click();
            await incidents(page).waitFor();
            await page.getByRole('progressbar').waitFor({state: 'detached'});
        }));
        await page.getByRole('button', {name: 'Clear'}).click();
        const confirm = page.locator('dialog[open]').getByRole('button').last();
        if (await confirm.count() > 0) {
            await confirm.click();
        }
    }
    const limit = (median(bare) * 1.5) + 1000;
    const busy = (await longTasks(page)).slice(before);
    return [
        figure('log-panel: 105 MB, click to incidents', median(panel), 'ms', `a bare fetch that discards the same bytes: ${ms(median(bare))}; the limit is 1.5 × that and a second; slowest of ${ROUNDS}: ${ms(Math.max(...panel))}`, Math.round(limit)),
        figure('log-panel: longest task of the page meanwhile', Math.max(0, ...busy), 'ms', `tasks over 50 ms: ${busy.length} (0 when none)`, 50),
    ];
}

/** The stock page's way: it pages back from the end, and each page costs more than the one before. */
async function paging(admin: RestClient, log: string): Promise<Figure> {
    const lines = (await readFile(log)).reduce((count, byte) => count + Number(byte === 10), 0);
    const pages = Math.ceil(lines / LINES_PER_PAGE);
    const first = await elapsed(() => admin.getPlainLogs(0, LINES_PER_PAGE));
    const third = await elapsed(() => admin.getPlainLogs(2, LINES_PER_PAGE));
    const growth = Math.max(0, (third - first) / 2);
    const all = (pages * first) + (growth * pages * (pages - 1) / 2);
    return figure('log-panel: the same lines by GET /logs', all / 60_000, 'min', `extrapolated over ${pages} pages from page 0 (${ms(first)}) and page 2 (${ms(third)}), growing linearly`);
}

/** A gigabyte through the worker, from a file: the private memory of the page's process at its most, above before. */
async function streamed(browser: Browser, page: Page, dir: string): Promise<Figure> {
    const file = path.join(dir, 'gigabyte.log');
    await makeLog(file, STREAM_BYTES);
    const before = await ownMemory(browser);
    let [most, done] = [before, false];
    const watch = (async () => {
        while (!done) {
            most = Math.max(most, await ownMemory(browser));
            await sleep(100);
        }
    })();
    const took = await elapsed(async () => {
        await page.locator('.TokenAudit input[type=file]').first().setInputFiles(file);
        await incidents(page).waitFor();
        await page.getByRole('progressbar').waitFor({state: 'detached'});
    });
    done = true;
    await watch;
    const {size} = await stat(file);
    return figure('log-panel: memory while 1 GB is read', most - before, 'MB', `private memory of the page's process before: ${before.toFixed(0)} MB; ${(size / 1e6 / (took / 1000)).toFixed(0)} MB/s from choosing the file to incidents`, 200);
}

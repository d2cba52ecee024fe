import {readFile} from 'node:fs/promises';
import path from 'node:path';

import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';

import {bundle} from '../../build/bundle.ts';
import {installPlugin} from '../../build/install_plugin.ts';
import {buildHost} from '../host/build_host.ts';
import {builtLoki} from '../loki/build_loki.ts';
import {startLokiProxy} from '../loki/loki_proxy.ts';
import {push} from '../loki/push.ts';
import {startLoki} from '../loki/start_loki.ts';
import {startCluster} from '../mattermost/cluster.ts';
import {createToken, createUser, PASSWORD, signInFirstAdmin} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {openAccessTokens, signIn} from './navigation.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {LokiProxy} from '../loki/loki_proxy.ts';
import type {Loki} from '../loki/start_loki.ts';
import type {Cluster} from '../mattermost/cluster.ts';
import type {Browser, BrowserContext, Page} from 'playwright-core';

const NS = 1_000_000n;

let cluster: Cluster;
let admin: RestClient;
let secret: string;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
    cluster = await startCluster(['mm-1', 'mm-2'], {clientDir: await buildHost()});
    admin = await signInFirstAdmin({url: cluster.url});
    await installPlugin(admin, await bundle());
    const token = await createToken(admin, (await createUser(admin, 'ann')).id, 'ci');
    await admin.disableUserAccessToken(token.id);
    secret = token.secret;
    browser = await launchBrowser();
    context = await browser.newContext({viewport: {width: 1400, height: 900}});
    await withPage((page) => signIn(page, {url: cluster.url, kind: 'host'}, {username: 'admin', password: PASSWORD}));
});
afterAll(async () => {
    await browser?.close();
    await cluster?.stop();
});

const look = (page: Page, name: string) => (process.env.TOKEN_AUDIT_SCREENSHOTS ? page.screenshot({path: `${process.env.TOKEN_AUDIT_SCREENSHOTS}/${name}.png`}) : undefined);

async function withPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
    const page = await context.newPage();
    try {
        return await use(page);
    } finally {
        await page.close();
    }
}

async function openLogs(page: Page): Promise<void> {
    await openAccessTokens(page, {url: cluster.url, kind: 'host'});
    await page.getByRole('tab', {name: 'Logs'}).click();
}

const logOf = (node: string) => readFile(path.join(cluster.nodes[node]?.logDir ?? '', 'mattermost.log'), 'utf8');

/** One refused request at a node, which has written it when this resolves. */
async function use(node: string): Promise<void> {
    const answer = await fetch(`${cluster.nodes[node]?.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}});
    const id = answer.headers.get('X-Request-Id') ?? '';
    await vi.waitFor(async () => expect(await logOf(node)).toContain(id), {timeout: 20_000});
}


/** How many requests of ann's dead token the page shows. */
async function countOfAnn(page: Page): Promise<number> {
    const cells = await rowOfAnn(page).getByRole('cell').allTextContents();
    return Number(cells.map((text) => (/^\d+$/).exec(text.trim())?.[0]).find(Boolean));
}

const rowOfAnn = (page: Page) => page.getByRole('table', {name: /What failed/}).getByRole('row').filter({hasText: '@ann'}).first();

test('every node of a cluster is read under its name, in place of the one that answered', () => withPage(async (page) => {
    for (const node of ['mm-1', 'mm-2', 'mm-2']) {
        await use(node);
    }
    await openLogs(page);
    await page.getByRole('button', {name: 'Read the server’s log'}).click();
    await rowOfAnn(page).waitFor();
    const ofFirst = await countOfAnn(page);
    await page.getByRole('button', {name: /cannot be seen/}).click();
    await page.getByText('only the log of the node that answered was read').waitFor();

    await page.getByRole('button', {name: 'Add logs'}).click();
    await page.getByRole('button', {name: 'Read every node’s last lines'}).click();
    await expect.poll(() => countOfAnn(page)).toBe(3 * ofFirst);
    expect(await page.getByText('only the log of the node that answered was read').count()).toBe(0);
    await rowOfAnn(page).getByRole('button').click();
    const events = page.getByRole('complementary', {name: 'Incident details'}).locator('.TokenAudit__events > li');
    await expect.poll(async () => new Set((await events.allTextContents()).map((text) => (/mm-\d/).exec(text)?.[0]))).toEqual(new Set(['mm-1', 'mm-2']));
    await events.first().getByRole('button', {name: /^Line/}).click();
    await page.getByText('without those around them').waitFor();
    await look(page, 'logs-cluster');

    await page.keyboard.press('Escape');
    await page.getByRole('switch', {name: /Follow/}).click();
    await use('mm-2');
    await expect.poll(() => countOfAnn(page), {timeout: 40_000}).toBe((3 * ofFirst) + 1);
}));

describe.skipIf(!builtLoki())('Grafana Loki', () => {
    let loki: Loki;
    let proxy: LokiProxy;

    beforeAll(async () => {
        loki = await startLoki();
        proxy = await startLokiProxy(loki.url, cluster.url);
    });
    afterAll(async () => {
        await proxy?.stop();
        await loki?.stop();
    });

    const saveSettings = (settings: Record<string, string>) => admin.patchConfig({PluginSettings: {Plugins: {'token-audit': settings}}} as Parameters<RestClient['patchConfig']>[0]);

    /** What a node has written since the last call, as a shipper hands it over. */
    const shipped = new Map<string, number>();
    async function ship(node: string): Promise<void> {
        const lines = (await logOf(node)).split('\n').slice(0, -1);
        const fresh = lines.slice(shipped.get(node) ?? 0);
        shipped.set(node, lines.length);
        await push(loki.url, [{labels: {app: 'mattermost', node}, lines: fresh.map((line, i) => [(BigInt(Date.now()) * NS) + BigInt(i), line] as const)}]);
    }

    const countOf = (route: string) => proxy.requests.filter((request) => request.includes(route)).length;

    async function readLoki(page: Page): Promise<void> {
        await openLogs(page);
        await page.getByRole('button', {name: 'Read from Loki …'}).click();
        await page.getByRole('dialog').getByRole('combobox').selectOption({label: 'The last hour'});
        await page.getByRole('dialog').getByRole('button', {name: 'Read it'}).click();
    }

    test('is not offered where the settings name none', () => withPage(async (page) => {
        await openLogs(page);
        await page.getByRole('button', {name: 'Read every node’s last lines'}).waitFor();
        expect(await page.getByRole('button', {name: 'Read from Loki …'}).count()).toBe(0);
    }));

    test('a setting that makes no sense is named', () => withPage(async (page) => {
        await saveSettings({lokiaddress: 'https://ops:secret@loki.example.com'});
        await openLogs(page);
        await page.getByRole('button', {name: 'Read from Loki …'}).click();
        await page.getByRole('dialog').getByText('“Grafana Loki” in the plugin’s settings is no address').waitFor();
        expect(await page.getByRole('dialog').getByRole('button', {name: 'Read it'}).isDisabled()).toBe(true);
    }));

    test('one that lets no page ask is said to, with what would change it', () => withPage(async (page) => {
        await saveSettings({lokiaddress: loki.url});
        await readLoki(page);
        await page.getByText(`does not let pages of ${cluster.url} ask`).waitFor({timeout: 30_000});
        await look(page, 'logs-loki-cors');
    }));

    test('one that is elsewhere than at the address is said to be', () => withPage(async (page) => {
        await saveSettings({lokiaddress: '/'});
        await readLoki(page);
        await page.getByText(/There is no Loki at the address|What answers at the address in the plugin’s settings is no Loki/).waitFor({timeout: 30_000});
    }));

    test('gives the failures of every node, whose they were, and what comes in while it is followed', () => withPage(async (page) => {
        for (const node of ['mm-1', 'mm-2']) {
            await use(node);
            await ship(node);
        }
        await saveSettings({lokiaddress: `${proxy.url}/`});
        await openLogs(page);
        await page.getByRole('button', {name: 'Read from Loki …'}).click();
        await page.getByRole('dialog').getByText('{app="mattermost"}').waitFor();
        expect(await accessibilityProblems(page, '.TokenAudit__dialog')).toEqual([]);
        await look(page, 'logs-loki-dialog');
        await page.getByRole('dialog').getByRole('button', {name: 'Read it'}).click();
        await rowOfAnn(page).waitFor();
        const [before, listened] = [await countOfAnn(page), countOf('/tail?')];
        await page.getByRole('switch', {name: /Follow/}).click();
        await expect.poll(() => countOf('/tail?'), {timeout: 30_000}).toBeGreaterThan(listened);
        await use('mm-2');
        await ship('mm-2');
        await expect.poll(() => countOfAnn(page), {timeout: 30_000}).toBe(before + 1);
        const asked = countOf('/query_range');
        await use('mm-1');
        await ship('mm-1');
        await expect.poll(() => countOfAnn(page), {timeout: 30_000}).toBe(before + 2);
        expect(countOf('/query_range'), 'listened to, not asked').toBe(asked);
        expect(await page.content()).not.toContain(secret);
        await look(page, 'logs-loki');
    }));

    test('where it has tenants, which a WebSocket cannot name, new lines are asked for', () => withPage(async (page) => {
        await use('mm-1');
        await ship('mm-1');
        await saveSettings({lokiaddress: proxy.url, lokitenant: 'fake'});
        await readLoki(page);
        await rowOfAnn(page).waitFor();
        const before = await countOfAnn(page);
        const listened = countOf('/tail?');
        await page.getByRole('switch', {name: /Follow/}).click();
        await use('mm-2');
        await ship('mm-2');
        await expect.poll(() => countOfAnn(page), {timeout: 40_000}).toBe(before + 1);
        expect(countOf('/tail?')).toBe(listened);
    }));
});

import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';

import {afterAll, beforeAll, expect, test} from 'vitest';

import {createToken} from '../mattermost/people.ts';

import {launchBrowser} from './browser.ts';
import {heapOf} from './heap.ts';
import {openAccessTokens, openUserSettings, signIn} from './navigation.ts';
import {prepareTarget} from './target.ts';

import type {PreparedTarget} from './target.ts';
import type {Browser, Page} from 'playwright-core';

let prepared: PreparedTarget;
let browser: Browser;

beforeAll(async () => {
    prepared = await prepareTarget();
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});

/** Everything that left the page or stayed in it. */
interface Seen {
    requests: string[];
    console: string[];
    downloads: string[];
    clipboard: string[];

    /** The DOM, the address and the storages, each time it was looked. */
    pages: string[];
}

function watch(page: Page): Seen {
    const seen: Seen = {requests: [], console: [], downloads: [], clipboard: [], pages: []};
    page.on('request', (request) => seen.requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`));
    page.on('console', (message) => seen.console.push(message.text()));
    return seen;
}

async function look(page: Page, seen: Seen): Promise<void> {
    seen.pages.push(await page.content(), page.url(), await page.evaluate(async () => {
        const stored: unknown[] = [{...localStorage}, {...sessionStorage}, history.state];
        for (const {name = ''} of await indexedDB.databases()) {
            const database = await new Promise<IDBDatabase>((resolve, reject) => {
                const open = indexedDB.open(name);
                open.onsuccess = () => resolve(open.result);
                open.onerror = () => reject(open.error);
            });
            for (const store of database.objectStoreNames) {
                stored.push(await new Promise((resolve, reject) => {
                    const all = database.transaction(store).objectStore(store).getAll();
                    all.onsuccess = () => resolve(all.result);
                    all.onerror = () => reject(all.error);
                }));
            }
            database.close();
        }
        return JSON.stringify(stored);
    }));
}

async function save(page: Page, seen: Seen, click: Promise<void>): Promise<void> {
    const [file] = await Promise.all([page.waitForEvent('download'), click]);
    seen.downloads.push(await readFile(await file.path(), 'utf8'));
}

test('a walk over every surface leaves no secret anywhere but in the dialog that made it', async () => {
    const {client, target, admin} = prepared;

    // A second try meets what the first one left.
    const tag = randomBytes(3).toString('hex');
    const [deadName, walk] = [`dead and in the log ${tag}`, `made on the walk ${tag}`];
    const me = await client.getMe();
    const dead = await createToken(client, me.id, deadName);
    await client.disableUserAccessToken(dead.id);
    await Promise.all(['Authorization', 'query'].map((way) => fetch(`${target.url}/api/v4/users/me${way === 'query' ? `?access_token=${dead.secret}` : ''}`, way === 'query' ? {} : {headers: {Authorization: `Bearer ${dead.secret}`}})));

    const context = await browser.newContext({viewport: {width: 1400, height: 900}, acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write']});
    const page = await context.newPage();
    const seen = watch(page);
    await signIn(page, target, admin);

    // The console: list, panel, log with its lines, exports and report, activity, people.
    await openAccessTokens(page, target);
    await page.getByText(/Complete as of/).waitFor();
    await page.getByRole('searchbox', {name: 'Search tokens'}).fill(deadName);
    await page.getByRole('button', {name: deadName}).click();
    await page.getByRole('complementary', {name: 'Token details'}).waitFor();
    await look(page, seen);
    await page.getByRole('tab', {name: 'Logs'}).click();
    await page.getByRole('button', {name: 'Read the server’s log'}).click();

    // A named server's log holds earlier failures as well, more than the table draws at once.
    await page.getByRole('group', {name: 'Show only'}).getByRole('button', {name: /^Deactivated token used/}).click();
    const row = page.getByRole('table', {name: /What failed/}).getByRole('row').filter({hasText: 'Deactivated token'}).filter({hasText: deadName});
    await row.getByRole('button').first().click();
    const panel = page.getByRole('complementary', {name: 'Incident details'});
    await panel.getByRole('button', {name: /^Line/}).first().click();
    await panel.getByRole('region', {name: /Lines of the log/}).waitFor();
    await look(page, seen);
    await panel.getByRole('button', {name: 'Copy report'}).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('Token Audit');
    seen.clipboard.push(await page.evaluate(() => navigator.clipboard.readText()));
    await save(page, seen, panel.getByRole('button', {name: 'Export JSON'}).click());
    await panel.getByRole('button', {name: 'Close'}).click();
    await page.getByRole('button', {name: 'Export', exact: true}).click();
    await save(page, seen, page.getByRole('dialog').getByRole('button', {name: 'CSV'}).click());
    await page.keyboard.press('Escape');
    for (const tab of ['Activity', 'People']) {
        await page.getByRole('tab', {name: tab}).click();
        await look(page, seen);
    }

    // A line with the secret is pasted into the trace box.
    await page.goto(`${target.url}/plug/token-audit/trace`);
    const box = page.getByRole('textbox', {name: /Paste an id/});
    await box.focus();
    await page.evaluate((text) => navigator.clipboard.writeText(text), `Authorization: Bearer ${dead.secret}`);
    await page.keyboard.press('Control+V');
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {name: /treat it as leaked/}).waitFor();
    expect(await box.inputValue()).not.toContain(dead.secret);
    await look(page, seen);
    expect(await heapOf(page)).not.toContain(dead.secret);

    // Created and rotated: each secret is there while its dialog is.
    await openUserSettings(page, target);
    const pane = page.locator('.TokenAudit__mine');
    const dialog = page.locator('dialog[open]');
    const take = async () => {
        const secret = await dialog.locator('.TokenAudit__secret code').innerText();
        await dialog.getByText('is noted in your preferences').waitFor();
        await dialog.getByLabel('I have stored it').check();
        await dialog.getByRole('button', {name: 'Done'}).click();
        await expect.poll(() => dialog.count()).toBe(0);
        return secret;
    };
    await pane.getByRole('button', {name: 'Create a token'}).click();
    await dialog.getByLabel('What will use it, and where').fill(walk);
    await dialog.getByRole('button', {name: 'Create token'}).click();
    const made = await take();
    await pane.locator('.TokenAudit__my-token', {hasText: walk}).getByRole('button', {name: 'Rotate'}).click();
    await dialog.getByRole('button', {name: 'Make the new secret'}).click();
    const rotated = await take();
    await look(page, seen);
    const heap = await heapOf(page);

    // The net has caught what it should catch: ids, and the three secrets are three.
    const secrets = [dead.secret, made, rotated];
    expect(new Set(secrets).size).toBe(3);
    expect(seen.pages.some((text) => text.includes(dead.id))).toBe(true);
    expect(seen.downloads.map((text) => text.includes(dead.id))).toEqual([true, true]);
    for (const [place, texts] of Object.entries({...seen, heap: [heap]})) {
        for (const secret of secrets) {
            expect({place, found: (texts as string[]).filter((text) => text.includes(secret)).length}).toEqual({place, found: 0});
        }
    }
    await context.close();
});

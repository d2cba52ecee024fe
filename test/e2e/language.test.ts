import {randomBytes} from 'node:crypto';

import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from 'vitest';

import {createToken, createUser, PASSWORD} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {signIn} from './navigation.ts';
import {prepareTarget} from './target.ts';

import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Page} from 'playwright-core';

let prepared: PreparedTarget;
let browser: Browser;
let reader: UserProfile;
let context: BrowserContext;
let page: Page;

/** Addresses of the German texts that the page asked for. */
let german: string[];
const germanTexts = /\/plugins\/token-audit\/de\.[0-9a-f]+\.js/;

beforeAll(async () => {
    prepared = await prepareTarget();
    browser = await launchBrowser();
    reader = await createUser(prepared.client, `reader-${randomBytes(4).toString('hex')}`);
    await prepared.client.updateUserRoles(reader.id, 'system_user system_admin');
    await createToken(prepared.client, reader.id, 'for the list');
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});

beforeEach(async () => {
    german = [];
    context = await browser.newContext({viewport: {width: 1400, height: 900}});
    page = await context.newPage();
    page.on('request', (request) => germanTexts.test(request.url()) && german.push(request.url()));
});
afterEach(() => context.close());

/** Signs the reader in with a language of theirs, and opens Access Tokens by its name there. */
async function open(locale: string, name: string): Promise<void> {
    await prepared.client.patchUser({...reader, locale});
    await signIn(page, prepared.target, {username: reader.username, password: PASSWORD});
    await page.goto(`${prepared.target.url}/admin_console/user_management/users`);
    await page.locator('.admin-sidebar').getByRole('link', {name, exact: true}).click();
}

/** What the user's own settings do: the host then shows everything anew. */
async function changeLanguage(locale: string): Promise<void> {
    await prepared.client.patchUser({...reader, locale});
    if (prepared.target.kind === 'host') {
        await page.evaluate((wanted) => (window as unknown as {__host: {setLocale(locale: string): void}}).__host.setLocale(wanted), locale);
    }
}

const header = () => page.locator('.admin-console__header');
const search = (name: string) => page.getByRole('searchbox', {name, exact: true});
const tabs = () => page.getByRole('tablist').getByRole('tab').allTextContents();

test('an admin whose language is German has the page, its name in the console, and its dates in German', async () => {
    await open('de', 'Zugriffs-Token');
    await search('Token suchen').waitFor();
    expect(await header().innerText()).toBe('Zugriffs-Token');
    expect(await tabs()).toEqual(expect.arrayContaining(['Token', 'Aktivität']));
    await page.getByText(/^Vollständig, Stand \d\d:\d\d:\d\d$/).waitFor();
    await page.getByText('for the list').click();
    await page.getByRole('complementary', {name: 'Einzelheiten zum Token'}).getByText('Systemadministrator').first().waitFor();
    expect(german).toHaveLength(1);
    expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
});

test('the console finds the page under its German and its English name', async () => {
    await open('de', 'Zugriffs-Token');
    for (const term of ['zurückziehen', 'personal access tokens']) {
        await page.locator('#adminSidebarFilter').fill(term);
        await page.locator('.admin-sidebar').getByRole('link', {name: /^Zugriffs-Token/}).waitFor();
    }
});

test('the page follows a change of language, and who reads English downloads no German', async () => {
    await open('en', 'Access Tokens');
    await search('Search tokens').waitFor();
    expect(await header().innerText()).toBe('Access Tokens');
    expect(german).toEqual([]);

    await changeLanguage('de');
    await search('Token suchen').waitFor();
    expect(await header().innerText()).toBe('Zugriffs-Token');

    await changeLanguage('en');
    await search('Search tokens').waitFor();
    expect(await header().innerText()).toBe('Access Tokens');
});

test.each([
    ['fr', /^Complete as of \d\d?:\d\d:\d\d\s[AP]M$/],
    ['en-AU', /^Complete as of \d\d?:\d\d:\d\d\s[ap]m$/],
])('%s, which is not translated, is in English, and English keeps the times of its region', async (locale, complete) => {
    await open(locale, 'Access Tokens');
    await page.getByText(complete).waitFor();
    expect(german).toEqual([]);
});

test('a text that German lacks, or that cannot be formatted, is in English amid the German', async () => {
    let changed = 0;
    await page.route(germanTexts, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).
            replace('"token_audit.tab.activity"', () => `"gone.${++changed}"`).
            replace(/("token_audit.filter.button":")[^"]*/, (_, start: string) => `${start}{broken${++changed}`);
        await route.fulfill({response, body});
    });
    await open('de', 'Zugriffs-Token');
    await search('Token suchen').waitFor();
    expect(changed).toBeGreaterThanOrEqual(2);
    expect(await tabs()).toEqual(expect.arrayContaining(['Token', 'Activity']));
    await page.getByRole('button', {name: /^Filters \(\d\)$/}).waitFor();
});

test('when the German texts cannot be loaded, the page is there in English', async () => {
    await page.route(germanTexts, (route) => route.abort());
    await open('de', 'Zugriffs-Token');
    await search('Search tokens').waitFor();
    expect(german.length).toBeGreaterThan(0);
});

test('when no surface can be loaded, that is said in German', async () => {
    await page.route(/\/console\.[0-9a-f]+\.js/, (route) => route.abort());
    await open('de', 'Zugriffs-Token');
    await page.getByRole('alert').getByText('Token Audit konnte diese Seite nicht anzeigen.').waitFor();
    await page.unroute(/\/console\.[0-9a-f]+\.js/);
    await page.getByRole('button', {name: 'Erneut versuchen'}).click();
    await search('Token suchen').waitFor();
});

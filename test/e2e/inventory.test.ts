import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';

import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from 'vitest';

import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {createToken, createUser} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {openAccessTokens, signedIn} from './navigation.ts';
import {cellsRunningOver} from './running_over.ts';
import {prepareTarget} from './target.ts';

import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Page} from 'playwright-core';

let prepared: PreparedTarget;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
    prepared = await prepareTarget();
    browser = await launchBrowser();
    context = await signedIn(browser, prepared.target, prepared.admin, {viewport: {width: 1600, height: 1000}});
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});
beforeEach(async () => {
    page = await context.newPage();
});
afterEach(() => page.close());

/** An admin, a leaver and a person with a token each; the person's was used. */
async function makePeople() {
    const tag = randomBytes(4).toString('hex');
    const {client} = prepared;
    const [admin, leaver, person] = await Promise.all(['admin', 'leaver', 'person'].map((role) => createUser(client, `${tag}-${role}`)));
    const make = (user: UserProfile | undefined, what: string) => createToken(client, user?.id ?? '', `${tag} ${what} integration`);
    const tokens = {admin: await make(admin, 'admin'), leaver: await make(leaver, 'leaver'), person: await make(person, 'person')};
    await new RestClient({url: client.getUrl(), token: tokens.person.secret}).getMe();
    await client.updateUserRoles(admin?.id ?? '', 'system_user system_admin');
    await client.updateUserActive(leaver?.id ?? '', false);
    return {tag, tokens};
}

const search = () => page.getByRole('searchbox', {name: 'Search tokens'});
const rows = () => page.getByRole('row').filter({has: page.getByRole('cell')});
const row = (text: string) => rows().filter({hasText: text});
const filters = () => page.getByRole('button', {name: /^Filters/});
const panel = () => page.getByRole('complementary', {name: 'Token details'});

test('last seen, creation and findings stand beside each token', async () => {
    const {tag} = await makePeople();
    await openAccessTokens(page, prepared.target);
    await search().fill(tag);
    await expect.poll(() => row(`${tag} person`).innerText()).toMatch(/this minute|minutes? ago/);
    await expect.poll(() => row(`${tag} admin`).innerText()).toContain('No session');
    await expect.poll(async () => (await row(`${tag} admin`).innerText()).match(/minutes? ago|this minute/)).not.toBeNull();
    await expect.poll(() => row(`${tag} admin`).innerText()).toMatch(/High/);
    expect(await cellsRunningOver(page)).toEqual([]);
});

test('filters combine, show as chips, are removed one by one, and live in the address', async () => {
    const {tag} = await makePeople();
    await openAccessTokens(page, prepared.target);
    await search().fill(tag);
    await expect.poll(() => rows().count()).toBe(3);
    await filters().click();
    await page.getByRole('group', {name: 'Owner'}).getByRole('checkbox', {name: 'System admin'}).check();
    await page.getByRole('group', {name: 'Owner'}).getByRole('checkbox', {name: 'Deactivated'}).check();
    await expect.poll(() => rows().count()).toBe(2);
    const chips = page.getByRole('list', {name: 'Filters in force'});
    await chips.getByRole('button', {name: 'System admin'}).click();
    await expect.poll(() => rows().count()).toBe(1);
    expect(await rows().innerText()).toContain(`${tag} leaver`);

    // A colleague opens the same address.
    await expect.poll(() => page.url()).toContain('owner=deactivated');
    const address = page.url();
    const other = await context.newPage();
    await other.goto(address);
    await other.getByText(`${tag} leaver integration`).first().waitFor();
    expect(await other.getByRole('row').filter({has: other.getByRole('cell')}).count()).toBe(1);
    await other.close();
});

test('what may be a secret is searched for, but never in the address', async () => {
    const {tag, tokens} = await makePeople();
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await search().fill(tag);
    await expect.poll(() => page.url()).toContain(`text=${tag}`);
    await search().fill(tokens.person.secret);
    await page.getByRole('heading', {name: 'No token matches'}).waitFor();
    await expect.poll(() => page.url()).not.toContain(tag);
    expect(page.url()).not.toContain(tokens.person.secret);
    await search().fill(tokens.person.id);
    await expect.poll(() => page.url()).toContain(tokens.person.id);
});

test('a token\'s panel tells everything known, acts on it, and has an address of its own', async () => {
    const {tag, tokens} = await makePeople();
    await openAccessTokens(page, prepared.target);
    await search().fill(tag);
    await page.getByRole('button', {name: `${tag} admin integration`}).click();
    await panel().getByRole('heading', {name: `${tag} admin integration`}).waitFor();
    await expect.poll(() => panel().innerText()).toMatch(/Created[\s\S]*by @/);
    expect(await panel().innerText()).toContain(tokens.admin.id);
    expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
    await expect.poll(() => page.url()).toContain(`token=${tokens.admin.id}`);
    const address = page.url();

    await panel().getByRole('button', {name: 'Deactivate'}).click();
    await page.getByRole('dialog').getByRole('button', {name: 'Deactivate 1 token'}).click();
    await page.getByRole('button', {name: 'Done'}).click();
    await expect.poll(() => panel().innerText()).toContain('Inactive');

    await page.goto(address);
    await panel().getByRole('heading', {name: `${tag} admin integration`}).waitFor();
    await expect.poll(() => panel().innerText()).toMatch(/Deactivated [\s\S]* by @/);
    await page.keyboard.press('Escape');
    expect(await panel().count()).toBe(0);
});

test('closing a panel gives the focus back to what opened it, Back closes it, and a link to a revoked token says so', async () => {
    const {tag, tokens} = await makePeople();
    await openAccessTokens(page, prepared.target);
    await search().fill(tag);
    const opener = page.getByRole('button', {name: `${tag} admin integration`});
    const hasFocus = () => opener.evaluate((button) => document.activeElement === button);
    const entries = () => page.evaluate(() => history.length);
    await expect.poll(() => page.url()).toContain(`text=${tag}`);
    const before = await entries();
    await opener.click();
    await panel().waitFor();
    await expect.poll(() => page.url()).toContain(`token=${tokens.admin.id}`);
    await page.keyboard.press('Escape');
    await panel().waitFor({state: 'detached'});
    expect(await hasFocus()).toBe(true);

    // Closing goes back: the history holds the panel once, however often one was opened.
    await expect.poll(() => page.url()).not.toContain('token=');
    await opener.click();
    await panel().waitFor();
    await expect.poll(() => page.url()).toContain(`token=${tokens.admin.id}`);
    expect(await entries()).toBe(before + 1);
    const address = page.url();
    await page.goBack();
    await panel().waitFor({state: 'detached'});
    expect(await rows().count()).toBeGreaterThan(0);

    await prepared.client.revokeUserAccessToken(tokens.admin.id);
    await page.goto(address);
    await page.getByText('The token that the link names is not on this server').waitFor();
    expect(await page.locator('.TokenAudit').first().innerText()).not.toContain(tokens.admin.id);
});

test('on a narrow screen nothing runs out of the page, and a token\'s panel is as high as the page', async () => {
    const {tokens} = await makePeople();
    await page.setViewportSize({width: 420, height: 900});
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    const root = page.locator('.TokenAudit').first();
    const inside = await root.evaluate((element) => {
        const {right} = element.getBoundingClientRect();
        const parts = element.querySelectorAll('.TokenAudit__figure, .TokenAudit__seen-bar, .TokenAudit__counts, .TokenAudit__toolbar button');
        return [...parts].map((part) => part.getBoundingClientRect().right <= right);
    });
    expect(new Set(inside)).toEqual(new Set([true]));
    await page.goto(`${page.url()}?token=${tokens.admin.id}`);
    await panel().waitFor();
    const [panelBox, rootBox] = [await panel().boundingBox(), await root.boundingBox()];
    expect(panelBox?.height).toBeGreaterThan((rootBox?.height ?? Infinity) - 2);
    expect(Math.abs((panelBox?.y ?? Infinity) - (rootBox?.y ?? 0))).toBeLessThan(2);
    await panel().getByRole('button', {name: 'Close'}).click();
    expect(await panel().count()).toBe(0);
});

test('on a low screen the page scrolls, and a row can be opened', async () => {
    const {tag} = await makePeople();
    await page.setViewportSize({width: 1400, height: 480});
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await search().fill(tag);
    await row(`${tag} leaver`).getByRole('button').first().click();
    await panel().waitFor();
    const [panelBox, rootBox] = [await panel().boundingBox(), await page.locator('.TokenAudit').first().boundingBox()];
    expect((panelBox?.y ?? Infinity) + (panelBox?.height ?? Infinity)).toBeLessThan((rootBox?.y ?? 0) + (rootBox?.height ?? 0) + 2);
});

test('a view is saved, found again after a reload, and forgotten', async () => {
    const {tag} = await makePeople();
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await search().fill(`${tag} leaver`);
    await page.getByRole('button', {name: 'Views'}).click();
    await page.getByRole('dialog').getByRole('textbox', {name: 'Name for the view shown now'}).fill(`view ${tag}`);
    await page.getByRole('dialog').getByRole('button', {name: 'Save view'}).click();
    await page.getByRole('dialog').getByRole('button', {name: `view ${tag}`, exact: true}).waitFor();

    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await page.getByRole('button', {name: 'Views'}).click();
    await page.getByRole('dialog').getByRole('button', {name: `view ${tag}`, exact: true}).click();
    await expect.poll(() => rows().count()).toBe(1);
    await page.getByRole('button', {name: 'Views'}).click();
    await page.getByRole('dialog').getByRole('button', {name: `Forget “view ${tag}”`}).click();
    await expect.poll(() => page.getByRole('dialog').getByRole('button', {name: `view ${tag}`, exact: true}).count()).toBe(0);
});

test('the summary counts, and what is clicked in it becomes the filter', async () => {
    await makePeople();
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await page.getByRole('button', {name: /^High \d/}).click();
    await expect.poll(() => page.url()).toContain('severity=high');
    await expect.poll(async () => (await rows().allInnerTexts()).every((text) => text.includes('High'))).toBe(true);
});

test('the summary\'s plot shows the tokens without a session, and all again', async () => {
    const {tag} = await makePeople();
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await search().fill(tag);
    await expect.poll(() => rows().count()).toBe(3);
    const part = page.getByRole('button', {name: /^no session \d/});
    await part.click();
    await expect.poll(() => rows().count()).toBe(2);
    expect((await rows().allInnerTexts()).join()).not.toContain(`${tag} person`);
    expect(await part.getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => page.url()).toContain('sessions=none');
    await part.click();
    await expect.poll(() => rows().count()).toBe(3);
    await page.getByRole('button', {name: /^Active \d/}).click();
    await page.getByRole('list', {name: 'Filters in force'}).getByRole('button', {name: 'Active'}).waitFor();
    await page.getByRole('button', {name: /^Tokens \d/}).click();
    await expect.poll(() => search().inputValue()).toBe('');
});

test('exactly what is filtered is exported, and an earlier export shows what changed since', async () => {
    const {tag, tokens} = await makePeople();
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    const exportAs = async (format: string) => {
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('dialog').getByRole('button', {name: format, exact: true}).click()]);
        return {path: await file.path(), text: await readFile(await file.path(), 'utf8')};
    };

    // The difference needs all tokens; the spreadsheet only those of this test.
    await page.getByRole('button', {name: 'Export'}).click();
    const before = await exportAs('JSON');
    await page.getByRole('dialog').getByRole('button', {name: 'Close'}).click();
    await search().fill(tag);
    await expect.poll(() => rows().count()).toBe(3);
    await page.getByRole('button', {name: 'Export'}).click();
    const csv = await exportAs('CSV');
    expect(csv.text.trim().split('\n')).toHaveLength(4);
    expect(Object.values(tokens).filter(({id, secret}) => !csv.text.includes(id) || (csv.text + before.text).includes(secret))).toEqual([]);
    await page.getByRole('dialog').getByRole('button', {name: 'Close'}).click();

    await prepared.client.revokeUserAccessToken(tokens.leaver.id);
    await prepared.client.disableUserAccessToken(tokens.person.id);
    const me = await prepared.client.getMe();
    await createToken(prepared.client, me.id, `${tag} made since`);
    await page.getByRole('button', {name: 'Reload'}).click();
    await page.getByText(`${tag} made since`).waitFor();
    await page.getByRole('button', {name: 'Export'}).click();
    await page.getByLabel('Compare with an earlier JSON export').setInputFiles(before.path);
    const result = page.getByRole('dialog').getByRole('status');
    await expect.poll(() => result.innerText()).toMatch(new RegExp(`New \\(1\\)[\\s\\S]*${tag} made since[\\s\\S]*Gone \\(1\\)[\\s\\S]*${tag} leaver[\\s\\S]*Deactivated \\(1\\)[\\s\\S]*${tag} person`));

    await page.getByLabel('Compare with an earlier JSON export').setInputFiles(csv.path);
    await page.getByRole('alert').getByText('The file is no JSON').waitFor();
});

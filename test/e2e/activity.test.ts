import {randomBytes} from 'node:crypto';

import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from 'vitest';

import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {createToken, createUser, PASSWORD} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {openAccessTokens, openActivity, signedIn, signIn, withoutNews} from './navigation.ts';
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
    context = await signedIn(browser, prepared.target, prepared.admin, {timezoneId: 'Asia/Tokyo'});
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});

beforeEach(async () => {
    page = await context.newPage();
});
afterEach(() => page.close());

/** An owner of their own with one token that was created, deactivated, activated and revoked, and one that lives. */
async function makeHistory(): Promise<{owner: UserProfile; living: string; revoked: string}> {
    const owner = await createUser(prepared.client, `history-${randomBytes(4).toString('hex')}`);
    const {id: living} = await createToken(prepared.client, owner.id, 'still in use');
    const {id: revoked} = await createToken(prepared.client, owner.id, 'short-lived');
    await prepared.client.disableUserAccessToken(revoked);
    await prepared.client.enableUserAccessToken(revoked);
    await prepared.client.revokeUserAccessToken(revoked);
    return {owner, living, revoked};
}

const search = () => page.getByRole('searchbox', {name: 'Search events'});
const rows = () => page.getByRole('table', {name: /What was done to tokens/}).getByRole('row').filter({has: page.getByRole('cell')});
const whats = async () => (await rows().allInnerTexts()).map((text) => /Created|Deactivated|Activated|Revoked/.exec(text)?.[0]);
const bars = () => page.getByRole('toolbar', {name: /Events over time/}).getByRole('button');

async function show(owner: UserProfile, count: number): Promise<void> {
    await openActivity(page, prepared.target);
    await search().fill(owner.username);
    await expect.poll(() => rows().count()).toBe(count);
}

test('every event is listed, newest first, with token, owner, actor, session and address, also of a revoked token', async () => {
    const {owner, living, revoked} = await makeHistory();
    await show(owner, 5);
    expect(await whats()).toEqual(['Revoked', 'Activated', 'Deactivated', 'Created', 'Created']);
    const oldest = await rows().last().innerText();
    expect(oldest).toMatch(new RegExp(`still in use\\s+${living}[\\s\\S]*@${owner.username}[\\s\\S]*@${prepared.admin.username}[\\s\\S]*Login session`));
    expect(await rows().first().innerText()).toContain(revoked);
    await page.getByText(/The server’s audits begin|Audits are read back to/).waitFor();
    expect(await cellsRunningOver(page)).toEqual([]);
});

test('what a token did names that token', async () => {
    const {id: adminId} = await prepared.client.getMe();
    const acting = await createToken(prepared.client, adminId, `automation ${randomBytes(4).toString('hex')}`);
    const owner = await createUser(prepared.client);
    await createToken(new RestClient({url: prepared.client.getUrl(), token: acting.secret}), owner.id, 'made by a token');
    await show(owner, 1);
    await expect.poll(() => rows().first().innerText()).toMatch(new RegExp(`made by a token[\\s\\S]*automation[\\s\\S]*${acting.id}`));
});

test('kinds, text and times narrow the list together, and are cleared together', async () => {
    const {owner} = await makeHistory();
    await show(owner, 5);
    await page.getByRole('checkbox', {name: /^Created/}).uncheck();
    await expect.poll(whats).toEqual(['Revoked', 'Activated', 'Deactivated']);
    await page.getByText(/^3 of [\d,]+ events/).waitFor();

    // A colleague opens the same address.
    await expect.poll(() => page.url()).toContain('event_kinds=');
    await page.goto(page.url());
    await expect.poll(whats).toEqual(['Revoked', 'Activated', 'Deactivated']);
    expect(await search().inputValue()).toBe(owner.username);
    await page.getByLabel('From', {exact: true}).fill('2100-01-01T00:00');
    await page.getByRole('heading', {name: 'No event matches'}).waitFor();
    await page.getByLabel('From', {exact: true}).fill('2000-01-01T00:00');
    await expect.poll(whats).toEqual(['Revoked', 'Activated', 'Deactivated']);
    await page.getByRole('button', {name: 'Clear filters'}).click();
    expect(await search().inputValue()).toBe('');
    expect(await page.getByLabel('From', {exact: true}).inputValue()).toBe('');
    expect(await page.getByRole('checkbox', {name: /^Created/}).isChecked()).toBe(true);
});

test('by keyboard alone: the plot is one stop, arrows go from bar to bar, Enter shows only that time', async () => {
    const {owner} = await makeHistory();
    await show(owner, 5);
    await page.getByRole('button', {name: 'Show as table'}).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    const last = bars().last();
    expect(await last.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await last.getAttribute('aria-label')).toMatch(/: \d created/);
    await page.keyboard.press('Tab');
    expect(await bars().evaluateAll((all) => all.includes(document.activeElement as HTMLButtonElement))).toBe(false);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', {name: 'Show all times'}).waitFor();
    expect(await page.getByLabel('From', {exact: true}).inputValue()).not.toBe('');
    await expect.poll(() => rows().count()).toBeGreaterThan(0);

    // Empty times show nothing, and there is a way back.
    await page.getByRole('button', {name: 'Show all times'}).click();
    await bars().first().focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {name: 'No event matches'}).waitFor();
    await page.getByRole('button', {name: 'Show all times'}).click();
    await expect.poll(() => rows().count()).toBe(5);
});

test('times are chosen by dragging over bars as well', async () => {
    const {owner} = await makeHistory();
    await show(owner, 5);
    const [from, to] = [await bars().first().boundingBox(), await bars().last().boundingBox()];
    await page.mouse.move((from?.x ?? 0) + 5, (from?.y ?? 0) + 20);
    await page.mouse.down();
    await page.mouse.move((to?.x ?? 0) + 5, (to?.y ?? 0) + 20, {steps: 5});
    await page.mouse.up();
    await page.getByRole('button', {name: 'Show all times'}).waitFor();
    await expect.poll(() => rows().count()).toBe(5);
});

test('the plot can be read as a table', async () => {
    const {owner} = await makeHistory();
    await show(owner, 5);
    await page.getByRole('button', {name: 'Show as table'}).click();
    const numbers = (await page.getByRole('region', {name: 'Events over time, as a table'}).getByRole('cell').allInnerTexts()).map(Number);
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(5);
});

test('has no accessibility problem, with bars, with a table, or with nothing found', async () => {
    const {owner} = await makeHistory();
    await show(owner, 5);
    expect(await accessibilityProblems(page, '.TokenAudit__activity')).toEqual([]);
    await page.getByRole('button', {name: 'Show as table'}).click();
    expect(await accessibilityProblems(page, '.TokenAudit__activity')).toEqual([]);
    await search().fill(`nothing of ${owner.username}`);
    await page.getByRole('heading', {name: 'No event matches'}).waitFor();
    expect(await accessibilityProblems(page, '.TokenAudit__activity')).toEqual([]);
});

test('without the right the page names it, and can be asked again', async () => {
    await makeHistory();
    const {id, username} = await createUser(prepared.client, `admin-${randomBytes(4).toString('hex')}`);
    await prepared.client.updateUserRoles(id, 'system_user system_admin');
    const other = await browser.newContext({viewport: {width: 1400, height: 900}});
    try {
        page = await other.newPage();
        await withoutNews(page);
        await signIn(page, prepared.target, {username, password: PASSWORD});

        // The page asks for the audits as soon as it opens, with the right or without: here not before the right is gone.
        const asked = page.waitForRequest('**/api/v4/audits?*');
        let refuse = () => {};
        const refused = new Promise<void>((resolve) => {
            refuse = resolve;
        });
        await page.route('**/api/v4/audits?*', (route) => refused.then(() => route.continue()));
        await openAccessTokens(page, prepared.target);
        await asked;
        await prepared.client.updateUserRoles(id, 'system_user');
        refuse();
        await page.getByRole('tab', {name: 'Activity'}).click();
        await page.getByRole('heading', {name: 'The audits could not be read'}).waitFor();
        expect(await page.getByRole('alert').innerText()).toContain('read_audits');
        expect(await accessibilityProblems(page, '.TokenAudit__activity')).toEqual([]);
        await prepared.client.updateUserRoles(id, 'system_user system_admin');
        await page.getByRole('button', {name: 'Try again'}).click();
        await expect.poll(() => rows().count()).toBeGreaterThan(0);
    } finally {
        await other.close();
    }
});

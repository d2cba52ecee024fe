import {randomBytes} from 'node:crypto';

import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {createToken, createUser} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {openAccessTokens, signedIn} from './navigation.ts';
import {prepareTarget} from './target.ts';

import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Locator, Page} from 'playwright-core';

let prepared: PreparedTarget;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
    prepared = await prepareTarget();
    browser = await launchBrowser();
    context = await signedIn(browser, prepared.target, prepared.admin);
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});

beforeEach(async () => {
    page = await context.newPage();
});
afterEach(() => page.close());

interface Crew {
    tag: string;
    owners: UserProfile[];
    tokens: Array<{id: string; secret: string}>;
}

/** Owners with tokens whose descriptions start with a tag of their own, so that a test sees only its own among all. */
async function makeCrew(owners: number, tokensEach: number): Promise<Crew> {
    const tag = randomBytes(4).toString('hex');
    const people = await Promise.all(Array.from({length: owners}, (_, i) => createUser(prepared.client, `${tag}-${i}`, {first_name: 'Crew', last_name: `${tag} ${i}`})));
    const tokens = await Promise.all(people.flatMap(({id}, owner) => Array.from({length: tokensEach}, (_, i) => createToken(prepared.client, id, `${tag} job ${owner}.${i}`))));
    return {tag, owners: people, tokens};
}

const search = () => page.getByRole('searchbox', {name: 'Search tokens'});
const bodyRows = () => page.getByRole('row').filter({has: page.getByRole('cell')});
const rowOf = (text: string): Locator => bodyRows().filter({hasText: text});
const status = () => page.getByRole('status').first();
const dialog = () => page.getByRole('dialog');

async function show(tag: string, count: number): Promise<void> {
    await openAccessTokens(page, prepared.target);
    await search().fill(tag);
    await page.getByText(new RegExp(`^${count.toLocaleString('en')} (of|tokens?)`)).waitFor();
}

/** What the server has of these tokens: id → active. */
async function onServer({owners}: Crew): Promise<Map<string, boolean>> {
    const lists = await Promise.all(owners.map(({id}) => prepared.client.getUserAccessTokensForUser(id, 0, 200)));
    return new Map(lists.flat().map((token) => [token.id, token.is_active]));
}

describe('the list', () => {
    test('shows every token with its owner and state, says that it is complete, and finds by description, owner and id', async () => {
        const crew = await makeCrew(3, 2);
        const [first, second] = crew.tokens;
        await prepared.client.disableUserAccessToken(second?.id ?? '');
        await show(crew.tag, 6);

        await page.getByText(/Complete as of/).waitFor();
        expect(await bodyRows().count()).toBe(6);
        expect(await rowOf(`${crew.tag} job 0.0`).innerText()).toMatch(new RegExp(`Crew ${crew.tag} 0\\s+@${crew.tag}-0[\\s\\S]*Active[\\s\\S]*${first?.id}`));
        expect(await rowOf(`${crew.tag} job 0.1`).innerText()).toContain('Inactive');

        await search().fill(`@${crew.tag}-2`);
        await expect.poll(() => bodyRows().count()).toBe(2);
        await search().fill(first?.id ?? '');
        await expect.poll(() => bodyRows().count()).toBe(1);
        await search().fill(`no such token ${crew.tag}`);
        await page.getByRole('heading', {name: 'No token matches'}).waitFor();
        await page.getByRole('button', {name: 'Clear search and filter'}).click();
        await expect.poll(() => bodyRows().count()).toBeGreaterThan(5);
    });

    test('sorts by a column both ways, and filters by state', async () => {
        const crew = await makeCrew(2, 2);
        await prepared.client.disableUserAccessToken(crew.tokens[3]?.id ?? '');
        await show(crew.tag, 4);
        const descriptions = async () => (await bodyRows().allInnerTexts()).map((text) => text.match(/job \S+/)?.[0]);

        await page.getByRole('button', {name: 'Description'}).click();
        expect(await descriptions()).toEqual(['job 0.0', 'job 0.1', 'job 1.0', 'job 1.1']);
        await page.getByRole('button', {name: 'Description'}).click();
        expect(await descriptions()).toEqual(['job 1.1', 'job 1.0', 'job 0.1', 'job 0.0']);
        expect(await page.getByRole('columnheader', {name: 'Description'}).getAttribute('aria-sort')).toBe('descending');

        await page.getByRole('button', {name: /^Filters/}).click();
        await page.getByRole('group', {name: 'State'}).getByRole('checkbox', {name: 'Inactive'}).check();
        expect(await descriptions()).toEqual(['job 1.1']);
    });

    test('a description is text, whatever it holds', async () => {
        const tag = randomBytes(4).toString('hex');
        const me = await prepared.client.getMe();
        const hostile = `${tag} <img src=x onerror="document.title='owned'"> {{7*7}} ${'\u202e'}gnp.exe`;
        await createToken(prepared.client, me.id, hostile);
        await show(tag, 1);
        expect(await rowOf(tag).innerText()).toContain('<img src=x onerror=');
        expect(await page.title()).not.toBe('owned');
        expect(await page.locator('.TokenAudit img').count()).toBe(0);
    });

    test('has no accessibility problem, empty, filled or with a dialog open', async () => {
        const crew = await makeCrew(1, 2);
        await show(crew.tag, 2);
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
        await page.getByRole('checkbox', {name: 'Select all 2 matching tokens'}).check();
        await page.getByRole('button', {name: 'Revoke'}).click();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
        await page.keyboard.press('Escape');
        await search().fill(`nothing ${crew.tag}`);
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
    });
});

describe('a selection', () => {
    test('survives filtering, is counted, and is given up only on purpose', async () => {
        const crew = await makeCrew(2, 3);
        await show(crew.tag, 6);
        await rowOf(`${crew.tag} job 0.0`).getByRole('checkbox').check();
        await search().fill(`${crew.tag} job 1`);
        await expect.poll(() => status().innerText()).toBe('1 token selected, 1 not shown');

        // Cancelling the question keeps it as well.
        await page.getByRole('button', {name: 'Revoke'}).click();
        await dialog().getByRole('button', {name: 'Cancel'}).click();
        await search().fill(crew.tag);
        expect(await rowOf(`${crew.tag} job 0.0`).getByRole('checkbox').isChecked()).toBe(true);

        await page.getByRole('button', {name: 'Clear', exact: true}).click();
        expect(await rowOf(`${crew.tag} job 0.0`).getByRole('checkbox').isChecked()).toBe(false);
    });

    test('a range is ticked with Shift', async () => {
        const crew = await makeCrew(1, 5);
        await show(crew.tag, 5);
        await page.getByRole('button', {name: 'Description'}).click();
        await bodyRows().nth(1).getByRole('checkbox').click();
        await bodyRows().nth(3).getByRole('checkbox').click({modifiers: ['Shift']});
        await expect.poll(() => status().innerText()).toBe('3 tokens selected');
    });
});

describe('changes', () => {
    test('the selected tokens are deactivated and activated again, and the page shows what the server says', async () => {
        const crew = await makeCrew(2, 2);
        await show(crew.tag, 4);
        await page.getByRole('checkbox', {name: 'Select all 4 matching tokens'}).check();
        await page.getByRole('button', {name: 'Deactivate'}).click();
        expect(await dialog().innerText()).toMatch(/Deactivate 4 tokens\?[\s\S]*2 owners[\s\S]*2 tokens[\s\S]*2 tokens/);
        await dialog().getByRole('button', {name: 'Deactivate 4 tokens'}).click();
        await dialog().getByRole('heading', {name: '4 of 4 tokens: deactivated'}).waitFor();
        expect([...(await onServer(crew)).values()]).toEqual([false, false, false, false]);
        await dialog().getByRole('button', {name: 'Done'}).click();
        expect(await bodyRows().filter({hasText: 'Inactive'}).count()).toBe(4);

        await page.getByRole('checkbox', {name: 'Select all 4 matching tokens'}).check();
        await page.getByRole('button', {name: 'Activate', exact: true}).click();
        await dialog().getByRole('button', {name: 'Activate 4 tokens'}).click();
        await dialog().getByRole('heading', {name: '4 of 4 tokens: activated'}).waitFor();
        expect([...(await onServer(crew)).values()]).toEqual([true, true, true, true]);
    });

    test('what was revoked elsewhere meanwhile is named as already gone', async () => {
        const crew = await makeCrew(1, 3);
        await show(crew.tag, 3);
        await prepared.client.revokeUserAccessToken(crew.tokens[1]?.id ?? '');
        await page.getByRole('checkbox', {name: 'Select all 3 matching tokens'}).check();
        await page.getByRole('button', {name: 'Revoke'}).click();
        await dialog().getByRole('textbox', {name: 'Type 3 to confirm'}).fill('3');
        await dialog().getByRole('button', {name: 'Revoke 3 tokens'}).click();
        await dialog().getByRole('heading', {name: '2 of 3 tokens: revoked'}).waitFor();
        expect(await dialog().getByRole('listitem').filter({hasText: `${crew.tag} job 0.1`}).innerText()).toContain('Was revoked already');
    });

    test('by keyboard alone: find, tick, revoke, confirm, done', async () => {
        const crew = await makeCrew(1, 1);
        await openAccessTokens(page, prepared.target);
        await search().focus();
        await page.keyboard.type(crew.tag);
        await expect.poll(() => bodyRows().count()).toBe(1);

        // From the search: state, reload, the table's scroll area, select all.
        const box = page.getByRole('checkbox', {name: 'Select the 1 matching token'});
        for (let i = 0; i < 8 && !await box.evaluate((element) => element === document.activeElement); i++) {
            await page.keyboard.press('Tab');
        }
        await page.keyboard.press('Space');
        const revoke = page.getByRole('button', {name: 'Revoke'});
        for (let i = 0; i < 8 && !await revoke.evaluate((element) => element === document.activeElement); i++) {
            await page.keyboard.press('Shift+Tab');
        }
        await page.keyboard.press('Enter');
        const count = dialog().getByRole('textbox', {name: 'Type 1 to confirm'});
        for (let i = 0; i < 8 && !await count.evaluate((element) => element === document.activeElement); i++) {
            await page.keyboard.press('Tab');
        }
        await page.keyboard.type('1');
        await page.keyboard.press('Enter');
        await dialog().getByRole('heading', {name: '1 of 1 token: revoked'}).waitFor();
        expect((await onServer(crew)).size).toBe(0);
        await page.keyboard.press('Escape');
        expect(await dialog().count()).toBe(0);
    });

    test('1,000 tokens of 200 owners are listed, and 300 of them revoked in one go are gone on the server', async () => {
        const crew = await makeCrew(200, 5);
        await show(crew.tag, 1000);
        expect(await bodyRows().count()).toBeLessThan(60);

        // The tokens 0.x to 59.x, by their owners.
        await page.getByRole('button', {name: 'Description'}).click();
        const doomed = new Set(crew.tokens.slice(0, 300).map(({id}) => id));
        for (let owner = 0; owner < 60; owner++) {
            await search().fill(`${crew.tag} job ${owner}.`);
            await page.getByRole('checkbox', {name: 'Select all 5 matching tokens'}).check();
        }
        await search().fill(crew.tag);
        await page.getByText('300 tokens selected', {exact: true}).waitFor();
        await page.getByRole('button', {name: 'Revoke'}).click();
        expect(await dialog().innerText()).toMatch(/Revoke 300 tokens\?[\s\S]*60 owners[\s\S]*and 10 more owners/);
        const confirm = dialog().getByRole('button', {name: 'Revoke 300 tokens'});
        expect(await confirm.isDisabled()).toBe(true);
        await dialog().getByRole('textbox', {name: 'Type 300 to confirm'}).fill('300');
        await confirm.click();
        await dialog().getByRole('heading', {name: '300 of 300 tokens: revoked'}).waitFor();
        await dialog().getByRole('button', {name: 'Done'}).click();
        await page.getByText(/^700 (of|tokens)/).waitFor();

        const left = await onServer(crew);
        expect(left.size).toBe(700);
        expect([...left.keys()].some((id) => doomed.has(id))).toBe(false);
    }, 120_000);
});

import {randomBytes} from 'node:crypto';

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {TOKENS_PER_PAGE} from '../../server-bridge/tokens/list_tokens.ts';
import {createToken, createUser, PASSWORD} from '../mattermost/people.ts';

import {launchBrowser} from './browser.ts';
import {openAccessTokens, openPluginSettings, signIn, withoutNews} from './navigation.ts';
import {prepareStandIn, prepareTarget} from './target.ts';

import type {Credentials} from './navigation.ts';
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

/** Runs `use` in a page of a new browser context, signed in as `username`. `prepare` comes before the first page load. */
async function withPage(use: (page: Page) => Promise<void>, {username = prepared.admin.username, password = prepared.admin.password, prepare = () => Promise.resolve<unknown>(undefined)}: {
    username?: string;
    password?: string;
    prepare?: (page: Page) => Promise<unknown>;
} = {}): Promise<void> {
    const context = await browser.newContext({viewport: {width: 1400, height: 900}});
    try {
        const page = await context.newPage();
        await prepare(page);
        await signIn(page, prepared.target, {username, password});
        await use(page);
    } finally {
        await context.close();
    }
}

async function makeAdmin(): Promise<{id: string; username: string; password: string}> {
    const {id, username} = await createUser(prepared.client, `admin-${randomBytes(4).toString('hex')}`);
    await prepared.client.updateUserRoles(id, 'system_user system_admin');
    return {id, username, password: PASSWORD};
}

/** The cookie it brings is every tab's. */
async function signInInAnotherTab(page: Page, admin: Credentials): Promise<void> {
    const tab = await page.context().newPage();
    await signIn(tab, prepared.target, admin);
    await tab.close();
}

const tokensShown = async (page: Page) => parseInt(await page.getByRole('status').filter({hasText: /tokens/}).innerText(), 10);
const complete = (page: Page) => page.getByText(/Complete as of/);
const reload = (page: Page) => page.getByRole('button', {name: 'Reload'});

describe('when something is missing, the page says what, and goes on when it is back', () => {
    test('the server does not answer', () => withPage(async (page) => {
        await page.route('**/api/v4/users/tokens?**', (route) => route.abort('connectionrefused'));
        await openAccessTokens(page, prepared.target);
        await page.getByRole('heading', {name: 'The tokens could not be read'}).waitFor();
        expect(await page.getByRole('alert').innerText()).toContain('The server did not answer.');
        await page.unroute('**/api/v4/users/tokens?**');
        await page.getByRole('button', {name: 'Try again'}).click();
        await complete(page).waitFor();
    }));

    test('the right is taken away while the page is open: what was read stays, labelled incomplete', async () => {
        const admin = await makeAdmin();
        await createToken(prepared.client, admin.id, 'made for the rights test');
        await withPage(async (page) => {
            await openAccessTokens(page, prepared.target);
            await complete(page).waitFor();
            await prepared.client.updateUserRoles(admin.id, 'system_user');
            await reload(page).click();
            await page.getByText(/Incomplete\. Your account lacks the right/).waitFor();
            expect(await page.getByText('made for the rights test').count()).toBe(1);
        }, {...admin, prepare: withoutNews});
    });

    test.each([
        ['session ends', 'Your session has ended. Log in again, then try again.', (id: string) => prepared.client.revokeAllSessionsForUser(id), (page: Page, admin: Credentials) => signInInAnotherTab(page, admin)],
        ['right is taken away', 'Your account lacks the right to do this.', (id: string) => prepared.client.updateUserRoles(id, 'system_user'), (_: Page, admin: {id: string}) => prepared.client.updateUserRoles(admin.id, 'system_user system_admin')],
    ] as const)('the %s in the middle of the list: cause and way out are named, and the rows that came stay', async (_, cause, takeAway, giveBack) => {
        const admin = await makeAdmin();
        await Promise.all(Array.from({length: TOKENS_PER_PAGE + 1}, (__, i) => createToken(prepared.client, admin.id, `made for the middle of the list ${i}`)));
        await withPage(async (page) => {
            await page.route('**/api/v4/users/tokens?page=1&**', async (route) => {
                await takeAway(admin.id);
                await route.continue();
            }, {times: 1});
            await openAccessTokens(page, prepared.target);
            const status = page.getByRole('status').filter({hasText: 'Incomplete.'});
            await status.getByText(cause).waitFor();
            const kept = await tokensShown(page);
            expect(kept).toBeGreaterThanOrEqual(TOKENS_PER_PAGE);
            expect(await page.getByRole('row').filter({has: page.getByRole('cell')}).count()).toBeGreaterThan(0);
            expect(await complete(page).count()).toBe(0);

            await giveBack(page, admin);
            await reload(page).click();
            await complete(page).waitFor();
            expect(await tokensShown(page)).toBeGreaterThan(kept);
            await page.getByRole('searchbox').fill(admin.username);
            await page.getByRole('checkbox', {name: `Select all ${TOKENS_PER_PAGE + 1} matching tokens`}).waitFor();
        }, {...admin, prepare: withoutNews});
    });

    test('the session ends while tokens are selected: nothing is changed, and the reason is named', async () => {
        const admin = await makeAdmin();
        const token = await createToken(prepared.client, admin.id, 'made for the session test');
        await withPage(async (page) => {
            await openAccessTokens(page, prepared.target);
            await page.getByRole('searchbox').fill(token.id);
            await page.getByRole('checkbox', {name: 'Select the 1 matching token'}).check();
            await prepared.client.revokeAllSessionsForUser(admin.id);
            await page.getByRole('button', {name: 'Deactivate'}).click();
            await page.getByRole('button', {name: 'Deactivate 1 token'}).click();
            await page.getByRole('alert').getByText('Your session has ended.').waitFor();
        }, admin);
        expect((await prepared.client.getUserAccessToken(token.id) as {is_active: boolean}).is_active).toBe(true);
    });

    test('a file of the plugin cannot be loaded: the console lives on, and trying again helps', () => withPage(async (page) => {
        let broken = true;
        await page.route('**/static/plugins/token-audit/console.*.js', (route) => (broken ? route.abort() : route.continue()));
        await openAccessTokens(page, prepared.target);
        await page.getByText('Token Audit could not show this page.').waitFor();
        expect(await page.locator('.admin-sidebar').getByRole('link', {name: 'Users', exact: true}).count()).toBe(1);
        broken = false;
        await page.getByRole('button', {name: 'Try again'}).click();
        await complete(page).waitFor();
    }));
});

describe('the plugin\'s settings page', () => {
    test('leads to the page in the System Console, and shows the same page in place on request', () => withPage(async (page) => {
        await openPluginSettings(page, prepared.target, 'token-audit');
        expect(await page.getByRole('link', {name: 'Open Access Tokens'}).getAttribute('href')).toMatch(/\/admin_console\/user_management\/access_tokens$/);
        await page.getByRole('button', {name: 'Show them here'}).click();
        await complete(page).waitFor();

        // It stands in the host's form, which Enter must not submit.
        await page.getByRole('searchbox').fill('x');
        await page.keyboard.press('Enter');
        expect(await page.getByRole('searchbox').inputValue()).toBe('x');
        expect(new URL(page.url()).pathname).toMatch(/plugin_token-audit$/);
    }));

    test('is the page\'s home on a host without a place for it in the console', () => withPage(async (page) => {
        await openPluginSettings(page, prepared.target, 'token-audit');
        await complete(page).waitFor();
    }, {prepare: (page) => page.addInitScript(() => {
        // The host of one day: its registry has no registerAdminConsolePlugin any more.
        interface Plugin {initialize: (registry: Record<string, unknown>, store: unknown) => void}
        let register: ((id: string, plugin: Plugin) => void) | undefined;
        Object.defineProperty(window, 'registerPlugin', {
            configurable: true,
            get: () => register && ((id: string, plugin: Plugin) => register?.(id, id === 'token-audit' ? {
                ...plugin,
                initialize: (registry, store) => plugin.initialize(new Proxy(registry, {
                    get: (target, name) => (name === 'registerAdminConsolePlugin' ? undefined : Reflect.get(target, name)),
                }), store),
            } : plugin)),
            set: (value) => {
                register = value;
            },
        });
    })}));
});

test('no secret reaches the page, its requests, its storage or its console', async () => {
    const me = await prepared.client.getMe();
    const {id, secret} = await createToken(prepared.client, me.id, 'made for the secrets test');
    const seen: string[] = [];
    await withPage(async (page) => {
        page.on('request', (request) => seen.push(request.url(), request.postData() ?? ''));
        page.on('response', (response) => void response.text().then((text) => seen.push(text), () => undefined));
        page.on('console', (message) => seen.push(message.text()));
        await openAccessTokens(page, prepared.target);
        await complete(page).waitFor();
        await page.getByRole('searchbox').fill(id);
        await page.getByRole('checkbox', {name: 'Select the 1 matching token'}).check();
        await page.getByRole('button', {name: 'Revoke'}).click();
        await page.getByRole('textbox', {name: 'Type 1 to confirm'}).fill('1');
        await page.getByRole('button', {name: 'Revoke 1 token'}).click();
        await page.getByRole('heading', {name: '1 of 1 token: revoked'}).waitFor();
        seen.push(await page.content());
        seen.push(await page.evaluate(() => JSON.stringify([{...localStorage}, {...sessionStorage}])));
    });

    // The net that should catch a secret catches the id, so it is not torn.
    expect(seen.filter((text) => text.includes(id)).length).toBeGreaterThan(2);
    expect(seen.filter((text) => text.includes(secret))).toEqual([]);
});

// A server that is named has one path.
test.skipIf(process.env.MM_URL)('on a server below a path, the plugin finds its files and the API', async () => {
    const below = await prepareStandIn('/company/chat');
    const context = await browser.newContext();
    try {
        const page = await context.newPage();
        await signIn(page, below.target, below.admin);
        await openAccessTokens(page, below.target);
        await page.getByRole('heading', {name: 'No personal access tokens'}).waitFor();
    } finally {
        await context.close();
        await below.stop();
    }
});

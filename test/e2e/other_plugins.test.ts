import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {bundle} from '../../build/bundle.ts';
import {installPlugin} from '../../build/install_plugin.ts';
import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {buildHost} from '../host/build_host.ts';
import {admin, createAdmin, installFixture} from '../host/fixture_plugin.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {launchBrowser} from './browser.ts';
import {openUserSettings, signIn} from './navigation.ts';

import type {HostControls} from '../host/page/host_window.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';
import type {Target} from './navigation.ts';
import type {Browser, BrowserContext, Page} from 'playwright-core';

let server: Mattermost;
let target: Target;
let api: Awaited<ReturnType<typeof createAdmin>>;
let client: RestClient;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
    server = await startMattermost({clientDir: await buildHost()});
    target = {url: server.url, kind: 'host'};
    api = await createAdmin(server.url);
    client = new RestClient({url: server.url});
    await client.login(admin.username, admin.password);
    await installPlugin(client, await bundle());
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser?.close();
    await server?.stop();
});
beforeEach(async () => {
    context = await browser.newContext({viewport: {width: 1400, height: 900}});
    page = await context.newPage();
});
afterEach(() => context.close());

type Order = 'before' | 'after';

/**
 * Installs another plugin, whose function body `change` is given the console's `definition` and gives it back, and signs
 * in where only the first of the two is enabled. Which way round they are is the order in which they change the console.
 */
async function withOther(order: Order, change: string, use: () => Promise<void>): Promise<void> {
    const remove = await installFixture(api, {id: 'fixture', initialize: `registry.registerAdminConsolePlugin((definition) => { ${change} });`});
    try {
        await client.disablePlugin(order === 'before' ? 'token-audit' : 'fixture');
        await signIn(page, target, admin);
        await use();
    } finally {
        await remove();
        await client.enablePlugin('token-audit');
    }
}

/** Lets the plugin that comes second in, into a page that is open. */
async function letSecondIn(order: Order): Promise<void> {
    await client.enablePlugin(order === 'before' ? 'token-audit' : 'fixture');
    await page.evaluate(() => (window as unknown as {__host: HostControls}).__host.syncPlugins());
}

/** Goes through the console's sidebar, without a page load: that would bring the plugins in again, in any order. */
async function goTo(name: string): Promise<void> {
    await page.locator('.admin-sidebar').getByRole('link', {name, exact: true}).click();
}

const sidebar = () => page.locator('.admin-sidebar');
const isUsable = () => page.getByText(/Complete as of/).or(page.getByRole('heading', {name: 'No personal access tokens'})).first().waitFor();

const addPage = `return {...definition, user_management: {...definition.user_management, subsections: {...definition.user_management.subsections, fixture: {
    url: 'user_management/fixture', title: 'Fixture page', searchableStrings: [], schema: {id: 'Fixture', component: () => React.createElement('h1', null, 'Of the fixture')},
}}}};`;
const freeze = 'const freeze = (value) => { if (value && typeof value === "object" && !value.$$typeof) { Object.values(value).forEach(freeze); Object.freeze(value); } return value; }; return freeze(definition);';
const replace = 'const {system_users} = definition.user_management.subsections; return {...definition, user_management: {...definition.user_management, subsections: {system_users}}};';
const take = 'const {user_management, ...rest} = definition; return rest;';

describe('another plugin that changes the console too', () => {
    test.each<[Order]>([['before'], ['after']])('and adds a page of its own %s ours: both are there', (order) => withOther(order, addPage, async () => {
        await page.goto(`${target.url}/admin_console/user_management/users`);
        await letSecondIn(order);
        await goTo('Fixture page');
        await page.getByRole('heading', {name: 'Of the fixture'}).waitFor();
        await goTo('Access Tokens');
        await isUsable();
    }));

    test('and freezes it before ours: our page is there', () => withOther('before', freeze, async () => {
        await page.goto(`${target.url}/admin_console/user_management/users`);
        await letSecondIn('before');
        await goTo('Access Tokens');
        await isUsable();
    }));

    test('and puts a User Management of its own in the place, before ours: our page is there', () => withOther('before', replace, async () => {
        await page.goto(`${target.url}/admin_console/user_management/users`);
        await letSecondIn('before');
        await goTo('Access Tokens');
        await isUsable();
    }));

    test.each<[string, Order, string]>([
        ['puts a User Management of its own in the place', 'after', replace],
        ['takes User Management away', 'before', take],
        ['takes User Management away', 'after', take],
    ])('and %s, %s ours: the plugin\'s settings page is the page\'s home, and the console lives on', (_, order, change) => withOther(order, change, async () => {
        await page.goto(`${target.url}/admin_console/about/license`);
        await letSecondIn(order);
        expect(await sidebar().getByRole('link', {name: 'Access Tokens', exact: true}).count()).toBe(0);
        await goTo('Token Audit');
        await isUsable();
        await goTo('Site Statistics');
        await page.waitForURL('**/reporting/system_analytics');
    }));

    test('and throws: the host blanks its console, and what of ours is elsewhere works', () => withOther('after', 'throw new Error("broken by the fixture");', async () => {
        await letSecondIn('after');
        await openUserSettings(page, target);
        await page.locator('.TokenAudit__mine').getByRole('button', {name: 'Create a token'}).waitFor();
        await page.goto(`${target.url}/plug/token-audit/trace`);
        await page.getByRole('textbox', {name: /Paste an id/}).waitFor();
    }));
});

test('once the other plugin is gone, our page is back where it was', async () => {
    await withOther('after', take, async () => {
        await page.goto(`${target.url}/admin_console/about/license`);
        await letSecondIn('after');
        expect(await sidebar().getByRole('link', {name: 'Access Tokens', exact: true}).count()).toBe(0);
        await client.disablePlugin('fixture');
        await page.evaluate(() => (window as unknown as {__host: HostControls}).__host.syncPlugins());
        await goTo('Access Tokens');
        await isUsable();
        await goTo('Token Audit');
        await page.getByRole('link', {name: 'Open Access Tokens'}).waitFor();
    });
});

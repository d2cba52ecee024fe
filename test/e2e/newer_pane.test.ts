import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {bundle} from '../../build/bundle.ts';
import {installPlugin} from '../../build/install_plugin.ts';
import {buildHost} from '../host/build_host.ts';
import {startNewerServer} from '../mattermost/newer_server.ts';
import {createUser, PASSWORD, signIn as signInByRest, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {launchBrowser} from './browser.ts';
import {openUserSettings, signIn} from './navigation.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {NewerServer} from '../mattermost/newer_server.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';
import type {Browser, BrowserContext, Page} from 'playwright-core';

const DAY_MS = 86_400_000;
const MAXIMUM_DAYS = 60;
const ROTATE = '**/api/v4/users/tokens/rotate';

let server: Mattermost;
let newer: NewerServer;
let user: RestClient;
let userId: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let old: {id: string; secret: string};

beforeAll(async () => {
    server = await startMattermost({clientDir: await buildHost()});
    const admin = await signInFirstAdmin(server);
    await installPlugin(admin, await bundle());
    userId = (await createUser(admin, 'ann')).id;
    await admin.updateUserRoles(userId, 'system_user system_user_access_token');
    newer = await startNewerServer(server, MAXIMUM_DAYS);
    user = await signInByRest(newer, 'ann');
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser?.close();
    await newer?.stop();
    await server?.stop();
});
beforeEach(async () => {
    const {id, token = ''} = await user.createUserAccessToken(userId, 'nightly report', Date.now() + (30 * DAY_MS));
    old = {id, secret: token};
    context = await browser.newContext({viewport: {width: 1200, height: 900}});
    page = await context.newPage();
    await signIn(page, {url: newer.url, kind: 'host'}, {username: 'ann', password: PASSWORD});
    await openUserSettings(page, {url: newer.url, kind: 'host'});
});
afterEach(async () => {
    await context.close();
    await Promise.all((await tokensOnServer()).map(({id}) => user.revokeUserAccessToken(id)));
});

const pane = () => page.locator('.TokenAudit__mine');
const dialog = () => page.locator('dialog[open]');
const item = () => pane().locator('.TokenAudit__my-token', {hasText: 'nightly report'});
const statusOf = async (secret: string) => (await fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}})).status;
const tokensOnServer = () => user.getUserAccessTokensForUser(userId, 0, 200) as Promise<Array<{id: string; description: string; expires_at?: number}>>;

/** Reads the secret off the dialog that shows it, and leaves that. */
async function takeSecret(): Promise<string> {
    const secret = await dialog().locator('.TokenAudit__secret code').innerText();
    await dialog().getByLabel('I have stored it').check();
    await dialog().getByRole('button', {name: 'Done'}).click();
    await expect.poll(() => dialog().count()).toBe(0);
    return secret;
}

async function askForRotation(days = '7'): Promise<void> {
    await item().getByRole('button', {name: 'Rotate'}).click();
    await dialog().getByLabel('At once, as when the secret has leaked').check();
    await dialog().getByLabel('Expires').selectOption(days);
}

const makeNewSecret = () => dialog().getByRole('button', {name: 'Make the new secret'}).click();

test('a token is made with an expiry within the server\'s policy, which is said, and shows when it ends', async () => {
    await pane().getByRole('button', {name: 'Create a token'}).click();
    await dialog().getByText('This server lets a token last 60 days at most.').waitFor();
    expect(await dialog().getByLabel('Expires').locator('option').allTextContents()).toEqual(['In 7 days', 'In 30 days', 'In 60 days']);
    await dialog().getByLabel('What will use it, and where').fill('ends in a week');
    await dialog().getByLabel('Expires').selectOption('7');
    const before = Date.now();
    await dialog().getByRole('button', {name: 'Create token'}).click();
    expect(await statusOf(await takeSecret())).toBe(200);
    const made = (await tokensOnServer()).find(({description}) => description === 'ends in a week');
    expect(Math.round(((made?.expires_at ?? 0) - before) / DAY_MS)).toBe(7);
    await expect.poll(() => pane().locator('.TokenAudit__my-token', {hasText: 'ends in a week'}).innerText()).toMatch(/Expires/);
});

test('a token is rotated in place: the same one with a new secret and a new end, and the old secret is dead', async () => {
    await askForRotation();
    await makeNewSecret();
    const secret = await takeSecret();
    expect([await statusOf(old.secret), await statusOf(secret)]).toEqual([401, 200]);
    const [token, ...others] = await tokensOnServer();
    expect([token?.id, others]).toEqual([old.id, []]);
    expect(token?.expires_at).toBeLessThan(Date.now() + (7 * DAY_MS));
    expect(await pane().locator('.TokenAudit__rotation').count()).toBe(0);
});

describe('a rotation in place whose answer is lost', () => {
    test('after the server rotated: that the old secret is dead and nobody has the new one is said, and once more makes one that works', async () => {
        let left = 1;
        await page.route(ROTATE, async (route) => {
            // The page asks with no id first, whether the server can do it at all.
            if ((route.request().postData() ?? '').includes(old.id) && left-- > 0) {
                await route.fetch();
                await route.abort('connectionreset');
            } else {
                await route.fallback();
            }
        });
        await askForRotation();
        await makeNewSecret();
        await dialog().getByRole('alert').getByText('nobody has seen that secret, and the old one has stopped').waitFor();
        expect(await statusOf(old.secret)).toBe(401);
        await makeNewSecret();
        expect(await statusOf(await takeSecret())).toBe(200);
        expect((await tokensOnServer()).map(({id}) => id)).toEqual([old.id]);
    });

    test('before the server heard of it: the failure is named, and the old secret still works', async () => {
        await askForRotation();
        await page.route(ROTATE, (route) => route.abort('connectionreset'));
        await makeNewSecret();
        await dialog().getByRole('alert').getByText('The server did not answer.').waitFor();
        expect(await dialog().getByText('nobody has seen').count()).toBe(0);
        expect(await statusOf(old.secret)).toBe(200);
    });
});

test('a creation whose answer is lost on a server that then stays away is cleared up when it is back', async () => {
    let isAway = false;
    await page.route('**/api/v4/users/*/tokens*', async (route) => {
        const isCreation = route.request().method() === 'POST';
        if (isCreation) {
            isAway = true;
            await route.fetch();
        }
        await (isAway ? route.abort('connectionreset') : route.fallback());
    });
    await pane().getByRole('button', {name: 'Create a token'}).click();
    await dialog().getByLabel('What will use it, and where').fill('lost');
    await dialog().getByRole('button', {name: 'Create token'}).click();
    await dialog().getByRole('heading', {name: 'Was the token made?'}).waitFor();
    isAway = false;
    await dialog().getByRole('button', {name: 'Look again'}).click();
    await dialog().getByText('The secret was lost on the way').waitFor();
    await dialog().getByRole('button', {name: 'Delete it'}).click();
    await expect.poll(async () => (await tokensOnServer()).map(({description}) => description)).toEqual(['nightly report']);
});

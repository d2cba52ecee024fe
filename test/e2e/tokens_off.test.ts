import {randomBytes} from 'node:crypto';

import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {fingerprintOf} from '../../server-bridge/log/fingerprint.ts';
import {createToken, createUser, PASSWORD} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {openAccessTokens, openUserSettings, signIn} from './navigation.ts';
import {changeSettings, prepareTarget} from './target.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {Credentials} from './navigation.ts';
import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Page} from 'playwright-core';

let prepared: PreparedTarget;
let client: RestClient;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
    prepared = await prepareTarget();
    client = prepared.client;

    // Another's stays when all of a test's are revoked, so that each can be run alone.
    await createToken(client, (await client.getMe()).id, 'stays');
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});

/** A person who may create tokens, with one that works and one that is deactivated, and a bot of the admin's with one. */
let tag: string;
let owner: UserProfile;
let bot: string;
let tokens: Record<'active' | 'inactive' | 'bot', {id: string; secret: string}>;

beforeEach(async () => {
    tag = randomBytes(4).toString('hex');
    owner = await createUser(client, `owner-${tag}`);
    await client.updateUserRoles(owner.id, 'system_user system_user_access_token');
    await client.addToTeam(prepared.team.id, owner.id);
    bot = (await client.createBot({username: `bot-${tag}`, display_name: ''})).user_id;
    tokens = {
        active: await createToken(client, owner.id, `${tag} backup`),
        inactive: await createToken(client, owner.id, `${tag} report`),
        bot: await createToken(client, bot, `${tag} build`),
    };
    await client.disableUserAccessToken(tokens.inactive.id);
    await switchTokens(false);
    context = await browser.newContext({viewport: {width: 1400, height: 900}});
    page = await context.newPage();
});
afterEach(async () => {
    await context.close();
    await switchTokens(true);
});

const switchTokens = (on: boolean) => changeSettings(client, {ServiceSettings: {EnableUserAccessTokens: on}});
const statusOf = async ({secret}: {secret: string}) => (await fetch(`${client.getUrl()}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}})).status;
const tokensOnServer = async (userId: string) => new Map((await client.getUserAccessTokensForUser(userId, 0, 200)).map(({id, is_active: active}) => [id, active]));
const dialog = () => page.locator('dialog[open]');
const look = (name: string) => (process.env.TOKEN_AUDIT_SCREENSHOTS ? page.screenshot({path: `${process.env.TOKEN_AUDIT_SCREENSHOTS}/${name}.png`}) : undefined);

describe('the page in the System Console', () => {
    const notice = () => page.getByText(/switched off/);
    const row = (text: string) => page.getByRole('row').filter({has: page.getByRole('cell'), hasText: text});

    beforeEach(async () => {
        await signIn(page, prepared.target, prepared.admin);
        await openAccessTokens(page, prepared.target);
        await page.getByText(/Complete as of/).waitFor();
        await page.getByRole('searchbox', {name: 'Search tokens'}).fill(tag);
    });

    test('says once what the switch does, which is what it does, and shows every token with its owner and state all the same', async () => {
        await expect.poll(() => notice().allInnerTexts()).toEqual([expect.stringMatching(/those of people do not work.* bots still work/)]);
        expect([await statusOf(tokens.active), await statusOf(tokens.bot)]).toEqual([401, 200]);
        await row(`${tag} backup`).getByText('Active', {exact: true}).waitFor();
        await row(`${tag} report`).getByText('Inactive', {exact: true}).waitFor();
        await row(`${tag} build`).getByText('Active', {exact: true}).waitFor();
        expect(await row(`owner-${tag}`).count()).toBe(2);
        expect(await row(`bot-${tag}`).count()).toBe(1);
        await look('tokens-off-console');
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);

        await switchTokens(true);
        await page.getByRole('button', {name: 'Reload'}).click();
        await expect.poll(() => notice().count()).toBe(0);
        expect([await statusOf(tokens.active), await statusOf(tokens.inactive)]).toEqual([200, 401]);
    });

    test('changes many tokens at once, as the server lets it', async () => {
        const change = async (action: string, outcome: string, confirm = async () => {}) => {
            await page.getByRole('checkbox', {name: 'Select all 3 matching tokens'}).check();
            await page.getByRole('button', {name: action, exact: true}).click();
            await confirm();
            await dialog().getByRole('button', {name: new RegExp(`^${action} \\d token`)}).click();
            await dialog().getByRole('heading', {name: outcome}).waitFor();
            await dialog().getByRole('button', {name: 'Close'}).last().click();
        };
        const states = async () => [...await tokensOnServer(owner.id), ...await tokensOnServer(bot)].map(([, active]) => active);
        await change('Deactivate', '2 of 2 tokens: deactivated');
        expect(await states()).toEqual([false, false, false]);
        await change('Activate', '3 of 3 tokens: activated');
        expect(await states()).toEqual([true, true, true]);
        await change('Revoke', '3 of 3 tokens: revoked', () => dialog().getByRole('textbox', {name: /^Type/}).fill('3'));
        expect(await states()).toEqual([]);
        await page.getByRole('heading', {name: 'No token matches'}).waitFor();
    });
});

describe('the settings pane', () => {
    const pane = () => page.locator('.TokenAudit__mine');
    const item = (description: string) => pane().locator('.TokenAudit__my-token', {hasText: description});
    const create = () => pane().getByRole('button', {name: 'Create a token'});

    async function openAs(user: Credentials): Promise<void> {
        await signIn(page, prepared.target, user);
        await openUserSettings(page, prepared.target);
        await item(tag).first().waitFor();
    }

    test('says that tokens are switched off, offers no new secret, and changes those there are', async () => {
        await openAs({username: owner.username, password: PASSWORD});
        expect(await pane().getByText(/switched off/).allInnerTexts()).toEqual([expect.stringMatching(/none of yours works/)]);
        expect(await create().isDisabled()).toBe(true);
        expect(await pane().getByRole('button', {name: /^Rotate/}).count()).toBe(0);
        await look('tokens-off-pane');
        expect(await accessibilityProblems(page, '.TokenAudit__mine')).toEqual([]);

        for (const [description, button] of [['backup', 'Deactivate'], ['report', 'Activate'], ['backup', 'Delete']] as const) {
            await item(description).getByRole('button', {name: new RegExp(`^${button}`)}).click();
            expect(await dialog().getByText('As soon as access tokens are switched on again').count()).toBe(button === 'Activate' ? 1 : 0);
            await dialog().getByRole('button', {name: button, exact: true}).click();
            await expect.poll(() => dialog().count()).toBe(0);
        }
        expect(await tokensOnServer(owner.id)).toEqual(new Map([[tokens.inactive.id, true]]));
        await expect.poll(() => item(tag).count()).toBe(1);
        expect(await item('report').innerText()).toContain('Active');
    });

    test('offers a new secret for a bot, whose tokens work on', async () => {
        await openAs(prepared.admin);
        expect(await item(`${tag} build`).getByRole('button', {name: /^Rotate/}).count()).toBe(1);
        await create().click();
        const acts = dialog().getByLabel('It acts as');
        expect(await acts.locator('option').allInnerTexts()).not.toContain(`@${prepared.admin.username}`);
        await acts.selectOption(`@bot-${tag}`);
        await dialog().getByLabel('What will use it, and where').fill(`${tag} deploy`);
        await dialog().getByRole('button', {name: 'Create token'}).click();
        const secret = await dialog().locator('.TokenAudit__secret code').innerText();
        expect(await statusOf({secret})).toBe(200);

        // Logs name a bot's token by what stands in its owner's preferences.
        await dialog().getByText(/^Its fingerprint/).waitFor();
        const me = await client.getMe();
        expect(await client.getPreferencesOfCategory(me.id, 'token_audit')).toContainEqual(expect.objectContaining({value: fingerprintOf(secret)}));
    });
});

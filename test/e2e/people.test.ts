import {randomBytes} from 'node:crypto';

import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {createToken, createUser, PASSWORD, signIn as signInByRest} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {openAccessTokens, signedIn, signIn, withoutNews} from './navigation.ts';
import {changeSettings, prepareTarget} from './target.ts';

import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Page} from 'playwright-core';

const CREATE = 'system_user_access_token';

let prepared: PreparedTarget;
let client: RestClient;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
    prepared = await prepareTarget();
    client = prepared.client;
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

const tagged = (name: string) => `${name}-${randomBytes(4).toString('hex')}`;
const search = () => page.getByRole('searchbox', {name: 'Search people'});
const rows = () => page.getByRole('table', {name: 'Who may create tokens or post anywhere'}).getByRole('row').filter({has: page.getByRole('cell')});
const dialog = () => page.getByRole('dialog');
const dialogButton = (name: string | RegExp) => dialog().getByRole('button', {name});
const rolesOf = async ({id}: UserProfile) => (await client.getUser(id)).roles;
const statusOf = (secret: string) => new RestClient({url: client.getUrl(), token: secret}).getMe().then(() => 200, ({status}: {status: number}) => status);

/** Someone with these roles and that many active tokens. */
async function make(name: string, roles: string, tokens = 0): Promise<{user: UserProfile; secrets: string[]}> {
    const user = await createUser(client, tagged(name));
    await client.updateUserRoles(user.id, roles);
    const made = await Promise.all(Array.from({length: tokens}, (_, i) => createToken(client, user.id, `${user.username} ${i}`)));
    return {user, secrets: made.map(({secret}) => secret)};
}

async function openPeople(): Promise<void> {
    await openAccessTokens(page, prepared.target);
    await page.getByRole('tab', {name: 'People'}).click();
    await page.getByText(/^Roles as of/).waitFor();
}

/** Shows one person's row alone. */
async function show({username}: UserProfile): Promise<void> {
    await search().fill(username);
    await expect.poll(() => rows().count()).toBe(1);
}

const manageRolesOf = ({username}: UserProfile) => page.getByRole('button', {name: `Manage roles of @${username}`}).click();

describe('the list', () => {
    test('says of everyone with a right what they may and how many active tokens they have, and of working tokens without the right', async () => {
        const tag = tagged('x');
        const [holder, poster, guest, leaver, former] = await Promise.all([
            make(`${tag}-holder`, `system_user ${CREATE}`, 2),
            make(`${tag}-poster`, 'system_user system_post_all_public'),
            make(`${tag}-guest`, `system_guest ${CREATE}`),
            make(`${tag}-leaver`, `system_user ${CREATE}`, 1),
            make(`${tag}-former`, 'system_user', 1),
        ]);
        await client.updateUserActive(leaver.user.id, false);
        const {user_id: bot} = await client.createBot({username: `${tag}-bot`, display_name: ''});
        await client.updateUserRoles(bot, 'system_user system_post_all');
        await make(`${tag}-nobody`, 'system_user');

        await openPeople();
        await search().fill(tag);
        await expect.poll(() => rows().count()).toBe(6);
        const textOf = async (username: string) => (await rows().filter({hasText: `@${username}`}).innerText()).replace(/\s+/g, ' ');
        await expect.poll(() => textOf(holder.user.username)).toContain(`Yes ${CREATE} Where they are a member 2`);
        expect(await textOf(poster.user.username)).toContain('No In every public channel 0');
        expect(await textOf(guest.user.username)).toMatch(new RegExp(`Guest.*Yes ${CREATE}`));
        expect(await textOf(leaver.user.username)).toMatch(/Deactivated.*Once the account is active again/);
        expect(await textOf(former.user.username)).toContain('No, but has active tokens');
        expect(await textOf(`${tag}-bot`)).toMatch(/Bot.*No In every channel/);

        const shown = async () => (await rows().allInnerTexts()).map((text) => new RegExp(`${tag}-([a-z]+)`).exec(text)?.[1]).sort();
        for (const [group, members] of [['Right without active token', ['guest']], ['Active tokens without the right', ['former']], ['May post anywhere', ['bot', 'poster']]] as const) {
            await page.getByRole('group', {name: 'Which people are shown'}).getByRole('button', {name: group}).click();
            await expect.poll(shown).toEqual(members);
        }
    });

    test('the number of tokens leads to them', async () => {
        const {user} = await make('owner', `system_user ${CREATE}`, 2);
        await openPeople();
        await show(user);
        await page.getByRole('button', {name: `2 active tokens of @${user.username}: show`}).click();
        await page.getByText(`${user.username} 0`).waitFor();
        await page.getByText(/^2 of \d+ tokens$/).waitFor();
    });

    test('without an answer of the server it says so, and can be asked again', async () => {
        await page.route(/users\?.*role=/, (route) => route.abort());
        await openAccessTokens(page, prepared.target);
        await page.getByRole('tab', {name: 'People'}).click();
        await page.getByText(/The server did not answer/).waitFor();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
        await page.unroute(/users\?.*role=/);
        await page.getByRole('button', {name: 'Reload'}).click();
        await page.getByText(/^Roles as of/).waitFor();
    });
});

describe('the switch', () => {
    test('says that tokens are on or off, and leads to its place', async () => {
        await openPeople();
        await page.getByText('Personal access tokens are switched on.').waitFor();
        try {
            await changeSettings(client, {ServiceSettings: {EnableUserAccessTokens: false}});
            await page.getByRole('button', {name: 'Reload'}).click();
            await page.getByText(/^Personal access tokens are switched off/).waitFor();
        } finally {
            await changeSettings(client, {ServiceSettings: {EnableUserAccessTokens: true}});
        }
        await page.getByRole('link', {name: 'Integrations → Integration Management'}).click();
        await page.waitForURL(`${prepared.target.url}/admin_console/integrations/integration_management`);
    });

    test('a right that everybody has is said, for no list can show it', async () => {
        const [role] = await client.getRolesByNames(['system_user']);
        const permissions = [...role?.permissions ?? []];
        try {
            await client.patchRole(role?.id ?? '', {permissions: [...permissions, 'create_user_access_token']});
            await openPeople();
            await page.getByText(/Everyone with the role system_user may create tokens/).waitFor();
        } finally {
            await client.patchRole(role?.id ?? '', {permissions});
        }
    });
});

test('by keyboard alone: someone is found by name and given the right, keeping every other role, and can use it', async () => {
    const {user} = await make('found', 'system_user custom_group_user');
    await openPeople();
    await page.getByRole('button', {name: 'Give someone the right'}).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(user.username.slice(0, -2));
    await dialogButton(new RegExp(user.username)).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/They can create any number of tokens/).waitFor();
    for (let i = 0; i < 10 && !await dialogButton('Give the right').evaluate((button) => button === document.activeElement); i++) {
        await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByText(`Saved: @${user.username} now holds system_user, custom_group_user, ${CREATE}.`).waitFor();
    expect(await rolesOf(user)).toBe(`system_user custom_group_user ${CREATE}`);
    expect((await createToken(await signInByRest({url: client.getUrl()}, user.username), user.id, 'my first')).id).toHaveLength(26);
});

test('the right is taken away: the tokens work until they are deactivated as well', async () => {
    const {user, secrets} = await make('loser', `system_user ${CREATE} custom_group_user`, 2);
    const self = await signInByRest({url: client.getUrl()}, user.username);
    await openPeople();
    await show(user);
    await manageRolesOf(user);
    await dialog().getByRole('checkbox', {name: /May create personal access tokens/}).uncheck();
    await page.getByText('It does not stop their tokens: 2 active tokens keep working.').waitFor();
    await dialogButton('Take the right away').click();
    await page.getByText(/can no longer create tokens. Their 2 active tokens keep working/).waitFor();

    expect(await rolesOf(user)).toBe('system_user custom_group_user');
    await expect(createToken(self, user.id, 'one more')).rejects.toMatchObject({kind: 'forbidden'});
    expect(await Promise.all(secrets.map(statusOf))).toEqual([200, 200]);

    await dialogButton('Deactivate 2 tokens …').click();
    await dialogButton('Deactivate 2 tokens').click();
    await dialog().getByRole('heading', {name: '2 of 2 tokens: deactivated'}).waitFor();
    await dialogButton('Close').last().click();
    expect(await Promise.all(secrets.map(statusOf))).toEqual([401, 401]);
    await page.getByRole('heading', {name: 'Nobody matches'}).waitFor();
});

test('whom a deactivation tells of it is asked for once, though last seen is still read meanwhile', async () => {
    const {user} = await make('told', `system_user ${CREATE}`, 1);
    await Promise.all([make('other', 'system_user', 1), make('other', 'system_user', 1)]);
    const held: Array<() => void> = [];

    // Were all of them held, none of the page's few connections would be left.
    let sessions = 0;
    await page.route(/\/sessions$/, (route) => (++sessions > 3 ? route.continue() : void held.push(() => void route.continue())));
    await openPeople();
    await show(user);
    await manageRolesOf(user);
    await dialog().getByRole('checkbox', {name: /May create personal access tokens/}).uncheck();
    await dialogButton('Take the right away').click();
    await dialogButton('Deactivate 1 token …').click();
    await dialog().getByRole('checkbox', {name: /Tell the owners/}).check();
    await dialog().getByText('1 person will be told.').waitFor();
    let asked = 0;
    page.on('request', (request) => {
        asked += Number(request.url().endsWith('/users/ids'));
    });
    expect(held).toHaveLength(3);
    for (let answer = held.shift(); answer; answer = held.shift()) {
        answer();
        await page.waitForTimeout(200);
    }
    expect(asked).toBe(0);
});

test('leaving the tokens active leaves them working, and the list says so', async () => {
    const {user, secrets} = await make('keeper', `system_user ${CREATE}`, 1);
    await openPeople();
    await show(user);
    await manageRolesOf(user);
    await dialog().getByRole('checkbox', {name: /May create personal access tokens/}).uncheck();
    await dialogButton('Take the right away').click();
    await dialogButton('Leave them active').click();
    await expect.poll(() => rows().first().innerText()).toContain('No, but has active tokens');
    expect(await statusOf(secrets[0] ?? '')).toBe(200);
});

test('where someone may post is chosen, and the roles follow', async () => {
    const {user} = await make('poster', `system_user ${CREATE} system_post_all_public`);
    await openPeople();
    await show(user);
    await manageRolesOf(user);
    expect(await dialog().getByRole('radio', {name: /In every public channel/}).isChecked()).toBe(true);
    expect(await dialogButton('Save').isDisabled()).toBe(true);
    await dialog().getByRole('radio', {name: /In every channel/}).check();
    await dialogButton('Save').click();
    await page.getByText(/^Saved:/).waitFor();
    expect(await rolesOf(user)).toBe(`system_user ${CREATE} system_post_all`);
});

test('of a system admin nothing can be taken, to a bot the right cannot be given', async () => {
    const {username} = await client.getMe();
    const {user_id: bot} = await client.createBot({username: tagged('bot'), display_name: ''});
    await client.updateUserRoles(bot, 'system_user system_post_all');
    await openPeople();
    await search().fill(`@${username}`);
    await page.getByRole('button', {name: `Manage roles of @${username}`, exact: true}).click();
    const box = dialog().getByRole('checkbox', {name: /May create personal access tokens/});
    expect([await box.isChecked(), await box.isDisabled()]).toEqual([true, true]);
    await dialogButton('Cancel').click();
    await search().fill(bot);
    await rows().getByRole('button', {name: /^Manage roles of/}).click();
    expect([await box.isChecked(), await box.isDisabled()]).toEqual([false, true]);
});

test('without the right to manage roles nothing changes, and the missing permission is named', async () => {
    const {user} = await make('target', `system_user ${CREATE}`);
    const {user: demoted} = await make('demoted', 'system_user system_admin');
    const other = await browser.newContext({viewport: {width: 1400, height: 900}});
    try {
        page = await other.newPage();
        await withoutNews(page);
        await signIn(page, prepared.target, {username: demoted.username, password: PASSWORD});
        await openPeople();
        await show(user);
        await client.updateUserRoles(demoted.id, 'system_user');
        await manageRolesOf(user);
        await dialog().getByRole('checkbox', {name: /May create personal access tokens/}).uncheck();
        await dialogButton('Take the right away').click();
        await expect.poll(() => dialog().getByRole('alert').innerText()).toContain('manage_roles');
        expect(await rolesOf(user)).toBe(`system_user ${CREATE}`);
        expect(await accessibilityProblems(page, 'dialog')).toEqual([]);
    } finally {
        await other.close();
    }
});

test('what looks like a secret is not searched for', async () => {
    const {secrets: [secret = '']} = await make('leaker', `system_user ${CREATE}`, 1);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`));
    await openPeople();
    await page.getByRole('button', {name: 'Give someone the right'}).click();
    await dialog().getByRole('searchbox', {name: 'Find a person'}).fill(secret);
    await page.getByText(/is not sent to the server/).waitFor();
    await dialog().getByRole('searchbox', {name: 'Find a person'}).fill('leaker-');
    await dialogButton(/leaker-/).first().waitFor();
    expect(requests.filter((request) => request.includes(secret))).toEqual([]);
});

test('has no accessibility problem: list, search for a person, choices, what is left, nothing found; and the focus comes back', async () => {
    const {user} = await make('accessible', `system_user ${CREATE}`, 1);
    await openPeople();
    await show(user);
    expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
    await page.getByRole('button', {name: 'Give someone the right'}).click();
    await dialog().getByRole('searchbox', {name: 'Find a person'}).fill(user.username);
    await dialogButton(new RegExp(user.username)).waitFor();
    expect(await accessibilityProblems(page, 'dialog')).toEqual([]);
    await dialogButton('Cancel').click();
    await manageRolesOf(user);
    await dialog().getByRole('checkbox', {name: /May create personal access tokens/}).uncheck();
    await page.getByText(/1 active token keeps working/).waitFor();
    expect(await accessibilityProblems(page, 'dialog')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('button', {name: `Manage roles of @${user.username}`}).evaluate((button) => button === document.activeElement)).toBe(true);
    await manageRolesOf(user);
    await dialog().getByRole('checkbox', {name: /May create personal access tokens/}).uncheck();
    await dialogButton('Take the right away').click();
    await dialogButton('Leave them active').waitFor();
    expect(await accessibilityProblems(page, 'dialog')).toEqual([]);
    await dialogButton('Leave them active').click();
    await search().fill('nobody has this name');
    await page.getByRole('heading', {name: 'Nobody matches'}).waitFor();
    expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
});

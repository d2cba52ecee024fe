import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';

import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {createToken, createUser, PASSWORD, signIn as signInByRest} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {holdRequests} from './hold_requests.ts';
import {openAccessTokens, signedIn, signIn} from './navigation.ts';
import {prepareTarget} from './target.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Page} from 'playwright-core';

let prepared: PreparedTarget;
let client: RestClient;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let recordChannel: string;

beforeAll(async () => {
    prepared = await prepareTarget();
    client = prepared.client;
    recordChannel = await makeRecordChannel();
    browser = await launchBrowser();
    context = await signedIn(browser, prepared.target, prepared.admin, {acceptDownloads: true});
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});
beforeEach(async () => {
    page = await context.newPage();
});
afterEach(() => page.close());

/** A channel with the plugin's setting that names it, saved as the System Console saves it. */
async function makeRecordChannel(): Promise<string> {
    const name = `audit-${randomBytes(4).toString('hex')}`;
    const team = await client.createTeam({name, display_name: 'Operations', type: 'I'} as Parameters<RestClient['createTeam']>[0]);
    const channel = await client.createChannel({team_id: team.id, name, display_name: 'Token records', type: 'P'} as Parameters<RestClient['createChannel']>[0]);
    const config = await client.getConfig();
    config.PluginSettings.Plugins = {
        ...config.PluginSettings.Plugins,
        'token-audit': {recordchannel: `${name}/~${name}`, ownermessage: 'Hello! {{count}} {{action}} by {{admin}}: {{reason}}\n{{tokens}}'},
    };
    await client.updateConfig(config);
    return channel.id;
}

interface Crew {
    tag: string;
    owner: UserProfile;
    ids: string[];
}

async function makeCrew(tokens: number): Promise<Crew> {
    const tag = randomBytes(4).toString('hex');
    const owner = await createUser(client, `owner-${tag}`);
    const made = await Promise.all(Array.from({length: tokens}, (_, i) => createToken(client, owner.id, `${tag} job ${i}`)));
    return {tag, owner, ids: made.map(({id}) => id)};
}

const dialog = () => page.getByRole('dialog');
const button = (name: string | RegExp) => dialog().getByRole('button', {name});
const activeOf = async ({owner}: Crew) => (await client.getUserAccessTokensForUser(owner.id, 0, 200)).filter(({is_active: active}) => active).length;
const look = (name: string) => (process.env.TOKEN_AUDIT_SCREENSHOTS ? page.screenshot({path: `${process.env.TOKEN_AUDIT_SCREENSHOTS}/${name}.png`}) : undefined);

/** Selects everything with this tag and opens the question for `action`. */
async function ask(tag: string, count: number, action: string): Promise<void> {
    await openAccessTokens(page, prepared.target);
    await page.getByRole('searchbox', {name: 'Search tokens'}).fill(tag);
    await page.getByRole('checkbox', {name: count === 1 ? 'Select the 1 matching token' : `Select all ${count} matching tokens`}).check();
    await page.getByRole('button', {name: action, exact: true}).click();
}

/** So many changes reach the server, see holdRequests. */
const holdAfter = (count: number) => holdRequests(page, /\/users\/tokens\/(disable|enable|revoke)$/, count);

async function postsTo(user: string): Promise<string[]> {
    const me = await client.getMe();
    const channel = await client.createDirectChannel([me.id, user]);
    return Object.values((await client.getPosts(channel.id)).posts).map(({message}) => message);
}

test('the plan is saved for a ticket as Markdown and as JSON, with what owners will be told', async () => {
    const crew = await makeCrew(2);
    await ask(crew.tag, 2, 'Deactivate');
    await dialog().getByRole('textbox', {name: /^Reason/}).fill('OPS-7');
    await dialog().getByRole('checkbox', {name: /^Tell the owners/}).check();
    await dialog().getByText('1 person will be told.').waitFor();
    await look('confirm');
    expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);

    const save = async (name: string) => {
        const [file] = await Promise.all([page.waitForEvent('download'), button(name).click()]);
        return readFile(await file.path(), 'utf8');
    };
    expect(JSON.parse(await save('JSON'))).toMatchObject({
        schema: 'token-audit/bulk-plan/1',
        planned_by: prepared.admin.username,
        action: 'deactivate',
        reason: 'OPS-7',
        counts: {tokens: 2, owners: 1, bots: 0},
        messages: [{username: crew.owner.username, message: expect.stringContaining(`Hello! 2 deactivated by \`${prepared.admin.username}\`: OPS-7`)}],
    });
    expect(await save('Markdown')).toContain(`- \`${crew.tag} job 0\`, token \``);
    expect(await activeOf(crew)).toBe(2);
});

describe('a run', () => {
    test('is paused and resumed', async () => {
        const crew = await makeCrew(60);
        await ask(crew.tag, 60, 'Deactivate');
        const letGo = await holdAfter(20);
        await button('Deactivate 60 tokens').click();
        await expect.poll(() => activeOf(crew)).toBe(40);
        await button('Pause').click();
        await dialog().getByText('Paused. Nothing more is changed until you resume.').waitFor();
        await look('paused');

        // What was under way is finished, eight at once, and no more.
        letGo();
        await expect.poll(() => activeOf(crew)).toBe(32);
        await page.waitForTimeout(500);
        expect(await activeOf(crew)).toBe(32);

        await button('Resume').click();
        await dialog().getByRole('heading', {name: '60 of 60 tokens: deactivated'}).waitFor();
        expect(await activeOf(crew)).toBe(0);
    });

    test('goes on after a reload in the middle, and repeats nothing', async () => {
        const crew = await makeCrew(60);
        await ask(crew.tag, 60, 'Revoke');
        await holdAfter(20);
        await dialog().getByRole('textbox', {name: 'Type 60 to confirm'}).fill('60');
        await button('Revoke 60 tokens').click();
        await expect.poll(() => activeOf(crew)).toBe(40);

        // In this order: let go, the run would be over before the page is. While it goes the browser may send one more.
        await page.reload();
        await page.unrouteAll({behavior: 'ignoreErrors'});
        const banner = page.getByRole('alert').filter({hasText: 'A bulk change of'});
        await banner.waitFor();
        await look('resume');
        const left = await activeOf(crew);
        expect(left).toBeGreaterThan(30);

        let asked = 0;
        page.on('request', (request) => {
            asked += request.url().endsWith('/users/tokens/revoke') ? 1 : 0;
        });
        await page.getByText(/Complete as of/).waitFor();
        await banner.getByRole('button', {name: 'Go on'}).click();
        await dialog().getByRole('heading', {name: '60 of 60 tokens: revoked'}).waitFor();
        expect(await activeOf(crew)).toBe(0);
        expect(asked).toBe(left);
        await button('Done').click();

        await page.reload();
        await page.getByText(/Complete as of/).waitFor();
        expect(await banner.count()).toBe(0);
    });

    test('an interrupted one is discarded: the rest stays as it is', async () => {
        const crew = await makeCrew(40);
        await ask(crew.tag, 40, 'Deactivate');
        await holdAfter(10);
        await button('Deactivate 40 tokens').click();
        await expect.poll(() => activeOf(crew)).toBe(30);

        // In this order: let go, the run would be over before the page is.
        await page.reload();
        await page.unrouteAll({behavior: 'ignoreErrors'});
        const banner = page.getByRole('alert').filter({hasText: 'A bulk change of'});
        const discard = banner.getByRole('button', {name: 'Discard'});
        await discard.waitFor();

        const left = await activeOf(crew);
        expect(left).toBeGreaterThan(20);
        await discard.click();
        await banner.waitFor({state: 'detached'});
        await dialog().getByText(`${40 - left} of 40 tokens: deactivated`).waitFor();
        await dialog().getByText('The record was posted to').waitFor();
        await button('Done').click();
        expect(await activeOf(crew)).toBe(left);
    });

    test('pauses when the session ends, and goes on after logging in again in another tab', async () => {
        const admin = await createUser(client, `admin-${randomBytes(4).toString('hex')}`);
        await client.updateUserRoles(admin.id, 'system_user system_admin');
        const crew = await makeCrew(60);
        const own = await browser.newContext({viewport: {width: 1400, height: 900}});
        const [shared, sharedPage] = [page, await own.newPage()];
        page = sharedPage;
        try {
            await signIn(page, prepared.target, {username: admin.username, password: PASSWORD});
            await ask(crew.tag, 60, 'Deactivate');
            const letGo = await holdAfter(10);
            await button('Deactivate 60 tokens').click();
            await expect.poll(() => activeOf(crew)).toBe(50);
            await client.revokeAllSessionsForUser(admin.id);
            letGo();
            await dialog().getByRole('alert').getByText('Paused: your session has ended.').waitFor();
            await look('session');
            const tab = await own.newPage();
            await signIn(tab, prepared.target, {username: admin.username, password: PASSWORD});
            await tab.close();
            await button('Resume').click();
            await dialog().getByRole('heading', {name: '60 of 60 tokens: deactivated'}).waitFor();
        } finally {
            page = shared;
            await own.close();
        }
    });

    test('retries what failed on request, and works where the browser stores nothing', async () => {
        const crew = await makeCrew(3);
        await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', {value: {open: () => {
            throw new DOMException('', 'SecurityError');
        }}}));
        await ask(crew.tag, 3, 'Deactivate');
        await page.route('**/users/tokens/disable', (route) => route.fulfill({status: 400, contentType: 'application/json', body: '{}'}), {times: 1});
        await button('Deactivate 3 tokens').click();
        await dialog().getByRole('heading', {name: '2 of 3 tokens: deactivated'}).waitFor();
        await look('failed');
        await button('Retry failed (1)').click();
        await dialog().getByRole('heading', {name: '3 of 3 tokens: deactivated'}).waitFor();
        expect(await activeOf(crew)).toBe(0);
    });
});

test('owners are told, a bot\'s owner instead of the bot, and the record is posted with the outcomes attached', async () => {
    const tag = randomBytes(4).toString('hex');
    const [owner, botOwner] = await Promise.all([createUser(client, `owner-${tag}`), createUser(client, `botowner-${tag}`)]);
    await client.updateUserRoles(botOwner.id, 'system_user system_admin');
    const bot = await (await signInByRest(prepared.target, botOwner.username)).createBot({username: `bot-${tag}`, display_name: 'Bot'});
    const [mine, theirs] = await Promise.all([createToken(client, owner.id, `${tag} \` @all`), createToken(client, bot.user_id, `${tag} bot job`)]);

    await ask(tag, 2, 'Deactivate');
    await dialog().getByRole('textbox', {name: /^Reason/}).fill('found in a log');
    await dialog().getByRole('checkbox', {name: /^Tell the owners/}).check();
    await dialog().getByRole('combobox', {name: 'Preview of the message to'}).selectOption(`@${botOwner.username}`);
    const preview = await dialog().locator('pre').innerText();
    await button('Deactivate 2 tokens').click();
    await dialog().getByRole('heading', {name: '2 of 2 tokens: deactivated'}).waitFor();
    await dialog().getByRole('heading', {name: '2 of 2 owners told'}).waitFor();
    await dialog().getByText('The record was posted to Token records.').waitFor();
    await look('result');
    expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);

    expect(await postsTo(owner.id)).toEqual([`Hello! 1 deactivated by \`${prepared.admin.username}\`: found in a log\n- \`${tag} ' @\u200ball\` (\`${mine.id}\`)`]);
    expect(await postsTo(botOwner.id)).toEqual([preview]);
    expect(preview).toContain(`(\`${theirs.id}\`, of the bot \`bot-${tag}\`)`);
    expect(await postsTo(bot.user_id)).toEqual([]);

    const [file] = await Promise.all([page.waitForEvent('download'), button('Download record').click()]);
    const record = JSON.parse(await readFile(await file.path(), 'utf8')) as {run_id: string};
    expect(record).toMatchObject({schema: 'token-audit/bulk-record/1', reason: 'found in a log', counts: {done: 2}, by: {username: prepared.admin.username}});
    const post = Object.values((await client.getPosts(recordChannel)).posts).find(({message}) => message.includes(record.run_id));
    expect(post?.message).toContain('Owners told: 2 of 2');
    const attached = await fetch(client.getFileRoute(post?.file_ids?.[0] ?? ''), {headers: {Authorization: `Bearer ${client.getToken()}`}});
    expect(await attached.json()).toMatchObject({run_id: record.run_id, told: [{status: 'sent'}, {status: 'sent'}]});
});

test('an outcome has room for a long description, for the owner and for the whole of an error', async () => {
    const crew = await makeCrew(2);
    await createToken(client, crew.owner.id, `${crew.tag} ${'x'.repeat(200)}`);
    await page.route('**/users/tokens/disable', (route) => route.fulfill({status: 400, contentType: 'application/json', body: '{}'}));
    await ask(crew.tag, 3, 'Deactivate');
    await button('Deactivate 3 tokens').click();
    await dialog().getByRole('heading', {name: '0 of 3 tokens: deactivated'}).waitFor();
    const lines = page.getByRole('region', {name: 'Outcome of each token'}).getByRole('listitem');
    await expect.poll(() => lines.count()).toBe(3);
    await look('outcomes');
    await expect.poll(async () => {
        const boxes = await lines.evaluateAll((all) => all.map((line) => [line, ...line.querySelectorAll('span')].map((part) => part.getBoundingClientRect())));
        const [tops, bottoms] = [boxes.map(([line]) => line?.top ?? 0), boxes.map((parts) => Math.max(...parts.map(({bottom}) => bottom)))];
        return tops.slice(1).every((top, i) => top >= (bottoms[i] ?? Infinity) - 0.5);
    }).toBe(true);
    expect(await lines.filter({hasText: crew.owner.username}).count()).toBe(3);
    expect(await lines.getByTitle('x'.repeat(200)).innerText()).toContain(crew.tag);
});

test('what was deactivated stands in the quarantine list, and is activated again from there', async () => {
    const crew = await makeCrew(2);
    await ask(crew.tag, 2, 'Deactivate');
    await dialog().getByRole('textbox', {name: /^Reason/}).fill('watch them');
    await button('Deactivate 2 tokens').click();
    await dialog().getByRole('heading', {name: '2 of 2 tokens: deactivated'}).waitFor();
    await button('Done').click();

    await page.getByRole('button', {name: 'Quarantine'}).click();
    const listed = dialog().getByRole('listitem').filter({hasText: crew.tag});
    await expect.poll(() => listed.count()).toBe(2);
    expect(await listed.first().innerText()).toMatch(new RegExp(`${crew.tag} job \\d @${crew.owner.username}\\s+Since .*, by @${prepared.admin.username}: watch them`));
    const looksOf = (name: string) => button(name).evaluate((element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]);
    expect(await looksOf('Revoke')).toEqual(await looksOf('Activate'));
    await listed.nth(0).getByRole('checkbox').check();
    await listed.nth(1).getByRole('checkbox').check();
    await look('quarantine');
    expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
    await button('Activate').click();
    await button('Activate 2 tokens').click();
    await dialog().getByRole('heading', {name: '2 of 2 tokens: activated'}).waitFor();
    expect(await activeOf(crew)).toBe(2);
    await button('Done').click();
    await dialog().getByRole('heading', {name: 'Quarantine'}).waitFor();
    expect(await listed.count()).toBe(0);
});

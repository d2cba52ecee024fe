import {randomBytes} from 'node:crypto';

import {afterAll, beforeAll, expect, test} from 'vitest';

import {exportJson} from '../../server-bridge/export/export_json.ts';
import {hostileTexts, megabyte} from '../hostile/hostile.ts';
import {deadCredential, failedRequest, jsonLine, plainLine} from '../logs/formats.ts';
import {createToken, createUser, PASSWORD, signIn as signInClient} from '../mattermost/people.ts';

import {launchBrowser} from './browser.ts';
import {openAccessTokens, openPluginSettings, openUserSettings, signIn} from './navigation.ts';
import {prepareTarget} from './target.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {Credentials} from './navigation.ts';
import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, Page} from 'playwright-core';

const texts = Object.values(hostileTexts);
const MARKUP = hostileTexts.markup;
const LONG = 'W'.repeat(255);
const tag = randomBytes(3).toString('hex');

let prepared: PreparedTarget;
let browser: Browser;
let victim: UserProfile;

/** Whether the server took it: some of it no server takes. */
const taken = (answer: Promise<unknown>) => answer.then(() => true, () => false);

beforeAll(async () => {
    prepared = await prepareTarget();
    const {client} = prepared;
    const admin = await client.getMe();
    victim = await createUser(client, `victim-${tag}`, {first_name: MARKUP.slice(0, 64), last_name: hostileTexts['a right-to-left override'], nickname: 'W'.repeat(64), position: MARKUP.slice(0, 128)});
    await client.updateUserRoles(victim.id, 'system_user system_user_access_token system_post_all');
    const tokens = await Promise.all([...texts, LONG].map((text) => taken(createToken(client, victim.id, text.slice(0, 255)))));
    expect(tokens.filter(Boolean).length).toBeGreaterThan(15);
    const bots = await Promise.all(texts.map((text, i) => taken((async () => {
        const bot = await client.createBot({username: `bot-${i}-${tag}`, display_name: text.slice(0, 64), description: text.slice(0, 1000)});
        await createToken(client, bot.user_id, text.slice(0, 255) || 'none');
    })())));
    expect(bots.filter(Boolean).length).toBeGreaterThan(10);
    for (const [user, own] of [[admin, client], [victim, await signInClient({url: client.getUrl()}, victim.username)]] as const) {
        await spoilPreferences(own, user);
    }

    // Texts and numbers only: on any other value the host's own form breaks.
    await client.patchConfig({PluginSettings: {Plugins: {'token-audit': {
        ownermessage: `${MARKUP} {{tokens}}`, recordchannel: MARKUP, notseendays: '1e999', maxactivetokens: MARKUP, inactivedays: -1,
    }}}} as unknown as Parameters<RestClient['patchConfig']>[0]);
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});

async function spoilPreferences(client: RestClient, {id: user_id}: Pick<UserProfile, 'id'>): Promise<void> {
    const hostileId = 'z'.repeat(26);
    const values = {
        saved_views: {version: 1, views: [{name: MARKUP, search: `?text=${encodeURIComponent(MARKUP)}`}, {name: MARKUP, search: '//evil.example'}, {name: 'W'.repeat(15_000), search: 'javascript:alert(1)'}]},
        rotations: {version: 1, rotations: [{old_id: hostileId, new_id: hostileId, started_at: 1e300}]},
        rotate_reminder: {version: 1, days: MARKUP},
        q_aaaaaaaaaaaa_0: {version: 1, at: 1e300, reason: MARKUP, ids: `${hostileId} ${MARKUP} __proto__`},
        [hostileId]: MARKUP,
        constructor: {version: {}},
    };
    await client.savePreferences(user_id, Object.entries(values).map(([name, value]) => ({user_id, category: 'token_audit', name, value: JSON.stringify(value)})));
}

/** Opens pages as somebody; afterwards nothing of it ran, asked or failed. */
async function browse(who: Credentials, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({viewport: {width: 1400, height: 900}});
    const problems: string[] = [];
    try {
        const page = await context.newPage();
        page.on('dialog', (dialog) => {
            problems.push(`a dialog: ${dialog.message()}`);
            void dialog.dismiss();
        });
        page.on('pageerror', (error) => problems.push(`an error: ${error.message}`));
        page.on('request', (request) => {
            if (request.url().includes('evil.example')) {
                problems.push(`a request to ${request.url()}`);
            }
        });
        await signIn(page, prepared.target, who);
        page.on('console', (message) => {
            // A refusal is the browser's own remark.
            if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
                problems.push(`on the console: ${message.text()} ${message.location().url}`);
            }
        });
        await use(page);
        expect(problems).toEqual([]);
    } finally {
        await context.close();
    }
}

/** What a page shows of hostile text is text: no element came of it, nothing ran, and the page is no wider than its window. */
async function expectText(page: Page): Promise<void> {
    expect(await page.evaluate(() => ({
        hit: 'hit' in window,
        elements: document.querySelectorAll('#hostile, img[src="x"], [onerror], a[href*="evil.example"], a[href^="javascript:"]').length,
        overflow: Math.max(document.body.scrollWidth, document.documentElement.scrollWidth) - window.innerWidth,
    }))).toEqual({hit: false, elements: 0, overflow: expect.toSatisfy((width: number) => width <= 0) as number});
}

const seesMarkup = (page: Page) => page.getByText('<script>window.hit=1</script>').first().waitFor();

async function openTokens(page: Page): Promise<void> {
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
}

test('the list of tokens and a token\'s panel show hostile descriptions and names as text', () => browse(prepared.admin, async (page) => {
    await openTokens(page);
    await page.getByRole('searchbox', {name: 'Search tokens'}).fill('id="hostile"');
    await seesMarkup(page);
    await expectText(page);
    await page.getByRole('button', {name: '<script>'}).first().click();
    await page.getByRole('complementary', {name: 'Token details'}).waitFor();
    await expectText(page);
    await page.getByRole('searchbox', {name: 'Search tokens'}).fill('WWWWWW');
    await page.getByRole('button', {name: LONG}).first().click();
    await expectText(page);
}));

test('the dialogs over the list show hostile owners, preferences and exports as text', () => browse(prepared.admin, async (page) => {
    await openTokens(page);

    // All tokens in the dialog that says what would happen to whom.
    await page.getByRole('checkbox', {name: /^Select/}).first().check();
    await page.getByRole('button', {name: 'Deactivate'}).first().click();
    await page.getByRole('dialog').waitFor();
    await expectText(page);
    await page.keyboard.press('Escape');

    await page.getByRole('button', {name: 'Views'}).click();
    await page.getByRole('dialog').getByText('<script>').first().waitFor();
    await expectText(page);
    await page.getByRole('dialog').getByRole('button', {name: '<script>'}).nth(1).click();
    await page.keyboard.press('Escape');
    await expectText(page);

    const [json = ''] = exportJson({exported_at: 0, server: 'http://x.example', complete: true, filter: {}}, []);
    const gone = texts.map((text, i) => ({id: String(i).padStart(26, '0'), user_id: 'u'.repeat(26), username: text, description: text, is_active: true, findings: []}));
    await page.getByRole('button', {name: 'Export'}).click();
    const compare = page.getByLabel('Compare with an earlier JSON export');
    const file = (tokens: unknown) => ({name: `${MARKUP.replaceAll('/', '')}.json`, mimeType: 'application/json', buffer: Buffer.from(`${json}${JSON.stringify(tokens).slice(1)}}`)});
    await compare.setInputFiles(file(gone.filter(({username}) => !/\p{Surrogate}/u.test(username))));
    await page.getByRole('dialog').getByRole('status').waitFor();
    await expectText(page);
    await compare.setInputFiles(file([{...gone[0], description: megabyte('W')}]));
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await expectText(page);
}));

test('activity, people and the plugin\'s settings show hostile names and settings as text', () => browse(prepared.admin, async (page) => {
    await openTokens(page);
    await page.getByRole('tab', {name: 'Activity'}).click();
    await page.getByText(`@victim-${tag}`).first().waitFor();
    await expectText(page);
    await page.getByRole('tab', {name: 'People'}).click();
    await page.getByText(/^Roles as of/).waitFor();
    await page.getByText(`victim-${tag}`).first().waitFor();
    await expectText(page);

    await openPluginSettings(page, prepared.target, 'token-audit');
    await expectText(page);
}));

test('a log of hostile lines is shown as text', () => browse(prepared.admin, async (page) => {
    const lines = [...texts, megabyte('W').slice(0, 900_000)].flatMap((text) => [jsonLine, plainLine].flatMap((line) => [
        failedRequest(line, 403, {path: `/${text}`, error: text, msg: text, ip_addr: text, user_id: text}), ...deadCredential(line, text, 'inactive_token'), text,
    ]));
    await openAccessTokens(page, prepared.target);
    await page.getByRole('tab', {name: 'Logs'}).click();
    const data = await page.evaluateHandle(([name, text]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text ?? ''], name ?? ''));
        return transfer;
    }, [`${MARKUP}.log`, lines.join('\n')]);
    await page.locator('.TokenAudit__logs').dispatchEvent('dragenter', {dataTransfer: data});
    await page.getByText('Drop logs to read them').waitFor();
    await page.locator('.TokenAudit__logs').dispatchEvent('drop', {dataTransfer: data});
    const rows = page.getByRole('table', {name: /What failed/}).getByRole('row').filter({has: page.getByRole('cell')});
    await rows.first().waitFor();
    await expectText(page);
    for (const row of (await rows.all()).slice(0, 5)) {
        await row.getByRole('button').first().click();
        const panel = page.getByRole('complementary', {name: 'Incident details'});
        await panel.getByRole('button', {name: /^Line/}).first().click();
        await panel.getByRole('region', {name: /Lines of the log/}).waitFor();
        await expectText(page);
    }
}));

test('the trace box and a user\'s own pane show hostile text as text', () => browse({username: victim.username, password: PASSWORD}, async (page) => {
    await page.goto(`${prepared.target.url}/plug/token-audit/trace`);
    const box = page.getByRole('textbox', {name: /Paste an id/});
    for (const text of [`${texts.join(' ')} @victim-${tag}`, megabyte('token= a@b.c ')]) {
        await box.fill(text);
        await box.press('Enter');
        await page.getByRole('heading', {level: 2}).first().waitFor();
        await expectText(page);
    }
    await openUserSettings(page, prepared.target);
    await page.locator('.TokenAudit__mine').getByText('<script>').first().waitFor();
    await page.locator('.TokenAudit__mine').getByText(LONG).first().waitFor();
    await expectText(page);
}));

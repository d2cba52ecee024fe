import {randomBytes} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';

import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';

import {scanFiles} from '../../server-bridge/log/scan_files.ts';
import {createToken, createUser} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {holdRequests} from './hold_requests.ts';
import {openAccessTokens, signedIn} from './navigation.ts';
import {changeSettings, prepareTarget} from './target.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Page} from 'playwright-core';

const corpus = path.join(import.meta.dirname, '../logs/dev-json');

let prepared: PreparedTarget;
let client: RestClient;
let browser: Browser;
let context: BrowserContext;
let page: Page;

interface Actor {
    user: UserProfile;
    token: {id: string; secret: string};
    address: string;
}

/** Uses a token that was deactivated, one that was revoked, and one that works but may not. */
const world: Record<'deactivated' | 'revoked' | 'denied', Actor> = {} as never;
const tag = randomBytes(3).toString('hex');

// A named server's log holds earlier runs as well.
const network = [...randomBytes(2)].join('.');
const addressOf = (host: number) => `10.${network}.${host}`;

beforeAll(async () => {
    prepared = await prepareTarget();
    client = prepared.client;
    await changeSettings(client, {ServiceSettings: {TrustedProxyIPHeader: ['X-Forwarded-For']}});
    world.deactivated = await makeActor('deploy pipeline', addressOf(1));
    world.revoked = await makeActor('old backup', addressOf(2));
    world.denied = await makeActor('dashboard', addressOf(3));
    for (const actor of Object.values(world)) {
        await request(actor, '/users/me');
    }
    await client.disableUserAccessToken(world.deactivated.token.id);
    await client.revokeUserAccessToken(world.revoked.token.id);
    for (let i = 0; i < 5; i++) {
        await request(world.deactivated, '/users/me');
    }
    await request(world.revoked, '/users/me');
    await settle(await request(world.denied, '/users/tokens'));

    browser = await launchBrowser();
    context = await signedIn(browser, prepared.target, prepared.admin, {acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write']});
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});
beforeEach(async () => {
    page = await context.newPage();
});
afterEach(() => page.close());

async function makeActor(description: string, address: string): Promise<Actor> {
    const user = await createUser(client, `${description.replace(' ', '-')}-${tag}`);
    return {user, token: await createToken(client, user.id, `${description} ${tag}`), address};
}

/** One request as this actor makes it; resolves to its id. */
async function request({token, address}: Actor, route: string): Promise<string> {
    const answer = await fetch(`${prepared.target.url}/api/v4${route}`, {headers: {Authorization: `Bearer ${token.secret}`, 'X-Forwarded-For': address}});
    await answer.arrayBuffer();
    return answer.headers.get('X-Request-Id') ?? '';
}

const downloadLog = () => fetch(`${prepared.target.url}/api/v4/logs/download`, {headers: {Authorization: `Bearer ${client.getToken()}`}});

/** Waits until the server's log holds a request: it is written a moment after the answer. */
async function settle(requestId: string): Promise<void> {
    await vi.waitFor(async () => {
        expect(await (await downloadLog()).text()).toContain(requestId);
    }, {timeout: 20_000, interval: 100});
}

const table = () => page.getByRole('table', {name: /What failed/});
const rows = () => table().getByRole('row').filter({has: page.getByRole('cell')});
const rowOf = (text: string) => rows().filter({hasText: text}).first();
const panel = () => page.getByRole('complementary', {name: 'Incident details'});
const dialog = () => page.getByRole('dialog');
const secrets = () => Object.values(world).map(({token}) => token.secret);
const look = (name: string) => (process.env.TOKEN_AUDIT_SCREENSHOTS ? page.screenshot({path: `${process.env.TOKEN_AUDIT_SCREENSHOTS}/${name}.png`}) : undefined);

async function openLogs(): Promise<void> {
    await openAccessTokens(page, prepared.target);
    await page.getByRole('tab', {name: 'Logs'}).click();
}

async function readServerLog(): Promise<void> {
    await openLogs();
    await page.getByRole('button', {name: 'Read the server’s log'}).click();
    await attributed();
}

/** The log is read, and it is known of every request whose it was, as far as it can be. */
async function attributed(): Promise<void> {
    await rowOf(world.deactivated.address).waitFor();
    await expect.poll(() => table().getByText('Not yet known').count()).toBe(0);
}

async function openIncidentOf({address}: Actor): Promise<void> {
    await rowOf(address).getByRole('button').click();
    await panel().waitFor();
}

/** Of tokens that are only possible none is ticked at first. */
async function tickAll(): Promise<void> {
    for (const box of await panel().getByRole('checkbox').all()) {
        await box.check();
    }
}

/** Drops files onto the tab, as somebody does who drags them out of a folder. */
async function drop(files: Array<{name: string; text?: string; bytes?: number[]}>): Promise<void> {
    const data = await page.evaluateHandle((dropped) => {
        const transfer = new DataTransfer();
        dropped.forEach(({name, text, bytes}) => transfer.items.add(new File([bytes ? new Uint8Array(bytes) : text ?? ''], name)));
        return transfer;
    }, files);
    await page.locator('.TokenAudit__logs').dispatchEvent('dragenter', {dataTransfer: data});
    await page.getByText('Drop logs to read them').waitFor();
    await page.locator('.TokenAudit__logs').dispatchEvent('drop', {dataTransfer: data});
}

async function paste(text: string): Promise<void> {
    await page.getByRole('button', {name: 'Paste text …'}).click();
    await dialog().getByRole('textbox').fill(text);
    await dialog().getByRole('button', {name: 'Read it'}).click();
}

/** All of the plugin's part of the page, attributes too. */
const markup = () => page.locator('.TokenAudit').evaluate((element) => new XMLSerializer().serializeToString(element));

/** How many failed requests are shown. */
async function shown(): Promise<number> {
    const text = await page.getByText(/failed requests? in/).innerText();
    return Number((/^[\d,]+/.exec(text)?.[0] ?? '').replaceAll(',', ''));
}

describe('the server’s own log', () => {
    test('a click shows what failed, whose token it was and how sure that is', async () => {
        await readServerLog();
        await look('logs-ready');

        // A named server's log holds more incidents than the table draws at once.
        await page.getByRole('searchbox', {name: 'Search the log'}).fill(`10.${network}.`);
        await expect.poll(() => rows().count()).toBe(3);
        const {deactivated, denied, revoked} = world;
        const dead = await rowOf(deactivated.address).innerText();
        expect(dead).toMatch(new RegExp(`Deactivated token used[\\s\\S]*@${deactivated.user.username}[\\s\\S]*deploy pipeline ${tag}[\\s\\S]*(Proven|Only one fits|Likely|Possible)[\\s\\S]*5`));
        const refused = await rowOf(denied.address).innerText();
        expect(refused).toMatch(new RegExp(`Permission denied \\(403\\)[\\s\\S]*@${denied.user.username}[\\s\\S]*dashboard ${tag}`));
        expect(await rowOf(revoked.address).innerText()).toContain('Deleted or unknown credential');
    });

    test('until the server’s tokens are read, nobody is called unknown', async () => {
        await openLogs();
        const letGo = await holdRequests(page, /\/api\/v4\/users\/tokens\?/);
        await page.getByRole('button', {name: 'Read the server’s log'}).click();
        const row = rowOf(world.deactivated.address);
        await row.getByText('Not yet known').waitFor();
        await look('logs-awaited');
        expect(await row.innerText()).not.toContain('Cannot be known');
        await openIncidentOf(world.deactivated);
        await panel().getByText('The server has not yet been asked whose this request was.').waitFor();
        expect(await panel().getByText('No token can be named').count()).toBe(0);
        letGo();
        await row.getByText(`@${world.deactivated.user.username}`).waitFor();
        await panel().getByText('The server refused a deactivated token').waitFor();
    });

    test('one incident opens to its evidence and its lines, and no secret is anywhere in the page', async () => {
        await readServerLog();
        await openIncidentOf(world.deactivated);
        await panel().getByText('The server refused a deactivated token').waitFor();
        await panel().getByRole('button', {name: /^Line/}).first().click();
        const lines = panel().getByRole('region', {name: /Lines of the log/});
        await lines.getByText('inactive_token').first().waitFor();
        await look('logs-panel');
        const html = await page.content();
        expect(secrets().filter((secret) => html.includes(secret))).toEqual([]);
        expect(await panel().getByText(/^Secret/).innerText()).toMatch(/^Secret [0-9a-f]{12}…$/);
    });

    test('the report for a ticket names token, owner and evidence, and no secret', async () => {
        await readServerLog();
        await openIncidentOf(world.deactivated);
        await panel().getByRole('button', {name: 'Copy report'}).click();
        await panel().getByText('Copied').waitFor();
        const report = await page.evaluate(() => navigator.clipboard.readText());
        expect(report).toContain(`\`${world.deactivated.user.username}\``);
        expect(report).toContain(world.deactivated.token.id);
        expect(secrets().filter((secret) => report.includes(secret))).toEqual([]);
    });

    test('an incident and what is filtered are saved as files without a secret', async () => {
        await readServerLog();
        await page.getByRole('searchbox', {name: 'Search the log'}).fill(world.deactivated.address);
        await expect.poll(shown).toBe(5);
        await page.getByRole('button', {name: 'Export', exact: true}).click();
        const save = async (click: Promise<void>) => {
            const [file] = await Promise.all([page.waitForEvent('download'), click]);
            return readFile(await file.path(), 'utf8');
        };
        const csv = await save(dialog().getByRole('button', {name: 'CSV'}).click());
        expect(csv.trim().split('\r\n')).toHaveLength(6);
        expect(csv).toContain(world.deactivated.token.id);
        await page.keyboard.press('Escape');
        await openIncidentOf(world.deactivated);
        const json = await save(panel().getByRole('button', {name: 'Export JSON'}).click());
        expect(JSON.parse(json)).toMatchObject({incident: {reason: 'inactive_token', count: 5, token_ids: [world.deactivated.token.id]}});
        expect(secrets().filter((secret) => (csv + json).includes(secret))).toEqual([]);
    });

    test('a log that was read before is read anew, never out of the browser’s cache', async () => {
        await readServerLog();
        await page.getByRole('button', {name: 'Clear', exact: true}).click();
        await settle(await request({...world.denied, address: addressOf(66)}, '/users/tokens'));
        await page.getByRole('button', {name: 'Read the server’s log'}).click();
        await page.getByRole('searchbox', {name: 'Search the log'}).fill(addressOf(66));
        await rowOf(addressOf(66)).waitFor({timeout: 10_000});
    });

    test('following shows a new failure without a click', async () => {
        await readServerLog();
        await page.getByRole('searchbox', {name: 'Search the log'}).fill(addressOf(77));
        await page.getByRole('heading', {name: 'No request matches'}).waitFor();
        await page.getByRole('switch').click();
        await page.getByRole('switch', {name: 'Following', checked: true}).waitFor();
        await request({...world.denied, address: addressOf(77)}, '/users/tokens');
        await rowOf(addressOf(77)).waitFor({timeout: 40_000});
        await page.getByRole('switch').click();
        await page.getByRole('switch', {name: 'Follow', checked: false}).waitFor();
    });

    test('what the log gives away is said, and those tokens are selected in the list', async () => {
        await readServerLog();
        await page.getByText(/^The log shows \d+ secrets? in clear/).waitFor();
        await page.getByRole('button', {name: /^Select \d+ tokens?$/}).click();
        await page.getByRole('tab', {name: 'Tokens', selected: true}).waitFor();
        expect(await page.getByRole('row').filter({hasText: `deploy pipeline ${tag}`}).getByRole('checkbox').isChecked()).toBe(true);
    });

    test('a token’s events are one click away from its panel, and the link says so', async () => {
        await openAccessTokens(page, prepared.target);
        await page.getByRole('searchbox', {name: 'Search tokens'}).fill(`deploy pipeline ${tag}`);
        await page.getByRole('button', {name: `deploy pipeline ${tag}`}).click();
        await page.getByRole('button', {name: 'Its events in the log'}).click();
        await page.getByRole('list', {name: 'Filters in force'}).getByText(`deploy pipeline ${tag}`).waitFor();
        await expect.poll(() => new URL(page.url()).searchParams.get('log_token_id')).toBe(world.deactivated.token.id);
        await page.getByRole('button', {name: 'Read the server’s log'}).click();
        await expect.poll(() => rows().count()).toBe(1);
        await openIncidentOf(world.deactivated);
        await panel().getByRole('button', {name: `deploy pipeline ${tag}`}).click();
        await page.getByRole('complementary', {name: 'Token details'}).waitFor();

        // What was read is still there after a change of tabs.
        await page.getByRole('tab', {name: 'Logs'}).click();
        await rowOf(world.deactivated.address).waitFor();
    });

    test('the owner is told by direct message, without any change', async () => {
        await readServerLog();
        await openIncidentOf(world.deactivated);
        await tickAll();
        await panel().getByRole('button', {name: 'Tell the owner'}).click();
        await dialog().getByText('1 person will be told.').waitFor();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
        await dialog().getByRole('button', {name: 'Send'}).click();
        await dialog().getByText('1 of 1 owner told').waitFor();
        const channel = await client.createDirectChannel([(await client.getMe()).id, world.deactivated.user.id]);
        const messages = Object.values((await client.getPosts(channel.id)).posts).map(({message}) => message);
        expect(messages.some((message) => message.includes(`\`deploy pipeline ${tag}\``))).toBe(true);
    });

    test('a token is deactivated from the incident it is behind, and the server agrees', async () => {
        await readServerLog();
        await openIncidentOf(world.denied);
        await tickAll();
        await panel().getByRole('button', {name: 'Deactivate 1 token'}).click();
        await dialog().getByRole('button', {name: 'Deactivate 1 token'}).click();
        await dialog().getByText('Deactivated').first().waitFor();
        await expect.poll(async () => (await client.getUserAccessToken(world.denied.token.id)).is_active).toBe(false);
        await page.keyboard.press('Escape');
        await panel().getByText('Inactive').waitFor();
    });

    test('by keyboard alone: read, go to an incident, open it, leave it, and stand where one was', async () => {
        await openAccessTokens(page, prepared.target);
        await page.getByRole('tab', {name: 'Tokens'}).focus();
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await attributed();
        await page.getByRole('button', {name: 'How to read this'}).focus();
        for (let i = 0; i < 11; i++) {
            await page.keyboard.press('Tab');
        }
        const focused = () => page.evaluate(() => document.activeElement?.closest('[role=row]')?.getAttribute('aria-rowindex') ?? '');
        const row = await focused();
        expect(row).toMatch(/^[2-9]$/);
        await page.keyboard.press('Enter');
        await panel().waitFor();
        expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
        await page.keyboard.press('Escape');
        await panel().waitFor({state: 'detached'});
        expect(await focused()).toBe(row);
    });

    test('has no accessibility problem: empty, with incidents, with an open one, with every filter, with explanations', async () => {
        await openLogs();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
        await readServerLog();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
        await page.getByRole('button', {name: /^Filters/}).click();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
        await page.getByRole('button', {name: /^Filters/}).click();
        await openIncidentOf(world.deactivated);
        await panel().getByRole('button', {name: /^Line/}).first().click();
        await panel().getByRole('region', {name: /Lines of the log/}).waitFor();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('button', {name: 'How to read this'}).click();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
    });
});

describe('other logs', () => {
    test('dropped files are read together: every failed request in them is counted', async () => {
        const names = ['mattermost.log', 'audit.log'];
        const scan = await scanFiles(names.map((name) => ({name, bytes: createReadStream(path.join(corpus, name))})));
        const files = await Promise.all(names.map(async (name) => ({name, text: await readFile(path.join(corpus, name), 'utf8')})));
        await openLogs();
        await drop(files);
        await expect.poll(shown).toBe(scan.events.length);
        await page.getByRole('button', {name: /^2 logs/}).click();
        await page.getByRole('list', {name: 'Logs'}).getByText('audit.log').waitFor();
        await rows().first().getByRole('button').click();
        await panel().getByRole('button', {name: /^Line/}).first().click();
        await panel().getByRole('region', {name: /Lines of the log/}).waitFor();

        // Filters narrow it together.
        await page.keyboard.press('Escape');
        const all = await shown();
        await page.getByRole('group', {name: 'Show only'}).getByRole('button', {name: /^Permission denied/}).click();
        await expect.poll(shown).toBe(scan.events.filter(({reason}) => reason === 'denied').length);
        await page.getByRole('button', {name: 'Clear filters'}).click();
        await expect.poll(shown).toBe(all);
        await page.getByRole('button', {name: 'Clear', exact: true}).click();
        await page.getByRole('heading', {name: 'Who is behind the failed requests?'}).waitFor();
    });

    test('a stretch of time is chosen with the pointer or by keyboard, and read as a table', async () => {
        await openLogs();
        await drop([{name: 'mattermost.log', text: await readFile(path.join(corpus, 'mattermost.log'), 'utf8')}]);
        await rows().first().waitFor();
        const all = await shown();
        const bars = page.getByRole('toolbar', {name: /Events over time/}).getByRole('button');
        const [from, to] = [await bars.nth(2).boundingBox(), await bars.nth(20).boundingBox()];
        await page.mouse.move((from?.x ?? 0) + 4, (from?.y ?? 0) + 20);
        await page.mouse.down();
        await page.mouse.move((to?.x ?? 0) + 4, (to?.y ?? 0) + 20, {steps: 5});
        await page.mouse.up();
        await page.getByRole('button', {name: 'Show all times'}).waitFor();
        await expect.poll(shown).toBeLessThan(all);
        expect(await bars.count()).toBeGreaterThan(20);
        await page.getByRole('button', {name: 'Show all times'}).click();
        await expect.poll(shown).toBe(all);

        await bars.first().focus();
        await page.keyboard.press('Shift+End');
        await page.keyboard.press('Enter');
        await page.getByRole('button', {name: 'Show all times'}).waitFor();
        expect(await shown()).toBe(all);

        await page.getByRole('button', {name: 'Show as table'}).click();
        const numbers = (await page.getByRole('region', {name: 'Events over time, as a table'}).getByRole('cell').allInnerTexts()).map((text) => Number(text.replaceAll(',', '')));
        expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(all);
    });

    test('pasted text that is hostile is shown for what it is', async () => {
        const line = (fields: Record<string, unknown>) => JSON.stringify({timestamp: '2026-11-25 01:00:00.000 Z', level: 'debug', msg: 'x', caller: 'web/context.go:118', request_id: 'r'.repeat(26), user_id: '', method: 'GET', err_where: 'x', http_code: 403, error: 'x', ...fields});
        await openLogs();
        await paste([
            line({path: '/api/v4/<img src=x onerror=alert(1)>\u202Egpj', ip_addr: '10.0.0.1', method: '<b id=hostile>'}),
            line({path: `/${'a'.repeat(1_000_000)}`, ip_addr: '10.0.0.2', request_id: 's'.repeat(26)}),
            'no log line at all',
        ].join('\n'));
        await expect.poll(shown).toBe(2);
        await rowOf('10.0.0.1').getByRole('button').click();
        await panel().getByText('/api/v4/<img src=x onerror=alert(1)><202E>gpj').first().waitFor();
        expect(await markup()).not.toContain('\u202E');
        expect(await page.locator('#hostile, .TokenAudit img').count()).toBe(0);
        await page.keyboard.press('Escape');
        await rowOf('10.0.0.2').getByRole('button').click();
        await panel().waitFor();
        expect((await markup()).length).toBeLessThan(100_000);
    });

    test('a file that cannot be unpacked says so, beside those that could be read', async () => {
        await openLogs();
        await drop([{name: 'broken.log.gz', bytes: [0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}, {name: 'mattermost.log', text: (await readFile(path.join(corpus, 'mattermost.log'), 'utf8')).slice(0, 200_000)}]);
        await rows().first().waitFor();
        await page.getByRole('list', {name: 'Logs'}).getByText('broken.log.gz').waitFor();
        expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
    });

    test('a server that writes no log says why, and files can still be read', async () => {
        await changeSettings(client, {LogSettings: {EnableFile: false}});
        try {
            // The server takes its settings over a moment after it has answered.
            await expect.poll(async () => (await downloadLog()).ok).toBe(false);
            await openLogs();
            await page.getByRole('button', {name: 'Read the server’s log'}).click();
            await page.getByText(/Output logs to file/).waitFor();
            await page.getByRole('heading', {name: 'There was nothing to read'}).waitFor();
            expect(await accessibilityProblems(page, '.TokenAudit')).toEqual([]);
            await drop([{name: 'mattermost.log', text: (await readFile(path.join(corpus, 'mattermost.log'), 'utf8')).slice(0, 200_000)}]);
            await rows().first().waitFor();
        } finally {
            await changeSettings(client, {LogSettings: {EnableFile: true}});
        }
    });
});

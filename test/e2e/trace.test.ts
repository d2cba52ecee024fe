import {randomBytes} from 'node:crypto';

import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';

import {fingerprintOf} from '../../server-bridge/log/fingerprint.ts';
import {createToken, createUser, PASSWORD, signIn as signInClient} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {openMainMenu, openPostMenu, signIn, stayInBrowser} from './navigation.ts';
import {prepareTarget} from './target.ts';

import type {Credentials} from './navigation.ts';
import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Page} from 'playwright-core';

const ROOT = '.TokenAudit__trace';

let prepared: PreparedTarget;
let browser: Browser;
let owner: UserProfile;
let own: {id: string; secret: string};
let admins: {id: string; secret: string};
const contexts = new Map<string, BrowserContext>();
let page: Page;
let requests: string[];

beforeAll(async () => {
    prepared = await prepareTarget();
    const {client} = prepared;
    browser = await launchBrowser();
    owner = await createUser(client, `tracy-${randomBytes(4).toString('hex')}`, {first_name: 'Tracy'});
    await client.updateUserRoles(owner.id, 'system_user system_user_access_token');
    const hers = await signInClient({url: client.getUrl()}, owner.username);
    own = await createToken(hers, owner.id, 'nightly job');
    await hers.savePreferences(owner.id, [{user_id: owner.id, category: 'token_audit', name: own.id, value: fingerprintOf(own.secret)}]);
    admins = await createToken(client, (await client.getMe()).id, 'of the admin');
    await client.addToTeam(prepared.team.id, owner.id);
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});
afterEach(() => page.close());

/** A fresh page of somebody who is signed in, which notes every request. */
async function openAs(who: Credentials): Promise<void> {
    let context = contexts.get(who.username);
    if (!context) {
        context = await browser.newContext({viewport: {width: 1200, height: 900}, permissions: ['clipboard-read', 'clipboard-write']});
        contexts.set(who.username, context);
        page = await context.newPage();
        await signIn(page, prepared.target, who);
        await page.close();
    }
    page = await context.newPage();
    requests = [];
    page.on('request', (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
}

const tracy = (): Credentials => ({username: owner.username, password: PASSWORD});
const box = () => page.getByRole('textbox', {name: /Paste an id/});
const answers = () => page.getByRole('main').getByRole('listitem').filter({has: page.getByRole('article')});

async function openTrace(): Promise<void> {
    await page.goto(`${prepared.target.url}/plug/token-audit/trace`);
    await box().waitFor();
}

/** Pastes as a person does, which is not the same as typing. */
async function paste(text: string): Promise<void> {
    await box().focus();
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await page.keyboard.press('Control+V');
    await expect.poll(() => box().inputValue()).not.toBe('');
}

async function answered(count: number): Promise<void> {
    await page.getByRole('status').filter({hasText: new RegExp(`^${count} answers?$`)}).waitFor();
}

/** Everywhere in the page where a secret could be left. */
function whereabouts(): Promise<string> {
    return page.evaluate(async () => {
        const databases = await indexedDB.databases();
        const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map(({value}) => value);
        return [location.href, new XMLSerializer().serializeToString(document), JSON.stringify(history.state), JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), JSON.stringify(databases), ...fields].join('\n');
    });
}

describe('an admin', () => {
    test('opens it by the main menu, asks about a log line, and is asked which words are ids before any goes out', async () => {
        await openAs(prepared.admin);
        await openMainMenu(page, prepared.target);
        await page.getByRole('menuitem', {name: 'Trace access tokens'}).click();
        const line = `{"timestamp":"2026-11-25 01:11:45.940 Z","level":"debug","msg":"denied","path":"/api/v4/audits","request_id":"zyxwvutsrqponmlkjihgfedc98","ip_addr":"127.0.0.1","user_id":"${owner.id}","http_code":403} ${own.id}`;
        await paste(line);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', {name: 'Which of these are ids, and which are secrets?'}).waitFor();
        expect(requests.filter((request) => request.includes(own.id) || request.includes('zyxwvuts'))).toEqual([]);
        expect(await page.getByRole('button', {name: 'Go on'}).isDisabled()).toBe(true);
        await page.getByRole('button', {name: 'They are all ids'}).click();
        await answered(4);
        const [address, request, user, token] = await Promise.all([/127\.0\.0\.1/, /A request/, /Tracy/, /nightly job/].map((text) => answers().filter({has: page.getByRole('heading', {name: text})}).innerText()));
        expect(address).toContain('audits');
        expect(request).toContain('Only the server’s log knows it');
        expect(user).toContain('1 access token, 1 active');
        expect(token).toMatch(/Active[\s\S]*@tracy[\s\S]*Created/);

        // What was asked for went in bodies, never in an address.
        expect(requests.some((sent) => sent.includes(own.id))).toBe(true);
        expect(requests.filter((sent) => sent.split(' ')[1]?.includes(own.id) || sent.includes('zyxwvuts'))).toEqual([]);

        await page.getByRole('link', {name: 'Open in Access Tokens'}).click();
        await page.waitForURL(`**/access_tokens?token=${own.id}`);
        await page.getByRole('heading', {name: 'nightly job'}).waitFor();
    });

    test('learns whose secret leaked by the fingerprint that its owner registered', async () => {
        await openAs(prepared.admin);
        await openTrace();
        await paste(`curl -H "Authorization: Bearer ${own.secret}" https://chat`);
        expect(await box().inputValue()).not.toContain(own.secret);
        await page.keyboard.press('Enter');
        await page.getByText('It is the secret of this token:').waitFor();
        expect(await answers().innerText()).toMatch(/treat it as leaked[\s\S]*nightly job[\s\S]*@tracy/);
        expect(requests.join('\n')).not.toContain(own.secret);
    });
});

describe('somebody who is no admin', () => {
    test('pastes a secret: asked once, it is nowhere any more, and is offered to be revoked', async () => {
        const hers = await signInClient({url: prepared.client.getUrl()}, owner.username);
        const doomed = await createToken(hers, owner.id, 'leaked one');
        await hers.savePreferences(owner.id, [{user_id: owner.id, category: 'token_audit', name: doomed.id, value: fingerprintOf(doomed.secret)}]);
        await openAs(tracy());
        await openTrace();
        await box().fill(doomed.secret);
        await page.keyboard.press('Enter');
        await page.getByRole('button', {name: 'It’s a secret token'}).click();
        await page.getByRole('heading', {name: /treat it as leaked/}).waitFor();
        await answered(1);
        expect(await box().inputValue()).toBe(`[secret ${fingerprintOf(doomed.secret).slice(0, 8)}]`);
        await box().focus();
        await page.keyboard.press('Control+Z');
        expect(await whereabouts()).not.toContain(doomed.secret);
        expect(requests.join('\n')).not.toContain(doomed.secret);

        await answers().getByRole('button', {name: 'Revoke', exact: true}).click();
        await page.getByRole('dialog').getByRole('button', {name: 'Revoke', exact: true}).click();
        await page.getByText(/It was registered for the token/).waitFor();
        expect((await hers.getUserAccessTokensForUser(owner.id, 0, 200)).map(({id}) => id)).not.toContain(doomed.id);
        expect(await whereabouts()).not.toContain(doomed.secret);
    });

    test('gets their own tokens and people, and a message to an admin about the rest', async () => {
        await openAs(tracy());
        await openTrace();
        await paste(`${own.id} ${admins.id} @${prepared.admin.username} token=${'k'.repeat(26)}`);
        await page.keyboard.press('Enter');
        await page.getByRole('button', {name: 'It’s an id'}).click();
        await answered(4);
        expect(await page.getByRole('link', {name: 'Open in Access Tokens'}).count()).toBe(0);
        const message = page.getByRole('textbox', {name: 'Message', exact: true});
        const text = await message.inputValue();
        expect(text).toContain(`\`${admins.id}\``);
        expect(text).toContain(fingerprintOf('k'.repeat(26)).slice(0, 8));
        expect(text).not.toContain(own.id);
        expect(text).not.toContain('kkkk');
        await page.getByRole('combobox', {name: 'System admin'}).selectOption({label: `@${prepared.admin.username}`});
        await page.getByRole('button', {name: /Open a direct message to/}).click();
        await page.waitForURL(`**/${prepared.team.name}/messages/@${prepared.admin.username}`);
        const hers = await signInClient({url: prepared.client.getUrl()}, owner.username);
        expect((await hers.getUserDrafts(prepared.team.id)).map((draft) => draft.message)).toEqual([text]);
    });

    test('opens it by a slash command that posts nothing and leaves no trace in the address', async () => {
        await openAs(tracy());
        await page.goto(prepared.target.url);
        const channelBox = page.locator('#post_textbox');
        await channelBox.fill(`/token-trace token=${own.secret} 10.9.8.7`);
        await channelBox.press('Enter');
        await page.waitForURL('**/plug/token-audit/trace');
        await answered(2);
        expect(await whereabouts()).not.toContain(own.secret);

        // Mattermost's own message box asks the server what could come next while one types (docs/security.md): that is not ours to stop.
        const sent = requests.filter((request) => !request.includes('/commands/autocomplete'));
        expect(sent.filter((request) => request.includes(own.secret) || request.includes('/posts ') || request.includes('/commands/execute'))).toEqual([]);
        expect(await answers().first().innerText()).toContain('nightly job');
    });

    test('opens it by a message\'s menu, which is read with its text attachments', async () => {
        const hers = await signInClient({url: prepared.client.getUrl()}, owner.username);
        const channel = await hers.getChannelByName(prepared.team.id, 'town-square');
        const form = new FormData();
        form.append('channel_id', channel.id);
        form.append('files', new Blob([`user ${owner.id} from 10.20.30.40\n`], {type: 'text/plain'}), 'server.log');
        const {file_infos: [file]} = await hers.uploadFile(form);
        const plain = await hers.createPost({channel_id: channel.id, message: 'Nothing to see here'});
        await openAs(tracy());
        if (prepared.target.kind === 'host') {
            // Mattermost's own web app has no menu at all where no plugin has anything in it.
            await openPostMenu(page, prepared.target, prepared.team.name, plain.id);
            expect(await page.getByRole('menuitem', {name: 'Trace token ids in this message'}).count()).toBe(0);
        }
        const post = await hers.createPost({channel_id: channel.id, message: `What is ${own.id}?`, file_ids: [file?.id ?? '']});
        await openPostMenu(page, prepared.target, prepared.team.name, post.id);
        await page.getByRole('menuitem', {name: 'Trace token ids in this message'}).click();
        await page.waitForURL('**/plug/token-audit/trace');
        await answered(3);
        const text = (await answers().allInnerTexts()).join('\n');
        expect(text).toContain('nightly job');
        expect(text).toContain('This is you');
        expect(text).toContain('10.20.30.40');
    });

    test('keeps what is pasted while a question stands, and says that a secret was in it', async () => {
        await openAs(tracy());
        await openTrace();
        await box().fill(`x ${admins.id} `);
        await page.keyboard.press('Enter');
        const question = page.getByRole('heading', {name: 'Is this an id or a secret?'});
        await question.waitFor();
        await paste(`token=${own.secret}`);
        await expect.poll(() => question.count()).toBe(0);
        expect(await box().inputValue()).toBe(`x ${admins.id} token=[secret ${fingerprintOf(own.secret).slice(0, 8)}]`);
        await page.keyboard.press('Enter');
        await page.getByRole('button', {name: 'It’s an id'}).click();
        await answered(2);
        await page.getByRole('heading', {name: /treat it as leaked/}).waitFor();
        expect(requests.join('\n')).not.toContain(own.secret);
    });

    test('keeps what was handed over when nothing could be read, and traces it in the end', async () => {
        await openAs(tracy());
        const refusal = {status: 400, contentType: 'application/json', body: '{"id":"x","message":"x","status_code":400}'};
        await page.goto(prepared.target.url);
        await page.route('**/api/v4/users/*/audits?**', (route) => route.fulfill(refusal));
        const channelBox = page.locator('#post_textbox');
        await channelBox.fill(`/token-trace token=${own.secret} 10.9.8.7`);
        await channelBox.press('Enter');
        await page.getByRole('alert').getByText('The server refused the request.').waitFor();
        expect(await box().inputValue()).toBe(`token=[secret ${fingerprintOf(own.secret).slice(0, 8)}] 10.9.8.7`);
        await page.unroute('**/api/v4/users/*/audits?**');
        await page.getByRole('button', {name: 'Try again'}).click();
        await answered(2);
        expect(await answers().first().innerText()).toMatch(/treat it as leaked[\s\S]*nightly job/);
    });

    test('reads an attachment again that could not be read, and says of a long one what was left out for as long as it is traced', async () => {
        const hers = await signInClient({url: prepared.client.getUrl()}, owner.username);
        const channel = await hers.getChannelByName(prepared.team.id, 'town-square');
        const form = new FormData();
        form.append('channel_id', channel.id);
        form.append('files', new Blob([`from 10.20.30.41\n${'long '.repeat(50_000)}`], {type: 'text/plain'}), 'long.log');
        const {file_infos: [file]} = await hers.uploadFile(form);
        const post = await hers.createPost({channel_id: channel.id, message: 'from 10.20.30.40', file_ids: [file?.id ?? '']});
        await openAs(tracy());
        await openPostMenu(page, prepared.target, prepared.team.name, post.id);
        const files = `**/api/v4/files/${file?.id}`;
        await page.route(files, (route) => route.fulfill({status: 403, contentType: 'application/json', body: '{"id":"x","message":"x","status_code":403}'}));
        await page.getByRole('menuitem', {name: 'Trace token ids in this message'}).click();
        await page.getByRole('alert').getByText('attachments could not be read').waitFor();
        expect(await page.getByRole('alert').innerText()).not.toContain('manage_system');
        await answered(1);
        await page.unroute(files);
        await page.getByRole('button', {name: 'Try again'}).click();
        await answered(2);
        expect(await page.getByRole('alert').count()).toBe(0);
        const cut = page.getByText('only its first 200 kB were read');
        await cut.waitFor();
        await box().fill('10.1.1.1');
        await page.keyboard.press('Enter');
        await answered(1);
        expect(await cut.count()).toBe(0);
    });

    test('is not told that a token is gone which they may not see any more, and copies the message by hand where the page cannot', async () => {
        const {client} = prepared;
        const wanda = await createUser(client, `wanda-${randomBytes(4).toString('hex')}`);
        await client.updateUserRoles(wanda.id, 'system_user system_user_access_token');
        await client.addToTeam(prepared.team.id, wanda.id);
        const token = await createToken(await signInClient({url: client.getUrl()}, wanda.username), wanda.id, 'still at work');
        await client.updateUserRoles(wanda.id, 'system_user');
        await openAs({username: wanda.username, password: PASSWORD});
        await openTrace();
        await box().fill(`${token.id}`);
        await page.keyboard.press('Enter');
        await answered(1);
        expect(await answers().innerText()).toMatch(/A token that you may not see[\s\S]*Created[\s\S]*It may still work/);
        const message = page.getByRole('textbox', {name: 'Message', exact: true});
        expect(await message.inputValue()).toContain(`Token ID \`${token.id}\`, which I may not see; it may still work`);

        // As on plain http, in a browser that copies nothing for pages, and on a server that keeps no drafts.
        await page.evaluate(() => {
            Object.defineProperty(navigator, 'clipboard', {value: undefined});
            document.execCommand = () => false;
        });
        await page.route('**/drafts', (route) => route.fulfill({status: 501, contentType: 'application/json', body: '{"id":"x","message":"x","status_code":501}'}));
        await page.getByRole('combobox', {name: 'System admin'}).selectOption({label: `@${prepared.admin.username}`});
        await page.getByRole('button', {name: /Open a direct message to/}).click();
        await page.getByRole('status').filter({hasText: 'The message is selected: press Ctrl+C'}).waitFor();
        expect(page.url()).toMatch(/\/trace$/);
        expect(await message.evaluate((element: HTMLTextAreaElement) => element === document.activeElement && element.value.slice(element.selectionStart, element.selectionEnd) === element.value)).toBe(true);
        await page.getByRole('button', {name: 'Copy the message'}).click();
        await page.getByRole('status').filter({hasText: 'press Ctrl+C'}).waitFor();
    });

    test('does it all by keyboard, and the focus is never lost', async () => {
        await openAs(tracy());
        await openTrace();
        expect(await box().evaluate((element) => element === document.activeElement)).toBe(true);
        await page.keyboard.type(`x ${admins.id}`);
        await page.keyboard.press('Enter');
        const question = page.getByRole('heading', {name: 'Is this an id or a secret?'});
        await expect.poll(() => question.evaluate((element) => element === document.activeElement)).toBe(true);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await answered(1);
        expect(await box().evaluate((element) => element === document.activeElement)).toBe(true);
    });

    test('has no accessibility problem, light and dark, empty, asked and answered', async () => {
        await openAs(tracy());
        await openTrace();
        for (const theme of ['light', 'dark'] as const) {
            if (prepared.target.kind === 'host') {
                await page.evaluate((name) => (window as unknown as {__host: {setTheme: (theme: string) => void}}).__host.setTheme(name), theme);
            }
            await box().fill('');
            expect(await accessibilityProblems(page, ROOT)).toEqual([]);
            const other = theme === 'light' ? 'p' : 'q';
            await box().fill(`${other.repeat(26)} user_id=${`${other}1`.repeat(13)} Bearer ${own.secret} @${prepared.admin.username} ${own.id} 10.0.0.1 ${'z1'.repeat(11)}`);
            await page.keyboard.press('Enter');
            await page.getByRole('button', {name: 'They are all ids'}).waitFor();
            expect(await accessibilityProblems(page, ROOT)).toEqual([]);
            await page.getByRole('button', {name: 'They are all ids'}).click();
            await answered(7);
            await page.getByRole('button', {name: /Open a direct message/}).waitFor();
            expect(await accessibilityProblems(page, ROOT)).toEqual([]);
        }
    });
});

test('who is not signed in is asked to log in, and comes back', async () => {
    const context = await browser.newContext();
    page = await context.newPage();
    await stayInBrowser(page, prepared.target);
    await page.goto(`${prepared.target.url}/plug/token-audit/trace`);
    await page.getByRole('heading', {name: 'Please log in'}).waitFor();
    expect(await accessibilityProblems(page, ROOT)).toEqual([]);
    await page.getByRole('link', {name: 'Log in'}).click();
    await page.waitForURL('**/login?redirect_to=%2Fplug%2Ftoken-audit%2Ftrace');
    await context.close();
});

import {createHash, randomBytes} from 'node:crypto';

import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {createToken, createUser, PASSWORD} from '../mattermost/people.ts';

import {accessibilityProblems} from './accessibility.ts';
import {launchBrowser} from './browser.ts';
import {heapOf} from './heap.ts';
import {holdRequests} from './hold_requests.ts';
import {openUserSettings, signIn} from './navigation.ts';
import {prepareTarget} from './target.ts';

import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Locator, Page} from 'playwright-core';

let prepared: PreparedTarget;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let owner: UserProfile;
let own: RestClient;

beforeAll(async () => {
    prepared = await prepareTarget();
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});

/** What left the page or stayed in it: every request, every console line. */
let traffic: string[];

beforeEach(async () => {
    owner = await createUser(prepared.client, `mine-${randomBytes(4).toString('hex')}`);
    await prepared.client.updateUserRoles(owner.id, 'system_user system_user_access_token');
    await prepared.client.addToTeam(prepared.team.id, owner.id);
    own = new RestClient({url: prepared.client.getUrl()});
    await own.login(owner.username, PASSWORD);
    context = await browser.newContext({viewport: {width: 1200, height: 900}, permissions: ['clipboard-read', 'clipboard-write']});
    page = await context.newPage();
    traffic = [];
    page.on('request', (request) => traffic.push(`${request.method()} ${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`));
    page.on('console', (message) => traffic.push(message.text()));
    await signIn(page, prepared.target, {username: owner.username, password: PASSWORD});
});
afterEach(() => context.close());

const pane = () => page.locator('.TokenAudit__mine');
const open = async () => {
    await openUserSettings(page, prepared.target);
    await expect.poll(() => pane().getByRole('status').count()).toBe(0);
};
const dialog = () => page.locator('dialog[open]');
const item = (description: string) => pane().locator('.TokenAudit__my-token', {hasText: description});
const look = (name: string) => (process.env.TOKEN_AUDIT_SCREENSHOTS ? page.screenshot({path: `${process.env.TOKEN_AUDIT_SCREENSHOTS}/${name}.png`}) : undefined);
const statusOf = async (secret: string) => (await fetch(`${prepared.client.getUrl()}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}})).status;
const focusedIn = (place: Locator) => place.evaluate((element) => element.contains(document.activeElement));
const tokensOnServer = () => own.getUserAccessTokensForUser(owner.id, 0, 200);

/** Reads the secret off the dialog that shows it, and leaves that. */
async function takeSecret(): Promise<string> {
    const secret = await dialog().locator('.TokenAudit__secret code').innerText();
    await dialog().getByLabel('I have stored it').check();
    await dialog().getByRole('button', {name: 'Done'}).click();
    await expect.poll(() => dialog().count()).toBe(0);
    return secret;
}

async function create(description: string): Promise<string> {
    await pane().getByRole('button', {name: 'Create a token'}).click();
    await dialog().getByLabel('What will use it, and where').fill(description);
    await dialog().getByRole('button', {name: 'Create token'}).click();
    await dialog().locator('.TokenAudit__secret').waitFor();
    return takeSecret();
}

test('a token is created, copied once and works; its secret is in the page no more, and was in no request, storage or console', async () => {
    await open();
    await pane().getByRole('button', {name: 'Create a token'}).click();
    await dialog().getByLabel('What will use it, and where').fill('backup on the file server');
    await dialog().getByRole('button', {name: 'Create token'}).click();
    await dialog().getByRole('button', {name: 'Copy'}).click();
    await expect.poll(() => dialog().getByText('Copied.').count()).toBe(1);
    const copied = await page.evaluate(() => navigator.clipboard.readText());

    // Neither Escape nor the button leads out before the secret is said to be stored.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await dialog().getByRole('button', {name: 'Done'}).isDisabled()).toBe(true);
    await expect.poll(() => dialog().getByText('is noted in your preferences').count()).toBe(1);
    expect(await heapOf(page)).toContain(copied);
    const secret = await takeSecret();
    expect(secret).toBe(copied);
    expect(await statusOf(secret)).toBe(200);
    await expect.poll(() => item('backup on the file server').count()).toBe(1);

    const [token] = await tokensOnServer();
    const preferences = await own.getMyPreferences() as unknown as Array<{category: string; name: string; value: string}>;
    expect(preferences.find(({name}) => name === token?.id)).toMatchObject({category: 'token_audit', value: createHash('sha256').update(secret).digest('hex')});

    const kept = await page.content() + await page.evaluate(() => [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), location.href].join('\n'));
    expect(kept).not.toContain(secret);
    expect(traffic.join('\n')).not.toContain(secret);
    expect(await heapOf(page)).not.toContain(secret);
});

test('what is known of a token is said: seen, created, findings; and it is deactivated, activated and deleted', async () => {
    const {secret} = await createToken(own, owner.id, 'ci job');
    await statusOf(secret);
    await open();
    expect(await item('ci job').innerText()).toMatch(/Active[\s\S]*Created[\s\S]*Seen .*at least/);
    for (const [button, status] of [['Deactivate', 401], ['Activate', 200], ['Delete', 401]] as const) {
        await item('ci job').getByRole('button', {name: new RegExp(`^${button}`)}).click();
        await dialog().getByRole('button', {name: button, exact: true}).click();
        await expect.poll(() => dialog().count()).toBe(0);
        expect(await statusOf(secret)).toBe(status);
    }
    await expect.poll(() => pane().getByText('You have no access tokens.').count()).toBe(1);
});

test('a rotation keeps the old token until the new one works, survives a reload, and ends with the old one gone', async () => {
    const old = await createToken(own, owner.id, 'nightly report');
    await open();
    await item('nightly report').getByRole('button', {name: 'Rotate'}).click();
    await dialog().getByRole('button', {name: 'Make the new secret'}).click();
    await dialog().locator('.TokenAudit__secret').waitFor();
    const secret = await takeSecret();
    expect([await statusOf(old.secret), await statusOf(secret)]).toEqual([200, 200]);

    await open();
    const rotation = pane().locator('.TokenAudit__rotation');
    await expect.poll(() => rotation.innerText()).toMatch(/Old token\s+Seen[\s\S]*New token\s+Seen/);
    expect(await rotation.getByRole('button', {name: 'Delete the old token'}).isDisabled()).toBe(true);
    expect(await pane().getByRole('button', {name: 'Delete nightly report, Old token', exact: true}).count()).toBe(1);
    expect(await pane().getByRole('button', {name: 'Delete nightly report, New token', exact: true}).count()).toBe(1);
    await look('rotation');
    await rotation.getByLabel('It works with the new one').check();
    await rotation.getByRole('button', {name: 'Delete the old token'}).click();
    expect(await dialog().innerText()).toMatch(new RegExp(`Delete the old token “nightly report”[\\s\\S]*Created[\\s\\S]*${old.id}`));
    await look('rotation_delete');
    await dialog().getByRole('button', {name: 'Delete', exact: true}).click();
    await expect.poll(() => rotation.count()).toBe(0);
    await expect.poll(() => focusedIn(item('nightly report'))).toBe(true);
    expect([await statusOf(old.secret), await statusOf(secret)]).toEqual([401, 200]);
    expect((await tokensOnServer()).map(({description}) => description)).toEqual(['nightly report']);
});

test('a rotation that is called off leaves the old token as it was', async () => {
    const old = await createToken(own, owner.id, 'kept');
    await open();
    await item('kept').getByRole('button', {name: 'Rotate'}).click();
    await dialog().getByRole('button', {name: 'Make the new secret'}).click();
    const secret = await takeSecret();
    await pane().getByRole('button', {name: 'Call it off: delete the new token'}).click();
    await dialog().getByRole('heading', {name: 'Delete the new token “kept”?'}).waitFor();
    await dialog().getByRole('button', {name: 'Delete', exact: true}).click();
    await expect.poll(() => pane().locator('.TokenAudit__rotation').count()).toBe(0);
    expect([await statusOf(old.secret), await statusOf(secret)]).toEqual([200, 401]);
});

test('a new secret is shown though the server takes its time to note the rotation', async () => {
    await createToken(own, owner.id, 'slow preferences');
    await open();
    const letGo = await holdRequests(page, /\/preferences$/);
    await item('slow preferences').getByRole('button', {name: 'Rotate'}).click();
    await dialog().getByRole('button', {name: 'Make the new secret'}).click();
    await takeSecret();
    letGo();
    await expect.poll(() => pane().locator('.TokenAudit__rotation').count()).toBe(1);
});

test('a deactivated token is not offered for rotation, which would not bring it back', async () => {
    const {id} = await createToken(own, owner.id, 'switched off');
    await own.disableUserAccessToken(id);
    await open();
    await item('switched off').getByRole('button', {name: 'Activate'}).waitFor();
    expect(await item('switched off').getByRole('button', {name: 'Rotate'}).count()).toBe(0);
});

test.each([[2, 'has it in the end'], [Infinity, 'does not show it yet']])('a change that a replica shows late (%s looks) succeeded: the server %s', async (behind, said) => {
    const {id} = await createToken(own, owner.id, 'read late');
    await open();
    const before = await own.getUserAccessToken(id);
    let late = behind;
    await page.route(`**/api/v4/users/tokens/${id}`, (route) => (--late >= 0 ? route.fulfill({json: before}) : route.fallback()));
    await item('read late').getByRole('button', {name: 'Deactivate'}).click();
    await dialog().getByRole('button', {name: 'Deactivate', exact: true}).click();
    if (behind === Infinity) {
        await dialog().getByRole('alert').getByText(said).waitFor();
        await dialog().locator('footer').getByRole('button', {name: 'Close'}).click();
    }
    await expect.poll(() => dialog().count()).toBe(0);
    await expect.poll(() => item('read late').innerText()).toContain('Inactive');
});

test('a token that was deleted meanwhile is said to be, and leaves the list', async () => {
    const {id} = await createToken(own, owner.id, 'deleted elsewhere');
    await open();
    await item('deleted elsewhere').getByRole('button', {name: 'Deactivate'}).click();
    await own.revokeUserAccessToken(id);
    await dialog().getByRole('button', {name: 'Deactivate', exact: true}).click();
    await dialog().getByRole('alert').getByText('This token was deleted meanwhile').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => pane().getByText('You have no access tokens.').count()).toBe(1);
});

test('an error that is cancelled shows the list as it is now', async () => {
    const {id} = await createToken(own, owner.id, 'failed here');
    await open();
    await page.route('**/api/v4/users/tokens/disable', (route) => route.fulfill({status: 403, json: {id: 'x'}}));
    await item('failed here').getByRole('button', {name: 'Deactivate'}).click();
    await dialog().getByRole('button', {name: 'Deactivate', exact: true}).click();
    await dialog().getByRole('alert').getByText('A system admin can tell more.').waitFor();
    await own.disableUserAccessToken(id);
    await dialog().getByRole('button', {name: 'Cancel'}).click();
    await expect.poll(() => item('failed here').innerText()).toContain('Inactive');
});

test('after a deletion the focus is on a neighbour, and after the last one on the button that creates', async () => {
    for (const description of ['one', 'two']) {
        await createToken(own, owner.id, description);
    }
    await open();
    for (const [gone, next] of [['one', item('two')], ['two', pane().getByRole('button', {name: 'Create a token'})]] as const) {
        await item(gone).getByRole('button', {name: 'Delete'}).click();
        await dialog().getByRole('button', {name: 'Delete', exact: true}).click();
        await expect.poll(() => item(gone).count()).toBe(0);
        await expect.poll(() => focusedIn(next)).toBe(true);
    }
});

test('the Enter that ends the composition of a word creates nothing', async () => {
    await open();
    await pane().getByRole('button', {name: 'Create a token'}).click();
    const box = dialog().getByLabel('What will use it, and where');
    await box.fill('バックアップ');
    await box.dispatchEvent('keydown', {key: 'Enter', isComposing: true});
    await box.dispatchEvent('keyup', {key: 'Enter'});
    expect(await dialog().getByRole('button', {name: 'Create token'}).isEnabled()).toBe(true);
    expect(await tokensOnServer()).toHaveLength(0);
});

test('an error of the reminder goes when it could be stored', async () => {
    await createToken(own, owner.id, 'reminded');
    await open();
    await page.route(/\/preferences$/, (route) => (route.request().method() === 'PUT' ? route.fulfill({status: 400, json: {id: 'x'}}) : route.fallback()));
    await pane().getByLabel('Remind me to rotate tokens').selectOption('30');
    await pane().getByRole('alert').waitFor();
    await page.unroute(/\/preferences$/);
    await pane().getByLabel('Remind me to rotate tokens').selectOption('180');
    await expect.poll(() => pane().getByRole('alert').count()).toBe(0);
    await expect.poll(() => pane().getByLabel('Remind me to rotate tokens').inputValue()).toBe('180');
});

test('an answer that is lost leaves no token whose secret nobody has', async () => {
    await open();
    let left = 1;
    await page.route('**/api/v4/users/*/tokens', async (route) => {
        if (route.request().method() === 'POST' && left-- > 0) {
            await route.fetch();
            await route.abort('connectionreset');
        } else {
            await route.fallback();
        }
    });
    await pane().getByRole('button', {name: 'Create a token'}).click();
    await dialog().getByLabel('What will use it, and where').fill('lost');
    await dialog().getByRole('button', {name: 'Create token'}).click();
    await expect.poll(() => dialog().getByText('The secret was lost on the way').count()).toBe(1);
    expect(await tokensOnServer()).toHaveLength(1);
    await dialog().getByRole('button', {name: 'Delete it'}).click();
    await expect.poll(() => dialog().count()).toBe(0);
    expect(await tokensOnServer()).toHaveLength(0);
});

test('a deletion that takes its time keeps its dialog, so that it cannot close one with a new secret later', async () => {
    await createToken(own, owner.id, 'slow to go');
    await open();
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
        answer = resolve;
    });
    await page.route('**/api/v4/users/tokens/revoke', async (route) => {
        await answered;
        await route.fallback();
    });
    await item('slow to go').getByRole('button', {name: 'Delete'}).click();
    await dialog().getByRole('button', {name: 'Delete', exact: true}).click();
    await expect.poll(() => dialog().getByRole('button', {name: 'Cancel'}).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog().getByText('Delete “slow to go”?').count()).toBe(1);
    answer();
    await expect.poll(() => dialog().count()).toBe(0);
    await expect.poll(() => pane().getByText('You have no access tokens.').count()).toBe(1);
});

describe('what stands in the way is said', () => {
    test('the right was taken away and a token still works', async () => {
        const {id, secret} = await createToken(own, owner.id, 'still works');
        await statusOf(secret);
        await prepared.client.updateUserRoles(owner.id, 'system_user');
        await open();
        await expect.poll(() => pane().getByText('taking the right away does not stop them').count()).toBe(1);
        expect(await pane().innerText()).toContain(id);
        expect(await pane().getByRole('button', {name: 'Create a token'}).count()).toBe(0);
        expect(await statusOf(secret)).toBe(200);
    });

    test('no right at all', async () => {
        await prepared.client.updateUserRoles(owner.id, 'system_user');
        await open();
        await expect.poll(() => pane().getByText('Manage Roles').count()).toBe(1);
    });

    test('the server does not answer, and trying again helps', async () => {
        await page.route('**/api/v4/users/me/audits*', (route) => route.fulfill({status: 400, contentType: 'application/json', body: '{"id":"x"}'}));
        await openUserSettings(page, prepared.target);
        await expect.poll(() => pane().getByRole('alert').count()).toBe(1);
        await page.unroute('**/api/v4/users/me/audits*');
        await pane().getByRole('button', {name: 'Try again'}).click();
        await expect.poll(() => pane().getByText('You have no access tokens.').count()).toBe(1);
    });
});

test('Escape closes our dialog and not the host\'s around it', async () => {
    await open();
    await pane().getByRole('button', {name: 'Create a token'}).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog().count()).toBe(0);
    expect(await pane().isVisible()).toBe(true);
});

test('by keyboard alone: a token is created and its secret stored', async () => {
    await open();
    await pane().getByRole('button', {name: 'Create a token'}).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect.poll(() => dialog().getByLabel('What will use it, and where').count()).toBe(1);
    await dialog().getByLabel('What will use it, and where').focus();
    await page.keyboard.type('typed only');
    await page.keyboard.press('Enter');
    await dialog().locator('.TokenAudit__secret').waitFor();
    for (let steps = 0; steps < 10 && !await dialog().getByLabel('I have stored it').evaluate((box) => box === document.activeElement); steps++) {
        await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => item('typed only').count()).toBe(1);
});

test('axe finds nothing wrong in the pane and its dialogs', async () => {
    await createToken(own, owner.id, 'one');
    await open();
    expect(await accessibilityProblems(page, '.TokenAudit__mine')).toEqual([]);
    await create('two');
    await item('two').getByRole('button', {name: 'Rotate'}).click();
    expect(await accessibilityProblems(page, 'dialog[open]')).toEqual([]);
    await dialog().getByRole('button', {name: 'Make the new secret'}).click();
    await dialog().locator('.TokenAudit__secret').waitFor();
    expect(await accessibilityProblems(page, 'dialog[open]')).toEqual([]);
});

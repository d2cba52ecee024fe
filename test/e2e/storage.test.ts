import {randomBytes} from 'node:crypto';

import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {createToken, createUser} from '../mattermost/people.ts';

import {launchBrowser} from './browser.ts';
import {holdRequests} from './hold_requests.ts';
import {openAccessTokens, openUserSettings, signIn} from './navigation.ts';
import {prepareTarget} from './target.ts';

import type {PreparedTarget} from './target.ts';
import type {UserProfile} from '@mattermost/types/users';
import type {Browser, BrowserContext, Page} from 'playwright-core';

let prepared: PreparedTarget;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let owner: UserProfile;
let tag: string;

const TOKENS = 20;

beforeAll(async () => {
    prepared = await prepareTarget();
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});
beforeEach(async () => {
    tag = randomBytes(4).toString('hex');
    owner = await createUser(prepared.client, `owner-${tag}`);
    await Promise.all(Array.from({length: TOKENS}, (_, i) => createToken(prepared.client, owner.id, `${tag} job ${i}`)));
    context = await browser.newContext({viewport: {width: 1400, height: 900}});
    page = await context.newPage();
    await signIn(page, prepared.target, prepared.admin);
});
afterEach(() => context.close());

const dialog = () => page.getByRole('dialog');
const activeCount = async () => (await prepared.client.getUserAccessTokensForUser(owner.id, 0, 200)).filter(({is_active}) => is_active).length;

/** Deactivates this test's tokens, slowly enough for what is said meanwhile to be seen. */
async function deactivate(whileItRuns: () => Promise<void>): Promise<void> {
    await openAccessTokens(page, prepared.target);
    await page.getByRole('searchbox', {name: 'Search tokens'}).fill(tag);
    await page.getByRole('checkbox', {name: `Select all ${TOKENS} matching tokens`}).check();
    await page.getByRole('button', {name: 'Deactivate', exact: true}).click();
    const letGo = await holdRequests(page, /\/users\/tokens\/disable$/);
    await page.getByRole('button', {name: `Deactivate ${TOKENS} tokens`}).click();
    await whileItRuns();
    letGo();
    await dialog().getByRole('heading', {name: `${TOKENS} of ${TOKENS} tokens: deactivated`}).waitFor();
    expect(await activeCount()).toBe(0);
}

describe('a bulk change says that it keeps no journal, and goes on', () => {
    test.each<[string, () => void]>([
        ['where the browser forbids its database', () => {
            IDBFactory.prototype.open = () => {
                throw new DOMException('forbidden', 'SecurityError');
            };
        }],
        ['where its database cannot be opened', () => {
            const {open} = IDBFactory.prototype;
            IDBFactory.prototype.open = function refuse(name) {
                // An older version than the one that is there, which the browser refuses later and not at once.
                return name.startsWith('token-audit') ? open.call(this, name, 1) : open.call(this, name);
            };
            open.call(indexedDB, 'token-audit', 7);
        }],
        ['where the storage is full', () => {
            IDBObjectStore.prototype.put = () => {
                throw new DOMException('full', 'QuotaExceededError');
            };
        }],
    ])('%s', async (_, prepare) => {
        await page.addInitScript(prepare);
        await deactivate(() => dialog().getByText('storage full or forbidden').waitFor());
    });
});

test('an interrupted change that a newer version wrote down is neither offered nor touched', async () => {
    const newer = {version: 2, id: 'abcdefghijkl', something: 'else'};
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    const stored = (write: object | undefined) => page.evaluate(async (run) => {
        const base = window.basename ?? '';
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
            const opening = indexedDB.open(`token-audit${base === '/' ? '' : base}`);
            opening.onsuccess = () => resolve(opening.result);
            opening.onerror = () => reject(new Error('no database'));
        });
        const transaction = database.transaction('runs', run ? 'readwrite' : 'readonly');
        const store = transaction.objectStore('runs');
        const request = run ? store.put(run, 'abcdefghijkl') : store.get('abcdefghijkl');
        const result = await new Promise<unknown>((resolve) => {
            request.onsuccess = () => resolve(request.result);
        });
        database.close();
        return result;
    }, write);
    await stored(newer);
    await deactivate(() => dialog().getByRole('button', {name: 'Pause'}).waitFor());
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    expect(await page.getByText('was interrupted').count()).toBe(0);
    expect(await stored(undefined)).toEqual(newer);
});

test('where the browser forbids its other storage, list and pane work', async () => {
    await page.addInitScript(() => {
        for (const method of ['getItem', 'setItem', 'removeItem', 'key'] as const) {
            Storage.prototype[method] = () => {
                throw new DOMException('forbidden', 'SecurityError');
            };
        }
    });
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await openUserSettings(page, prepared.target);
    await page.locator('.TokenAudit__mine').getByRole('button', {name: 'Create a token'}).waitFor();
});

describe('saved views', () => {
    async function openViews(): Promise<void> {
        await openAccessTokens(page, prepared.target);
        await page.getByRole('button', {name: 'Views', exact: true}).click();
        await dialog().getByRole('heading', {name: 'Saved views'}).waitFor();
    }

    test('that the server does not store say so, and are not shown as if they were', async () => {
        await openViews();
        await page.route('**/api/v4/users/*/preferences', (route) => (route.request().method() === 'PUT' ? route.fulfill({status: 400, contentType: 'application/json', body: '{"id":"x"}'}) : route.fallback()));
        await dialog().getByRole('textbox', {name: 'Name for the view shown now'}).fill(tag);
        await dialog().getByRole('button', {name: 'Save view'}).click();
        await dialog().getByRole('alert').getByText('The server refused the request.').waitFor();
        expect(await dialog().getByRole('button', {name: tag, exact: true}).count()).toBe(0);
    });

    test('that cannot be read say so, and nothing can be saved over them', async () => {
        await page.route('**/api/v4/users/me/preferences/token_audit', (route) => route.fulfill({status: 403, contentType: 'application/json', body: '{"id":"x"}'}));
        await openViews();
        await dialog().getByRole('alert').getByText('Your account lacks the right').waitFor();
        await dialog().getByRole('textbox', {name: 'Name for the view shown now'}).fill(tag);
        expect(await dialog().getByRole('button', {name: 'Save view'}).isDisabled()).toBe(true);
    });
});

import {launchBrowser} from '../e2e/browser.ts';
import {signIn} from '../e2e/navigation.ts';
import {PASSWORD} from '../mattermost/people.ts';

import {figure, median, ms} from './figure.ts';
import {freshBundle} from './fresh_bundle.ts';
import {startLargeServer} from './large_server.ts';

import type {Figure} from './figure.ts';
import type {Locator, Page} from 'playwright-core';

const TOKENS = 1_000;
const OWNERS = 200;
const OWN_TOKENS = 5;
const ROUNDS = 7;
const LIMIT_MS = 300;

/** One way into the plugin: what is clicked, what is there once it can be used, and the first thing it asks the server. */
interface Surface {
    name: string;
    entry: (page: Page) => Promise<Locator>;
    usable: string;
    asks: string;
}

/** From the click on each surface's entry to one that can be used, its files in the browser's cache, beside a bare fetch of what it asks first. */
export async function firstUse(): Promise<Figure[]> {
    const server = await startLargeServer(await freshBundle(), {tokens: TOKENS, owners: OWNERS});
    const browser = await launchBrowser();
    try {
        const {id} = await server.admin.getMe();
        for (let i = 0; i < OWN_TOKENS; i++) {
            await server.admin.createUserAccessToken(id, `mine ${i}`);
        }
        const page = await browser.newPage({viewport: {width: 1400, height: 900}});
        await signIn(page, {url: server.url, kind: 'host'}, {username: 'admin', password: PASSWORD});
        const figures: Figure[] = [];
        for (const surface of surfacesOf(server.url)) {
            figures.push(await measure(page, surface));
        }
        return figures;
    } finally {
        await browser.close();
        await server.stop();
    }
}

function surfacesOf(url: string): Surface[] {
    return [{
        name: 'the console\'s page, first rows',
        entry: async (page) => {
            await page.goto(`${url}/admin_console/user_management/users`);
            return page.locator('.admin-sidebar').getByRole('link', {name: 'Access Tokens', exact: true});
        },
        usable: '.TokenAudit [role="row"] [role="cell"]',
        asks: '/api/v4/users/tokens?page=0&per_page=200',
    }, {
        name: 'a user\'s own tokens',
        entry: async (page) => {
            await page.goto(url);
            await page.getByRole('button', {name: 'Settings', exact: true}).click();
            return page.getByRole('tab', {name: 'access tokens', exact: true});
        },
        usable: '.TokenAudit__mine .TokenAudit__my-token',
        asks: '/api/v4/users/me/tokens?page=0&per_page=200',
    }, {
        name: 'the trace box',
        entry: async (page) => {
            await page.goto(url);
            await page.getByRole('button', {name: 'Main menu'}).click();
            return page.getByRole('menuitem', {name: 'Trace access tokens'});
        },
        usable: '.TokenAudit textarea',
        asks: '/api/v4/users/me',
    }];
}

async function measure(page: Page, {name, entry, usable, asks}: Surface): Promise<Figure> {
    const times: number[] = [];
    const bare: number[] = [];

    // The first visit fills the browser's cache and is not counted.
    for (let round = 0; round <= ROUNDS; round++) {
        const link = await entry(page);
        await link.waitFor();
        await page.waitForLoadState('networkidle');
        bare.push(await page.evaluate(async (route) => {
            const startedAt = performance.now();
            await (await fetch(route, {cache: 'no-store'})).json();
            return performance.now() - startedAt;
        }, asks));
        times.push(await link.evaluate((element: HTMLElement, selector) => new Promise<number>((resolve) => {
            const startedAt = performance.now();
            new MutationObserver((_, observer) => {
                if (document.querySelector(selector)) {
                    observer.disconnect();
                    requestAnimationFrame(() => resolve(performance.now() - startedAt));
                }
            }).observe(document, {subtree: true, childList: true});
            element.click();
        }), usable));
    }
    const [first = NaN, ...visits] = times;
    return figure(`first use: ${name}`, median(visits), 'ms', `a bare fetch of what it asks first: ${ms(median(bare.slice(1)))}; slowest of ${ROUNDS}: ${ms(Math.max(...visits))}; with nothing in the cache: ${ms(first)}; ${TOKENS.toLocaleString('en')} tokens`, LIMIT_MS);
}

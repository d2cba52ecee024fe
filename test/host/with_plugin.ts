import {afterAll, beforeAll} from 'vitest';

import {launchBrowser} from '../e2e/browser.ts';
import {signIn} from '../e2e/navigation.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {buildHost} from './build_host.ts';
import {admin, createAdmin, installFixture} from './fixture_plugin.ts';

import type {Target} from '../e2e/navigation.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';
import type {Fixture} from './fixture_plugin.ts';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';

/** A plugin under test, seen by an admin who has just signed in. */
export interface Visit {
    page: Page;
    browser: Browser;
    target: Target;
    api: Awaited<ReturnType<typeof createAdmin>>;

    /** What the page's console said, as `type: text`. */
    said: string[];
}

type WithPlugin = (fixture: Omit<Fixture, 'id'>, run: (visit: Visit) => Promise<void>) => Promise<void>;

/**
 * Starts one server with the stand-in host, and one browser, for the tests of a file. The function it returns runs a test
 * on a fresh page, signed in, with one plugin named "fixture" on the server that is gone again afterwards.
 */
export function startHost(): WithPlugin {
    let browser: Browser;
    let server: Mattermost;
    let target: Target;
    let api: Visit['api'];
    let signedIn: BrowserContextOptions['storageState'];

    beforeAll(async () => {
        const [started, launched] = await Promise.all([buildHost().then((clientDir) => startMattermost({clientDir})), launchBrowser()]);
        server = started;
        browser = launched;
        target = {url: server.url, kind: 'host'};
        api = await createAdmin(server.url);
        const page = await browser.newPage();
        await signIn(page, target, admin);
        signedIn = await page.context().storageState();
        await page.context().close();
    }, 300_000);

    afterAll(async () => {
        await browser.close();
        await server.stop();
    });

    return async (fixture, run) => {
        const remove = await installFixture(api, {id: 'fixture', ...fixture});
        const context = await browser.newContext({viewport: {width: 1400, height: 900}, storageState: signedIn});
        try {
            const page = await context.newPage();
            page.setDefaultTimeout(8_000);
            const said: string[] = [];
            page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
            page.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
            await page.goto(target.url);
            await run({page, browser, target, api, said});
        } finally {
            await context.close();
            await remove();
        }
    };
}

/** What a fixture left in `window.fixture`. */
export const fixtureOf = (page: Page): Promise<unknown> => page.evaluate(() => (window as unknown as {fixture: unknown}).fixture);

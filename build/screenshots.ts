import {mkdir} from 'node:fs/promises';
import path from 'node:path';

import {launchBrowser} from '../test/e2e/browser.ts';
import {openAccessTokens, openUserSettings, setTheme, signIn} from '../test/e2e/navigation.ts';
import {prepareTarget} from '../test/e2e/target.ts';
import {createOrganisation, hasOrganisation, SOMEONE_WITH_TOKENS} from '../test/mattermost/organisation.ts';
import {PASSWORD} from '../test/mattermost/people.ts';

import type {Credentials, Target} from '../test/e2e/navigation.ts';
import type {Browser, Page} from 'playwright-core';

const folder = path.join(import.meta.dirname, '../docs/images');
const someone: Credentials = {username: SOMEONE_WITH_TOKENS, password: PASSWORD};

/** What is done in a page, which is signed in, before its picture is taken. */
type Scene = (page: Page, target: Target) => Promise<void>;

const tokens: Scene = async (page, target) => {
    await openAccessTokens(page, target);
    await page.getByText(/^Complete as of/).waitFor();
    await page.getByRole('progressbar').waitFor({state: 'detached'});

    // Until the audits are read nobody knows when a token was created.
    await page.getByText('…', {exact: true}).first().waitFor({state: 'detached'});
    const byFindings = page.getByRole('columnheader', {name: 'Findings'}).getByRole('button');
    await byFindings.click();
    await byFindings.click();
};

const tab = (name: string): Scene => async (page, target) => {
    await openAccessTokens(page, target);
    await page.getByRole('tab', {name}).click();
};

const adminScenes: Record<string, Scene> = {
    tokens,
    token: async (page, target) => {
        await tokens(page, target);
        await page.getByRole('row').nth(2).getByRole('button').first().click();
        await page.getByRole('complementary', {name: 'Token details'}).waitFor();
    },
    bulk: async (page, target) => {
        await tokens(page, target);
        await page.getByRole('searchbox', {name: 'Search tokens'}).fill('@alice.meyer');
        await page.getByRole('checkbox', {name: /^Select all \d+ matching/}).check();
        await page.getByRole('button', {name: 'Deactivate', exact: true}).click();
        await page.getByRole('textbox', {name: /^Reason/}).fill('Laptop lost, OPS-17');
        await page.getByRole('checkbox', {name: /^Tell the owners/}).check();
        await page.getByText(/will be told/).waitFor();
    },
    logs: async (page, target) => {
        await tab('Logs')(page, target);
        await page.getByRole('button', {name: 'Read the server’s log'}).click();
        const row = page.getByRole('table', {name: /What failed/}).getByRole('row').filter({hasText: 'Deactivated token used'}).first();
        await row.getByText(/^(Proven|Only one fits|Likely)/).waitFor();
        await row.getByRole('button').click();
        await page.getByRole('complementary', {name: 'Incident details'}).waitFor();
    },
    activity: async (page, target) => {
        await tab('Activity')(page, target);
        await page.getByText(/^(The server’s audits begin|Audits are read back to)/).waitFor();
    },
    people: async (page, target) => {
        await tab('People')(page, target);
        await page.getByText(/^Roles as of/).waitFor();
    },
};

const userScenes: Record<string, Scene> = {
    my_tokens: async (page, target) => {
        await openUserSettings(page, target);
        await page.getByRole('button', {name: 'Rotate'}).first().waitFor();
    },
    trace: async (page, target) => {
        await page.goto(`${target.url}/plug/token-audit/trace`);
        await page.getByRole('textbox', {name: /Paste an id/}).fill('The deploy job of @bob.okafor fails: ip_addr=10.20.2.13 request_id=ehu1rnrcypfjdp8h5b6tq6w4te');
        await page.keyboard.press('Enter');
        await page.getByRole('button', {name: 'It’s an id'}).click();
        await page.getByRole('status').filter({hasText: /^\d answers?$/}).waitFor();
    },
};

/** Takes `scenes` as one user, in each theme; a picture of more than one has the theme in its name. */
async function take(browser: Browser, target: Target, who: Credentials, scenes: Record<string, Scene>, themes: ReadonlyArray<'light' | 'dark'>): Promise<void> {
    const context = await browser.newContext({viewport: {width: 1400, height: 900}, reducedMotion: 'reduce', timezoneId: 'UTC', permissions: ['notifications']});
    context.setDefaultTimeout(120_000);
    await signIn(await context.newPage(), target, who);
    for (const [name, scene] of Object.entries(scenes)) {
        for (const theme of themes) {
            const page = await context.newPage();
            await setTheme(page, target, theme);
            await scene(page, target);
            const file = `${themes.length > 1 ? `${name}_${theme}` : name}.png`;
            await page.waitForLoadState('networkidle');
            await page.screenshot({path: path.join(folder, file), animations: 'disabled', caret: 'hide'});
            console.log(`docs/images/${file}`);
            await page.close();
        }
    }
    await context.close();
}

/** `npm run screenshots`: the pictures of the documents, from the demo, or from the web app of the server at MM_URL. */
async function screenshots(): Promise<void> {
    const {target, client, admin, stop} = await prepareTarget();
    const browser = await launchBrowser();
    try {
        if (await hasOrganisation(client)) {
            throw new Error(`${target.url} had the organisation before, and its people are deactivated by now: pictures need a new server.`);
        }
        await createOrganisation(client, console.log);
        await mkdir(folder, {recursive: true});
        await take(browser, target, admin, adminScenes, ['light']);
        await take(browser, target, someone, userScenes, ['light', 'dark']);
    } finally {
        await browser.close();
        await stop();
    }
}

await screenshots();

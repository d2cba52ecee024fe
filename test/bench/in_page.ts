import {launchBrowser} from '../e2e/browser.ts';
import {openAccessTokens, signIn} from '../e2e/navigation.ts';
import {PASSWORD} from '../mattermost/people.ts';

import {figure, median, ms} from './figure.ts';
import {heapUsed, residentMemory} from './page_memory.ts';
import {framesDuring, installProbe, longTasks, watchLongTasks} from './probe.ts';

import type {Target} from '../e2e/navigation.ts';
import type {Figure} from './figure.ts';
import type {Probe} from './probe.ts';
import type {Browser, Page} from 'playwright-core';

export const inPageNames = ['loading', 'memory', 'search', 'sort', 'scroll'] as const;

/** 20,000 owners' sessions come behind the list, by one request each. */
const SESSIONS_WITHIN_MS = 15 * 60_000;

/** The Access Tokens page with every token in its table, in headless Chromium, on the page that stands in for the web app. */
export async function inPage({url}: {url: string}, isWanted: (name: string) => boolean): Promise<Figure[]> {
    const browser = await launchBrowser();
    const target: Target = {url, kind: 'host'};
    try {
        const figures: Figure[] = [];
        const page = await signedIn(browser, target);
        if (isWanted('loading')) {
            figures.push(await loading(page, target));
        }
        if (inPageNames.some((name) => name !== 'loading' && isWanted(name))) {
            await page.goto(`${target.url}/admin_console/user_management/users`);
            await page.locator('.admin-sidebar').waitFor();
            const empty = {heap: await heapUsed(page), resident: await residentMemory(browser)};
            await openAccessTokens(page, target);
            await page.getByText(/Complete as of/).waitFor();
            const listed = await heapUsed(page);
            await page.getByRole('progressbar').waitFor({state: 'hidden', timeout: SESSIONS_WITHIN_MS});
            if (isWanted('memory')) {
                const full = {heap: await heapUsed(page), resident: await residentMemory(browser)};
                const beside = `the same console on an empty page: ${empty.heap.toFixed(0)} MB; with tokens and owners only: +${(listed - empty.heap).toFixed(0)} MB`;
                const process = `what the page's process holds of the machine: ${empty.resident.toFixed(0)} MB, then +${(full.resident - empty.resident).toFixed(0)} MB`;
                figures.push(figure('memory: with every token, owner and session', full.heap - empty.heap, 'MB', `${beside} (JavaScript heap after a collection); ${process}`, 150));
            }
            const probe = await installProbe(page);
            const measures = {search: () => search(page, probe), sort: () => sort(page, probe), scroll: () => scroll(page)};
            for (const [name, measure] of Object.entries(measures)) {
                if (isWanted(name)) {
                    figures.push(await measure());
                }
            }
        }
        return figures;
    } finally {
        await browser.close();
    }
}

async function signedIn(browser: Browser, target: Target): Promise<Page> {
    const page = await browser.newPage({viewport: {width: 1400, height: 900}});
    page.setDefaultTimeout(180_000);
    await watchLongTasks(page);
    await signIn(page, target, {username: 'admin', password: PASSWORD});
    return page;
}

/** How long the page cannot answer while the list is read, proven, sorted and shown, and the first sessions come. */
async function loading(page: Page, target: Target): Promise<Figure> {
    const longest = [];
    const took = [];
    let idle = 0;
    for (let round = 0; round < 5; round++) {
        await page.goto(`${target.url}/admin_console/user_management/users`);
        const link = page.locator('.admin-sidebar').getByRole('link', {name: 'Access Tokens', exact: true});
        await link.waitFor();
        await page.waitForTimeout(1_000);
        const before = (await longTasks(page)).length;
        await page.waitForTimeout(2_000);
        idle = Math.max(idle, ...(await longTasks(page)).slice(before));
        const already = (await longTasks(page)).length;
        const startedAt = performance.now();
        await link.click();
        await page.getByText(/Complete as of/).waitFor();
        took.push(performance.now() - startedAt);
        await page.waitForTimeout(3_000);
        longest.push(Math.max(0, ...(await longTasks(page)).slice(already)));
    }
    const none = (value: number) => (value === 0 ? 'none of 50 ms' : ms(value));
    return figure('loading: longest task of the page', median(longest), 'ms', `each of ${longest.length} loads: ${longest.map(none).join(', ')}; of the page at rest: ${none(idle)}; until complete: ${ms(median(took))}`, 50);
}

/** Each of these keys leaves fewer rows (no "e" first: it is in every "user"), and each backspace brings some back. */
const words = ['3f9a', 'b7c1', 'd05e', 'd84f'];

async function search(page: Page, probe: Probe): Promise<Figure> {
    const box = page.getByRole('searchbox', {name: 'Search tokens'});
    await box.focus();
    const keys = words.flatMap((word) => [...word, ...[...word].map(() => 'Backspace')]);
    const times = [];
    for (const key of keys) {
        await probe.begin();
        await page.keyboard.press(key);
        times.push(await probe.end());
    }
    const bare = await bareKeystroke(page);
    return figure('search: keystroke to painted rows', median(times), 'ms', `a keystroke in a bare input: ${ms(bare)}; slowest of ${times.length}: ${ms(Math.max(...times))}`, 50);
}

/** What the browser itself needs, from a key to the frame that shows it. */
async function bareKeystroke(page: Page): Promise<number> {
    await page.evaluate(`
        window.bare = document.body.appendChild(document.createElement('input'));
        window.bare.focus();
        window.bareTimes = [];
        window.bare.addEventListener('keydown', (event) => requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => window.bareTimes.push(performance.now() - event.timeStamp);
            channel.port2.postMessage(0);
        }));`);
    for (let i = 0; i < 15; i++) {
        await page.keyboard.press('a');
        await page.waitForTimeout(40);
    }
    return median(await page.evaluate<number[]>('window.bare.remove(); window.bareTimes'));
}

async function sort(page: Page, probe: Probe): Promise<Figure> {
    const columns = ['Description', 'Owner', 'Token ID', 'State', 'Last seen', 'Findings'];
    const times: Array<[string, number]> = [];
    for (let round = 0; round < 3; round++) {
        for (const column of columns) {
            const head = page.getByRole('columnheader').getByRole('button', {name: column, exact: true});
            await probe.begin();
            await head.click();
            times.push([column, await probe.end()]);
        }
    }
    const slowest = times.reduce((worst, one) => (one[1] > worst[1] ? one : worst));
    return figure('sort: click to painted rows', median(times.map(([, time]) => time)), 'ms', `slowest of ${times.length}: ${ms(slowest[1])} by ${slowest[0]}`, 150);
}

async function scroll(page: Page): Promise<Figure> {
    await page.getByRole('region', {name: 'Access tokens'}).hover();
    const idle = await framesDuring(page, () => page.waitForTimeout(1_500));
    const rounds = [];
    for (let round = 0; round < 5; round++) {
        const direction = round % 2 === 0 ? 1 : -1;
        rounds.push(await framesDuring(page, async () => {
            for (let i = 0; i < 60; i++) {
                await page.mouse.wheel(0, direction * (100 + i * 60));
            }
        }));
    }
    const longest = rounds.map((frames) => Math.max(...frames));
    return figure('scroll: longest frame', median(longest), 'ms', `longest frame of the page at rest: ${ms(Math.max(...idle))}; median frame while scrolling: ${ms(median(rounds.flat()))}; worst of 5 rounds: ${ms(Math.max(...longest))}`, 50);
}

import {launchBrowser} from '../e2e/browser.ts';
import {openAccessTokens, signIn} from '../e2e/navigation.ts';
import {PASSWORD} from '../mattermost/people.ts';

import {figure, median, ms} from './figure.ts';
import {framesDuring, heapUsed, installProbe, longTasks, watchLongTasks} from './probe.ts';
import {longestTask} from './trace.ts';
import {memoryAtRest} from './unwatched_page.ts';

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
            figures.push(await loading(browser, page, target));
        }
        const measures = {
            search: (probe: Probe) => search(browser, page, probe),
            sort: (probe: Probe) => sort(page, probe),
            scroll: () => scroll(browser, page),
            memory: (_: Probe, heap: number) => memory(browser, page, target, heap),
        };
        const wanted = Object.entries(measures).filter(([name]) => isWanted(name));
        if (wanted.length > 0) {
            const heap = await openLoaded(page, target);
            const probe = await installProbe(page);
            for (const [, measure] of wanted) {
                figures.push(await measure(probe, heap));
            }
        }
        return figures;
    } finally {
        await browser.close();
    }
}

/** Opens the page and waits for all it loads; resolves to what that added to the JavaScript heap, in MB. */
async function openLoaded(page: Page, target: Target): Promise<number> {
    await page.goto(`${target.url}/admin_console/user_management/users`);
    await page.locator('.admin-sidebar').waitFor();
    const empty = await heapUsed(page);
    await openAccessTokens(page, target);
    await page.getByText(/Complete as of/).waitFor();
    await page.getByRole('progressbar').waitFor({state: 'hidden', timeout: SESSIONS_WITHIN_MS});
    return await heapUsed(page) - empty;
}

/** What the page holds once everything is loaded, above the same console on a page without tokens. */
async function memory(browser: Browser, page: Page, target: Target, heap: number): Promise<Figure> {
    const pages = `${target.url}/admin_console/user_management`;
    const cookies = await page.context().cookies();
    const empty = await memoryAtRest(browser, `${pages}/users`, cookies);
    const full = await memoryAtRest(browser, `${pages}/access_tokens`, cookies);
    return figure('memory: with every token, owner and session', full - empty, 'MB', `the same console on an empty page: ${empty.toFixed(0)} MB (private memory of the page's process at rest); of it JavaScript heap after a collection: ${heap.toFixed(0)} MB`, 150);
}

async function signedIn(browser: Browser, target: Target): Promise<Page> {
    const page = await browser.newPage({viewport: {width: 1400, height: 900}});
    page.setDefaultTimeout(180_000);
    await watchLongTasks(page);
    await signIn(page, target, {username: 'admin', password: PASSWORD});
    return page;
}

/** How long the page cannot answer while the list is read, proven, sorted and shown, and the first sessions come. */
async function loading(browser: Browser, page: Page, target: Target): Promise<Figure> {
    const busy: number[] = [];
    const waited: number[] = [];
    const took: number[] = [];
    for (let round = 0; round < 5; round++) {
        await page.goto(`${target.url}/admin_console/user_management/users`);
        const link = page.locator('.admin-sidebar').getByRole('link', {name: 'Access Tokens', exact: true});
        await link.waitFor();
        await page.waitForTimeout(1_000);
        const before = (await longTasks(page)).length;
        busy.push(await longestTask(browser, page, async () => {
            const startedAt = performance.now();
            await link.click();
            await page.getByText(/Complete as of/).waitFor();
            took.push(performance.now() - startedAt);
            await page.waitForTimeout(2_000);
        }));
        waited.push(Math.max(0, ...(await longTasks(page)).slice(before)));
    }
    const clock = waited.map((value) => (value === 0 ? 'under 50 ms' : ms(value))).join(', ');
    return figure('loading: longest task of the page, processor time', median(busy), 'ms', `worst of ${busy.length} loads: ${ms(Math.max(...busy))}; by the clock, with all that shares the machine: ${clock}; until complete: ${ms(median(took))}`, 50);
}

/** Each of these keys leaves fewer rows (no "e" first: it is in every "user"), and each backspace brings some back. */
const words = ['3f9a', 'b7c1', 'd05e', 'd84f'];

async function search(browser: Browser, page: Page, probe: Probe): Promise<Figure> {
    const box = page.getByRole('searchbox', {name: 'Search tokens'});
    await box.focus();
    const keys = words.flatMap((word) => [...word, ...[...word].map(() => 'Backspace')]);
    const times = [];
    for (const key of keys) {
        await probe.begin();
        await page.keyboard.press(key);
        times.push(await probe.end());
    }
    const busy = await longestTask(browser, page, async () => {
        for (const key of keys.slice(0, 8)) {
            await probe.begin();
            await page.keyboard.press(key);
            await probe.end();
        }
    });
    const bare = await bareKeystroke(page);
    return figure('search: keystroke to painted rows', median(times), 'ms', `a keystroke in a bare input: ${ms(bare)}; slowest of ${times.length}: ${ms(Math.max(...times))}; longest task, processor time: ${ms(busy)}`, 50);
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

async function scroll(browser: Browser, page: Page): Promise<Figure> {
    await page.getByRole('region', {name: 'Access tokens'}).hover();
    const idle = await framesDuring(page, () => page.waitForTimeout(1_500));
    const wheel = async (round: number) => {
        const direction = round % 2 === 0 ? 1 : -1;
        for (let i = 0; i < 60; i++) {
            await page.mouse.wheel(0, direction * (100 + i * 60));
        }
    };
    const rounds = [];
    for (let round = 0; round < 6; round++) {
        rounds.push(await framesDuring(page, () => wheel(round)));
    }
    const busy = await longestTask(browser, page, () => wheel(0));
    const longest = rounds.map((frames) => Math.max(...frames));
    return figure('scroll: longest frame', median(longest), 'ms', `longest frame of the page at rest: ${ms(Math.max(...idle))}; median frame while scrolling: ${ms(median(rounds.flat()))}; worst of ${rounds.length} rounds: ${ms(Math.max(...longest))}; longest task, processor time: ${ms(busy)}`, 50);
}

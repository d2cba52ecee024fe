import {launchBrowser} from '../e2e/browser.ts';
import {openAccessTokens, signIn} from '../e2e/navigation.ts';
import {PASSWORD} from '../mattermost/people.ts';

import {figure, median, ms} from './figure.ts';
import {framesDuring, heapUsed, installProbe} from './probe.ts';

import type {Target} from '../e2e/navigation.ts';
import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';
import type {Probe} from './probe.ts';
import type {Page} from 'playwright-core';

export const inPageNames = ['search', 'sort', 'scroll', 'memory'] as const;

/** The Access Tokens page with every token in its table, in headless Chromium, on the page that stands in for the web app. */
export async function inPage(server: LargeServer, isWanted: (name: string) => boolean): Promise<Figure[]> {
    const browser = await launchBrowser();
    try {
        const page = await browser.newPage({viewport: {width: 1400, height: 900}});
        page.setDefaultTimeout(180_000);
        const target: Target = {url: server.url, kind: 'host'};
        await signIn(page, target, {username: 'admin', password: PASSWORD});
        await page.goto(`${target.url}/admin_console/user_management/users`);
        await page.locator('.admin-sidebar').waitFor();
        const empty = await heapUsed(page);
        await openAccessTokens(page, target);
        await page.getByText(/Complete as of/).waitFor();
        const heapListed = await heapUsed(page);

        // The sessions of 20,000 owners come behind the list.
        await page.getByRole('progressbar').waitFor({state: 'hidden'});
        const probe = await installProbe(page);
        const figures: Figure[] = [];
        if (isWanted('memory')) {
            const full = await heapUsed(page);
            figures.push(figure('memory: with every token, owner and session', full - empty, 'MB', `the same console on an empty page: ${empty.toFixed(0)} MB; with tokens and owners only: +${(heapListed - empty).toFixed(0)} MB (JavaScript heap after a collection)`, 150));
        }
        if (isWanted('search')) {
            figures.push(await search(page, probe));
        }
        if (isWanted('sort')) {
            figures.push(await sort(page, probe));
        }
        if (isWanted('scroll')) {
            figures.push(await scroll(page));
        }
        return figures;
    } finally {
        await browser.close();
    }
}

/** Each of these keys leaves fewer rows, and each backspace brings some back. */
const words = ['3f9a', 'b7c1', '0de5', 'e84d'];

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

import {readFile} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';

import {bytesOf} from './process_cost.ts';

import type {Browser, CDPSession, Cookie} from 'playwright-core';

/** Under this share of a processor for so long, a page has done what it had to. */
const QUIET_SHARE = 0.02;
const QUIET_MS = 15_000;
const REST_WITHIN_MS = 15 * 60_000;

/**
 * What a page's process holds of the machine for itself once the page has come to rest, in MB (10^6 bytes). Nobody
 * watches it: for an automated page the browser keeps every answer of the server, which may be more than the page itself.
 * Rejects where it does not come to rest.
 */
export async function memoryAtRest(browser: Browser, url: string, cookies: readonly Cookie[]): Promise<number> {
    const devtools = await browser.newBrowserCDPSession();
    const {browserContextId} = await devtools.send('Target.createBrowserContext');
    try {
        await devtools.send('Storage.setCookies', {browserContextId, cookies: cookies.map(({name, value, domain, path, httpOnly}) => ({name, value, domain, path, httpOnly}))});
        const others = new Set((await pagesOf(devtools)).map(({id}) => id));
        await devtools.send('Target.createTarget', {url, browserContextId, width: 1400, height: 900});
        const mine = async () => (await pagesOf(devtools)).filter(({id}) => !others.has(id));
        const spent = async () => (await mine()).reduce((sum, {cpuTime}) => sum + cpuTime, 0);
        const deadline = performance.now() + REST_WITHIN_MS;
        for (let [share, before] = [1, await spent()]; share > QUIET_SHARE;) {
            if (performance.now() > deadline) {
                throw new Error(`${url} did not come to rest within ${REST_WITHIN_MS / 60_000} minutes: it still takes ${(share * 100).toFixed(0)}% of a processor.`);
            }
            await sleep(QUIET_MS);
            const now = await spent();
            [share, before] = [(now - before) / (QUIET_MS / 1000), now];
        }
        return Math.max(...await Promise.all((await mine()).map(ownBytes))) / 1e6;
    } finally {
        await devtools.send('Target.disposeBrowserContext', {browserContextId});
        await devtools.detach();
    }
}

/** What the largest page of the browser holds for itself just now, in MB. */
export async function ownMemory(browser: Browser): Promise<number> {
    const devtools = await browser.newBrowserCDPSession();
    try {
        return Math.max(0, ...await Promise.all((await pagesOf(devtools)).map(ownBytes))) / 1e6;
    } finally {
        await devtools.detach();
    }
}

interface PageProcess {
    id: number;

    /** Seconds of the processor. */
    cpuTime: number;
}

// The browser draws parts of its own windows as pages, which work and grow beside the one that is measured.
async function pagesOf(devtools: CDPSession): Promise<PageProcess[]> {
    const {processInfo} = await devtools.send('SystemInfo.getProcessInfo');
    const pages = await Promise.all(processInfo.filter(({type}) => type === 'renderer').map(async (one) => ({...one, command: await readFile(`/proc/${one.id}/cmdline`, 'utf8').catch(() => '')})));
    return pages.filter(({command}) => command !== '' && !command.includes('--top-chrome-webui'));
}

// What is mapped from files, such as the browser's own code, is there once for all of its processes.
async function ownBytes({id}: PageProcess): Promise<number> {
    return bytesOf('RssAnon', await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')) || 0;
}

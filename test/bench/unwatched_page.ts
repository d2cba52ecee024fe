import {readFile} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';

import type {Browser, Cookie} from 'playwright-core';

/** Under this share of a processor for so long, a page has done what it had to. */
const QUIET_SHARE = 0.02;
const QUIET_MS = 15_000;

/**
 * What a page's process holds of the machine for itself once the page has come to rest, in MB (10^6 bytes). Nobody
 * watches it: for an automated page the browser keeps every answer of the server, which may be more than the page itself.
 */
export async function memoryAtRest(browser: Browser, url: string, cookies: readonly Cookie[]): Promise<number> {
    const devtools = await browser.newBrowserCDPSession();
    const pages = async () => (await devtools.send('SystemInfo.getProcessInfo')).processInfo.filter(({type}) => type === 'renderer');
    const {browserContextId} = await devtools.send('Target.createBrowserContext');
    try {
        await devtools.send('Storage.setCookies', {browserContextId, cookies: cookies.map(({name, value, domain, path, httpOnly}) => ({name, value, domain, path, httpOnly}))});
        const others = new Set((await pages()).map(({id}) => id));
        await devtools.send('Target.createTarget', {url, browserContextId, width: 1400, height: 900});
        const mine = async () => (await pages()).filter(({id}) => !others.has(id));
        let spent = 0;
        for (let quietSince = performance.now(); performance.now() - quietSince < QUIET_MS;) {
            await sleep(500);
            const now = (await mine()).reduce((sum, {cpuTime}) => sum + cpuTime, 0);
            if (now - spent > QUIET_SHARE / 2) {
                quietSince = performance.now();
            }
            spent = now;
        }
        const sizes = await Promise.all((await mine()).map(({id}) => readFile(`/proc/${id}/status`, 'utf8').then(ownBytes, () => NaN)));
        return Math.max(...sizes) / 1e6;
    } finally {
        await devtools.send('Target.disposeBrowserContext', {browserContextId});
        await devtools.detach();
    }
}

/** What the largest page of the browser holds for itself just now, in MB. */
export async function ownMemory(browser: Browser): Promise<number> {
    const devtools = await browser.newBrowserCDPSession();
    try {
        const {processInfo} = await devtools.send('SystemInfo.getProcessInfo');
        const sizes = await Promise.all(processInfo.filter(({type}) => type === 'renderer').map(({id}) => readFile(`/proc/${id}/status`, 'utf8').then(ownBytes, () => 0)));
        return Math.max(0, ...sizes) / 1e6;
    } finally {
        await devtools.detach();
    }
}

// What is mapped from files, such as the browser's own code, is there once for all of its processes.
function ownBytes(status: string): number {
    return Number((/^RssAnon:\s*(\d+) kB$/m).exec(status)?.[1] ?? NaN) * 1024;
}

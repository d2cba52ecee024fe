import {readFile} from 'node:fs/promises';

import type {Browser, Page} from 'playwright-core';

/** JavaScript memory in use after a garbage collection, in MB (10^6 bytes). DOM and pixels are not in it. */
export async function heapUsed(page: Page): Promise<number> {
    const devtools = await page.context().newCDPSession(page);
    try {
        await devtools.send('Performance.enable');
        await devtools.send('HeapProfiler.collectGarbage');
        await devtools.send('HeapProfiler.collectGarbage');
        const {metrics} = await devtools.send('Performance.getMetrics');
        return (metrics.find(({name}) => name === 'JSHeapUsedSize')?.value ?? NaN) / 1e6;
    } finally {
        await devtools.detach();
    }
}

/** What the largest of the browser's page processes holds of the machine's memory, in MB (10^6 bytes); NaN where `/proc` does not tell. */
export async function residentMemory(browser: Browser): Promise<number> {
    const devtools = await browser.newBrowserCDPSession();
    try {
        const {processInfo} = await devtools.send('SystemInfo.getProcessInfo');
        const pages = processInfo.filter(({type}) => type === 'renderer');
        const sizes = await Promise.all(pages.map(({id}) => readFile(`/proc/${id}/status`, 'utf8').then(residentBytes, () => NaN)));
        return Math.max(...sizes) / 1e6;
    } finally {
        await devtools.detach();
    }
}

function residentBytes(status: string): number {
    return Number((/^VmRSS:\s*(\d+) kB$/m).exec(status)?.[1] ?? NaN) * 1024;
}

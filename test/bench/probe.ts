import type {Page} from 'playwright-core';

/** What one change of the page cost: from the browser's input event to the end of the frame that shows the new rows. */
export interface Probe {
    begin: () => Promise<void>;
    end: () => Promise<number>;
}

/** Measures in the page itself. `signature` of the table tells whether the rows are other ones, or stand in another order. */
export async function installProbe(page: Page): Promise<Probe> {
    // Plain text: what tsx makes of a function refers to helpers that the page does not have.
    await page.evaluate(`
        window.probe = {
            signature() {
                const table = document.querySelector('[role=table]');
                const row = table && table.querySelector('.TokenAudit__row--body');
                const sorted = table && [...table.querySelectorAll('[role=columnheader]')].map((head) => head.getAttribute('aria-sort')).join();
                return table && [table.getAttribute('aria-rowcount'), sorted, row && row.textContent].join('|');
            },
            begin() {
                const before = this.signature();
                this.took = new Promise((resolve, reject) => {
                    setTimeout(() => reject(new Error('The rows did not change.')), 30_000);
                    const started = (event) => {
                        ['keydown', 'pointerdown'].forEach((type) => removeEventListener(type, started, true));
                        const look = () => requestAnimationFrame(() => {
                            const changed = this.signature() !== before;
                            const channel = new MessageChannel();
                            channel.port1.onmessage = () => (changed ? resolve(performance.now() - event.timeStamp) : look());
                            channel.port2.postMessage(0);
                        });
                        look();
                    };
                    ['keydown', 'pointerdown'].forEach((type) => addEventListener(type, started, true));
                });
            },
        };`);
    return {
        begin: async () => {
            await page.evaluate('window.probe.begin()');
        },
        end: () => page.evaluate<number>('window.probe.took'),
    };
}

/** The gaps between frames while `act` runs, in ms. */
export async function framesDuring(page: Page, act: () => Promise<void>): Promise<number[]> {
    await page.evaluate(`
        window.frames_ = [];
        window.watching = true;
        (function watch(before) {
            requestAnimationFrame((now) => {
                window.frames_.push(now - before);
                if (window.watching) {
                    watch(now);
                }
            });
        })(performance.now());`);
    await act();
    return page.evaluate<number[]>('window.watching = false; window.frames_');
}

/** From here on the page notes tasks of 50 ms and more; the next page it opens does too. */
export async function watchLongTasks(page: Page): Promise<void> {
    await page.addInitScript(`
        window.longTasks = [];
        new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((task) => task.duration))).observe({type: 'longtask', buffered: true});`);
}

/** The ms that each task of 50 ms and more took so far. */
export function longTasks(page: Page): Promise<number[]> {
    return page.evaluate<number[]>('window.longTasks');
}

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

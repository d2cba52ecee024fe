import type {Browser, Page} from 'playwright-core';

interface TraceEvent {
    name: string;
    ph: string;
    pid: number;
    tid: number;

    /** Microseconds of the processor; of the clock in `dur`. */
    tdur?: number;
    args: {name?: string};
}

/** The longest that the page was busy in one go while `act` ran, in ms of the processor: other programs do not lengthen it. */
export async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<number> {
    await browser.startTracing(page, {categories: ['disabled-by-default-devtools.timeline']});
    await act();
    const {traceEvents} = JSON.parse((await browser.stopTracing()).toString()) as {traceEvents: TraceEvent[]};
    const threadOf = ({pid, tid}: TraceEvent) => `${pid} ${tid}`;
    const mainThreads = new Set(traceEvents.filter(({name, args}) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf));
    const tasks = traceEvents.filter((event) => event.name === 'RunTask' && event.ph === 'X' && mainThreads.has(threadOf(event)));
    return tasks.reduce((longest, {tdur = 0}) => Math.max(longest, tdur / 1000), 0);
}

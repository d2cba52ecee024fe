import type {Page} from 'playwright-core';

/** Every string in the page's memory, once what is not needed any more is gone. The host's store is in there. */
export async function heapOf(page: Page): Promise<string> {
    const session = await page.context().newCDPSession(page);
    const chunks: string[] = [];
    session.on('HeapProfiler.addHeapSnapshotChunk', ({chunk}) => chunks.push(chunk));
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.takeHeapSnapshot');
    await session.detach();
    return chunks.join('');
}

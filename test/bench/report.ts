import {writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import {launchBrowser} from '../e2e/browser.ts';

import {markdownOf} from './figure.ts';

import type {Figure} from './figure.ts';

const file = path.join(import.meta.dirname, '../../docs/benchmarks.md');

/** Writes what was measured into docs/benchmarks.md, with the machine it was measured on. */
export async function writeReport(figures: readonly Figure[]): Promise<void> {
    await writeFile(file, `# Benchmarks

What \`npm run bench -- --write\` printed on ${await machine()}.
The server, its database, the browser and the program share that machine. Each figure stands beside what it is compared with, measured in the same run; medians of several rounds, taken in turn.
Server: Mattermost with 100,000 tokens of 20,000 owners, on loopback. Page: the stand-in for the web app, 1400 × 900.

${markdownOf(figures)}
`);
}

async function machine(): Promise<string> {
    const cpus = os.cpus();
    const browser = await launchBrowser();
    try {
        return `${cpus.length} cores (${cpus[0]?.model.trim() ?? 'unknown'}), ${Math.round(os.totalmem() / 2 ** 30)} GB of memory, ${os.type()}, Node.js ${process.version}, Chromium ${browser.version()} headless, on ${new Date().toISOString().slice(0, 10)}, with ${os.loadavg()[2]?.toFixed(1) ?? '?'} programs at work on average in the last 15 minutes, this one included`;
    } finally {
        await browser.close();
    }
}

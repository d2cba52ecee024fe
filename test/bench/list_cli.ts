import {execFile, spawn} from 'node:child_process';
import path from 'node:path';
import {promisify} from 'node:util';

import {figure, ms} from './figure.ts';
import {GeneratedServer} from './generated_server.ts';
import {costOf} from './process_cost.ts';
import {serveGenerated} from './serve_generated.ts';

import type {Figure} from './figure.ts';
import type {ProcessCost} from './process_cost.ts';

const root = path.join(import.meta.dirname, '../..');
const [FEW, MANY] = [100_000, 1_000_000];
const MEMORY_LIMIT_MB = 500;

/** Ten times the tokens: so much more, and a little for the sorting, which cannot be quite linear. */
const MOST_TIMES = 13;

/** What `token-audit list` costs as a server grows: the program that `npm pack` packs, its answers over HTTP, its CSV thrown away. */
export async function listCli(): Promise<Figure[]> {
    await promisify(execFile)('npm', ['run', '-s', 'prepack'], {cwd: root});
    const [few, many] = [await listing(FEW), await listing(MANY)];
    const beside = `${FEW.toLocaleString('en')} tokens: ${few.peak_mb.toFixed(0)} MB, ${ms(few.cpu_ms)}`;
    const name = `list-cli: ${MANY.toLocaleString('en')} tokens of ${(MANY / 5).toLocaleString('en')} owners with sessions, as CSV`;
    return [
        figure(`${name}, memory`, many.peak_mb, 'MB', `the most the whole process held; ${beside}`, MEMORY_LIMIT_MB),
        figure(`${name}, processor time`, many.cpu_ms / 1000, 's', beside),
        figure(`${name}, beside a tenth`, many.cpu_ms / few.cpu_ms, '×', beside, MOST_TIMES),
    ];
}

async function listing(tokens: number): Promise<ProcessCost> {
    const server = await serveGenerated(new GeneratedServer(tokens));
    try {
        return await costOf(spawn(process.execPath, [path.join(root, 'bin/token-audit.js'), 'list', '--format', 'csv'], {
            env: {MM_SERVICESETTINGS_SITEURL: server.url, MM_ADMIN_TOKEN: 'generated'}, stdio: ['ignore', 'ignore', 'inherit'],
        }));
    } finally {
        server.stop();
    }
}

import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtemp, rm, stat, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import {readFile} from '../../server-bridge/cli/read_file.ts';
import {scanLog} from '../../server-bridge/log/scan_log.ts';

import {figureAtLeast} from './figure.ts';
import {makeLog, randomId, randomOf} from './make_log.ts';

import type {Figure} from './figure.ts';

const LOG_BYTES = 105_000_000;
const TOKEN_IDS = 100_000;
const RUNS = 7;
const AT_LEAST_MB_PER_S = 500;
const AT_LEAST_TIMES_RG = 10;

/** Seconds of each of several runs, shortest first. */
async function time(run: () => Promise<void> | void): Promise<number[]> {
    const seconds: number[] = [];
    for (let i = 0; i < RUNS; i++) {
        const start = performance.now();
        await run();
        seconds.push((performance.now() - start) / 1000);
    }
    return seconds.sort((a, b) => a - b);
}

const shortest = (seconds: readonly number[]) => seconds[0] ?? NaN;

/** The log engine alone, in Node, beside ripgrep looking for every token id in the same file. */
export async function logEngine(): Promise<Figure[]> {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-bench-'));
    try {
        const [log, ids] = [path.join(dir, 'mattermost.log'), path.join(dir, 'ids.txt')];
        await makeLog(log, LOG_BYTES);
        const random = randomOf(7);
        await writeFile(ids, Array.from({length: TOKEN_IDS}, () => randomId(random)).join('\n'));
        const megabytes = (await stat(log)).size / 1e6;

        let events = 0;
        const engine = await time(async () => {
            events = 0;
            await scanLog(readFile(log), {onEvent: () => events++, onSecret: () => undefined});
        });
        const bare = await time(async () => {
            for await (const chunk of readFile(log)) {
                void chunk;
            }
        });
        const perSecond = (seconds = NaN) => `${Math.round(megabytes / seconds)} MB/s`;
        const beside = `reading the same ${Math.round(megabytes)} MB and dropping them: ${perSecond(bare[0])}; ${events} events; best of ${RUNS}, worst ${perSecond(engine.at(-1))}`;
        const speed = figureAtLeast('log engine: 1% failing lines', megabytes / shortest(engine), 'MB/s', beside, AT_LEAST_MB_PER_S);
        return [speed, await besideRipgrep(log, ids, shortest(engine))];
    } finally {
        await rm(dir, {recursive: true, force: true});
    }
}

async function besideRipgrep(log: string, ids: string, engineSeconds: number): Promise<Figure> {
    const name = 'log engine: times as fast as rg -F -f';
    if (spawnSync('rg', ['--version']).status !== 0) {
        return figureAtLeast(name, 0, '×', 'ripgrep is not installed', AT_LEAST_TIMES_RG);
    }
    const ripgrep = await time(() => {
        execFileSync('sh', ['-c', 'rg -F -f "$1" "$2" > /dev/null || [ $? -eq 1 ]', 'sh', ids, log]);
    });
    const beside = `rg with ${TOKEN_IDS.toLocaleString('en')} token ids on the same file: ${shortest(ripgrep).toFixed(2)} s; engine ${engineSeconds.toFixed(3)} s`;
    return figureAtLeast(name, shortest(ripgrep) / engineSeconds, '×', beside, AT_LEAST_TIMES_RG);
}

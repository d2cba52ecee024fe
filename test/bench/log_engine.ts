import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtemp, rm, stat, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {readFile} from '../../server-bridge/cli/read_file.ts';
import {scanLog} from '../../server-bridge/log/scan_log.ts';

import {makeLog, randomId, randomOf} from './make_log.ts';

const LOG_BYTES = 105_000_000;
const TOKEN_IDS = 100_000;
const RUNS = 7;
const AT_LEAST_MB_PER_S = 500;
const AT_LEAST_TIMES_RG = 10;

interface Result {
    name: string;
    value: number;
    unit: string;
    compared_with: string;
    limit: string;
    ok: boolean;
}

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
export async function benchLogEngine(report: (result: Result) => void): Promise<void> {
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
        const speed = megabytes / shortest(engine);
        report({
            name: 'log engine, 1% failing lines',
            value: round(speed),
            unit: 'MB/s',
            compared_with: `reading the same ${round(megabytes)} MB and dropping them: ${round(megabytes / shortest(bare))} MB/s; ${events} events; best of ${RUNS}, worst ${round(megabytes / (engine.at(-1) ?? NaN))} MB/s`,
            limit: `at least ${AT_LEAST_MB_PER_S} MB/s`,
            ok: speed >= AT_LEAST_MB_PER_S,
        });

        if (spawnSync('rg', ['--version']).status !== 0) {
            report({name: 'log engine beside rg -F -f', value: 0, unit: 'times as fast', compared_with: 'ripgrep is not installed', limit: `at least ${AT_LEAST_TIMES_RG}`, ok: false});
            return;
        }
        const ripgrep = await time(() => {
            execFileSync('sh', ['-c', 'rg -F -f "$1" "$2" > /dev/null || [ $? -eq 1 ]', 'sh', ids, log]);
        });
        const times = shortest(ripgrep) / shortest(engine);
        report({
            name: 'log engine beside rg -F -f',
            value: round(times),
            unit: 'times as fast',
            compared_with: `rg -F -f with ${TOKEN_IDS} token ids on the same file: ${shortest(ripgrep).toFixed(2)} s; engine ${shortest(engine).toFixed(3)} s`,
            limit: `at least ${AT_LEAST_TIMES_RG}`,
            ok: times >= AT_LEAST_TIMES_RG,
        });
    } finally {
        await rm(dir, {recursive: true, force: true});
    }
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await benchLogEngine((result) => console.log(JSON.stringify(result)));
}

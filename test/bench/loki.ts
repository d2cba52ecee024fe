import {execFile} from 'node:child_process';
import {statfs} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

import {keepMemoryLean} from '../../server-bridge/cli/lean_memory.ts';
import {scanFiles} from '../../server-bridge/log/scan_files.ts';
import {LokiClient} from '../../server-bridge/log_sources/loki_client.ts';
import {LokiSource} from '../../server-bridge/log_sources/loki_source.ts';
import {buildLoki} from '../loki/build_loki.ts';
import {push} from '../loki/push.ts';
import {startLoki} from '../loki/start_loki.ts';

import {elapsed, figure, tableOf} from './figure.ts';
import {logBlocks} from './make_log.ts';
import {peakMemory} from './process_cost.ts';

import type {Stream} from '../loki/push.ts';
import type {Figure} from './figure.ts';

const SCAN = '--scan';
const DEFAULT_GB = 10;
const MEMORY_LIMIT_MB = 300;

/** Loki packs a log to a third or less; the rest of the disk is others'. */
const SHARE_OF_DISK = 0.4;
const NODES = 4;
const PUSHES_AT_ONCE = 4;
const HOURS = 24;

/** Pulling everything is only worth measuring on so much of it. */
const PULLED_MB = 500;

interface ScanFigures {
    ms: number;
    memory_mb: number;
    events: number;
    lines: number;
    requests: number;
    bytes: number;
    looked_through: number;
    gaps: number;
}

/** A scan in a process of its own, for its memory; times in ms since 1970. */
interface Scan {
    url: string;
    since: number;
    until: number;
    parallel: number;
    everything: boolean;
}

const here = fileURLToPath(import.meta.url);

/** Log in Loki scanned with the filters inside it, beside pulling all of it, and with more requests at once. */
export async function loki(gigabytes = DEFAULT_GB): Promise<Figure[]> {
    await buildLoki(console.error);
    const {bavail, bsize} = await statfs(os.tmpdir());
    const bytes = Math.min(gigabytes * 1e9, bavail * bsize * SHARE_OF_DISK);
    const note = bytes < gigabytes * 1e9 ? `, as the disk has no room for ${gigabytes} GB` : '';
    const server = await startLoki();
    try {
        const until = Date.now() - 3_600_000;
        const since = until - (HOURS * 3_600_000);
        let lines = 0;
        const pushed = await elapsed(async () => {
            lines = await ship(bytes, server.url, {since, until});
        });
        const of = `of ${(bytes / 1e9).toFixed(1)} GB of log (${lines} lines, 1% failing, over ${HOURS} h and ${NODES} nodes${note})`;
        const figures = [figure('Loki: taking the log in', bytes / 1e6 / (pushed / 1000), 'MB/s', `the rate ${of} went in at: ${(pushed / 1000).toFixed(0)} s`)];

        for (const parallel of [1, 2, 4, 8]) {
            const one = await scanApart({url: server.url, since, until, parallel, everything: false});
            figures.push(figure(`Loki: scan, ${parallel} shards at once`, one.ms / 1000, 's', `${told(one)} ${of}`));
            figures.push(figure(`Loki: memory of that scan, ${parallel} shards at once`, one.memory_mb, 'MB', `the most the whole process held; ${one.events} events`, MEMORY_LIMIT_MB));
        }
        const share = Math.min(1, (PULLED_MB * 1e6) / bytes);
        const part = {url: server.url, since, until: Math.round(since + ((until - since) * share)), parallel: 4};
        const [selected, all] = [await scanApart({...part, everything: false}), await scanApart({...part, everything: true})];
        figures.push(figure('Loki: pulling everything and filtering here', all.ms / selected.ms, '×', `the time of selecting inside Loki, on ${(share * 100).toFixed(0)}% of the log: ${(all.ms / 1000).toFixed(1)} s beside ${(selected.ms / 1000).toFixed(1)} s; all of it would take ${(all.ms / share / 60_000).toFixed(0)} min and ${(all.bytes / share / 1e9).toFixed(1)} GB; ${(all.bytes / selected.bytes).toFixed(0)} times the bytes (${told(all)}; ${told(selected)}); ${all.events === selected.events ? 'the same' : `${all.events} and ${selected.events}`} events`));
        return figures;
    } finally {
        await server.stop();
    }
}

/** Sends `bytes` of log as its nodes' shippers would, its lines evenly over the time. Resolves to how many lines there were. */
async function ship(bytes: number, url: string, {since, until}: {since: number; until: number}): Promise<number> {
    const blocks = logBlocks(bytes);
    let [count, shipped] = [0, 0];
    const shipBlocks = async () => {
        for await (const block of blocks) {
            const streams = Array.from({length: NODES}, (_, i): Stream => ({labels: {app: 'mattermost', node: `chat-${i + 1}`}, lines: []}));
            for (const line of block) {
                const at = since + ((until - since) * Math.min(1, shipped / bytes));
                shipped += line.length + 1;

                // A request's lines are next to each other, and on one node.
                streams[Math.floor(count / 500) % NODES]?.lines.push([(BigInt(Math.floor(at)) * 1_000_000n) + BigInt(count % 1_000_000), line]);
                count++;
            }
            await push(url, streams);
        }
    };
    await Promise.all(Array.from({length: PUSHES_AT_ONCE}, shipBlocks));
    return count;
}

function told({requests, bytes, looked_through, lines}: ScanFigures): string {
    return `${requests} requests, ${(bytes / 1e6).toFixed(1)} MB of answers with ${lines} lines, ${(looked_through / 1e6).toFixed(0)} MB looked through`;
}

async function scanApart(scan: Scan): Promise<ScanFigures> {
    const {stdout} = await promisify(execFile)(process.execPath, ['--import', 'tsx', here, SCAN, JSON.stringify(scan)], {cwd: path.dirname(here)});
    const figures = JSON.parse(stdout) as ScanFigures;
    if (figures.gaps > 0) {
        throw new Error(`${figures.gaps} stretches could not be read.`);
    }
    return figures;
}

async function scanHere({url, since, until, parallel, everything}: Scan): Promise<ScanFigures> {
    // As the command line does.
    keepMemoryLean();
    const client = new LokiClient({url}, {parallel});

    // It adds some minutes to both ends by itself; up to here is far from those of the log, or at its end.
    const source = new LokiSource(client, {everything});
    const startedAt = performance.now();
    const result = await scanFiles(source.read({since, until}, new AbortController().signal));
    return {
        ms: performance.now() - startedAt, memory_mb: await peakMemory(), events: result.events.length + result.dropped,
        lines: result.lines, ...client.cost, gaps: source.gaps.length,
    };
}

if (process.argv[1] === here) {
    const [first, scan] = process.argv.slice(2);
    console.log(first === SCAN ? JSON.stringify(await scanHere(JSON.parse(scan ?? '') as Scan)) : tableOf(await loki(first ? Number(first) : undefined)));
}

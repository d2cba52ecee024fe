import {execFile, spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, readFile, rename, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const cacheRoot = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'token-audit');

/** Where the pinned server stands once built: its two programs, and the module folder with its templates and texts. */
export interface ServerBuild {
    mattermost: string;
    mmctl: string;
    resources: string;
}

/** Says in one sentence that Go is missing and what can be done without it. */
export class GoMissingError extends Error {
    constructor() {
        super('Go is needed to build the Mattermost server that tests and the demo run on, and "go" was not found on the PATH. ' +
            'Install Go 1.24 or later (https://go.dev/dl/), or install the plugin on a server you already have: see "npm run deploy" in the README.');
    }
}

/**
 * Builds the pinned server, or finds it in the cache outside the tree (keyed by go.sum).
 * `onProgress` gets one line when a real build starts. Throws GoMissingError.
 */
export async function buildServer(onProgress: (line: string) => void = () => undefined): Promise<ServerBuild> {
    const key = createHash('sha256').update(await readFile(path.join(here, 'go.sum'))).digest('hex').slice(0, 16);
    const dir = path.join(cacheRoot, `mattermost-${key}`);
    if (!existsSync(dir)) {
        onProgress('Building the Mattermost server (once; about two minutes on two cores) …');
        await goBuild(dir);
    }
    return {mattermost: path.join(dir, 'mattermost'), mmctl: path.join(dir, 'mmctl'), resources: await moduleFolder()};
}

async function goBuild(dir: string): Promise<void> {
    const unfinished = `${dir}.${process.pid}`;
    await mkdir(unfinished, {recursive: true});
    try {
        await new Promise<void>((resolve, reject) => {
            const go = spawn('go', ['build', '-mod=mod', '-o', unfinished, 'tool'], {cwd: here, stdio: ['ignore', 'inherit', 'inherit']});
            go.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? new GoMissingError() : error));
            go.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`"go build" of the Mattermost server failed with exit code ${code}.`))));
        });
        await rename(unfinished, dir).catch((error: unknown) => {
            // Another process finished the same build first: its result is as good.
            if (!existsSync(dir)) {
                throw error;
            }
        });
    } finally {
        await rm(unfinished, {recursive: true, force: true});
    }
}

async function moduleFolder(): Promise<string> {
    try {
        const {stdout} = await promisify(execFile)('go', ['list', '-mod=mod', '-m', '-f', '{{.Dir}}', 'github.com/mattermost/mattermost/server/v8'], {cwd: here});
        return stdout.trim();
    } catch (error) {
        throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new GoMissingError() : error;
    }
}

import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {build} from 'esbuild';

import {unpackArchive} from '../e2e/bundled_browser.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const cacheRoot = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'token-audit');

/**
 * Builds the page that stands in for Mattermost's web app, or finds it in the cache outside the tree.
 * The folder it returns is what `startMattermost` takes as `clientDir`.
 */
export async function buildHost(): Promise<string> {
    const key = await fingerprint();
    const dir = path.join(cacheRoot, `host-${key}`);
    if (!existsSync(dir)) {
        const unfinished = `${dir}.${process.pid}`;
        try {
            await bundle(unfinished, `main-${key}`);
            await rename(unfinished, dir);
        } catch (error) {
            // Another process may have finished the same build first: its result is as good.
            if (!existsSync(dir)) {
                throw error;
            }
        } finally {
            await rm(unfinished, {recursive: true, force: true});
        }
    }
    return dir;
}

async function bundle(outdir: string, name: string): Promise<void> {
    await mkdir(outdir, {recursive: true});
    await build({
        entryPoints: {[name]: path.join(here, 'page/main.tsx')},
        outdir,
        bundle: true,
        minify: true,
        format: 'iife',
        target: 'es2022',
        jsx: 'transform',

        // The host ships React's production build: no warnings, and errors that end the page.
        define: {'process.env.NODE_ENV': '"production"', global: 'window'},
        external: ['/static/*'],
        logLevel: 'warning',
    });
    // Open Sans is wider than what a bare machine has instead of it: without it a table would seem to fit.
    await unpackArchive('fonts.tar.br', outdir);

    // The server lets browsers keep static files for a year.
    const page = await readFile(path.join(here, 'page/root.html'), 'utf8');
    await writeFile(path.join(outdir, 'root.html'), page.replaceAll('/static/main.', `/static/${name}.`));
}

// Of everything that goes into the page: its sources, and the versions of the libraries.
async function fingerprint(): Promise<string> {
    const hash = createHash('sha256');
    const entries = await readdir(here, {recursive: true, withFileTypes: true});
    const sources = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts')).map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of [...sources.sort(), path.join(here, '../../package-lock.json')]) {
        hash.update(path.relative(here, file)).update(await readFile(file));
    }
    return hash.digest('hex').slice(0, 16);
}

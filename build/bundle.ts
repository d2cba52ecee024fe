import {createHash} from 'node:crypto';
import {cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tar from 'tar';

import {readManifest} from './manifest.ts';
import {thirdPartyNotices} from './third_party.ts';

const root = path.join(import.meta.dirname, '..');

/**
 * Packs what `npm run build` made into dist/<id>-<version>.tar.gz, as Mattermost takes it; resolves to its path.
 * The same files make the same bytes, whenever and wherever it is packed.
 */
export async function bundle(): Promise<string> {
    const manifest = await readManifest();
    const stage = await mkdtemp(path.join(os.tmpdir(), 'token-audit-bundle-'));
    const file = path.join(root, 'dist', `${manifest.id}-${manifest.version}.tar.gz`);
    try {
        const plugin = path.join(stage, manifest.id);
        await mkdir(plugin);
        await writeFile(path.join(plugin, 'plugin.json'), JSON.stringify(manifest, null, 4));
        await writeFile(path.join(plugin, 'THIRD_PARTY_NOTICES.txt'), await thirdPartyNotices());
        for (const part of ['webapp/dist', 'assets', 'LICENSE']) {
            await cp(path.join(root, part), path.join(plugin, part), {recursive: true});
        }
        await mkdir(path.dirname(file), {recursive: true});
        const entries = (await readdir(stage, {recursive: true})).sort();

        // Put in place as a whole: tests that pack it at the same time read each other's.
        const unfinished = `${file}.${path.basename(stage)}`;
        await tar.create({file: unfinished, cwd: stage, gzip: {level: 9}, portable: true, noMtime: true, noDirRecurse: true}, entries);
        await rename(unfinished, file);
    } finally {
        await rm(stage, {recursive: true, force: true});
    }
    return file;
}

/** SHA-256 of a file, in hex. */
export async function checksum(file: string): Promise<string> {
    return createHash('sha256').update(await readFile(file)).digest('hex');
}

if (process.argv[1] === import.meta.filename) {
    const file = await bundle();
    console.log(`${path.relative(root, file)} (sha256 ${await checksum(file)})`);
}

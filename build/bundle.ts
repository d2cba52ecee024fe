import {createHash} from 'node:crypto';
import {cp, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tar from 'tar';

const root = path.join(import.meta.dirname, '..');

/** Packs what `npm run build` made into dist/<id>-<version>.tar.gz, as Mattermost takes it; resolves to its path. */
export async function bundle(): Promise<string> {
    const manifest = JSON.parse(await readFile(path.join(root, 'plugin.json'), 'utf8')) as {id: string};
    const {version} = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {version: string};
    const stage = await mkdtemp(path.join(os.tmpdir(), 'token-audit-bundle-'));
    const file = path.join(root, 'dist', `${manifest.id}-${version}.tar.gz`);
    try {
        const plugin = path.join(stage, manifest.id);
        await mkdir(plugin);

        // The version stands in package.json only.
        await writeFile(path.join(plugin, 'plugin.json'), JSON.stringify({...manifest, version}, null, 4));
        for (const part of ['webapp/dist', 'assets', 'LICENSE']) {
            await cp(path.join(root, part), path.join(plugin, part), {recursive: true});
        }
        await mkdir(path.dirname(file), {recursive: true});
        await tar.create({file, cwd: stage, gzip: {level: 9}, portable: true, noMtime: true}, [manifest.id]);
    } finally {
        await rm(stage, {recursive: true, force: true});
    }
    return file;
}

if (process.argv[1] === import.meta.filename) {
    const file = await bundle();
    const sha256 = createHash('sha256').update(await readFile(file)).digest('hex');
    console.log(`${path.relative(root, file)} (sha256 ${sha256})`);
}

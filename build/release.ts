import {execFileSync} from 'node:child_process';
import {rm, writeFile} from 'node:fs/promises';
import path from 'node:path';

import {bundle, checksum} from './bundle.ts';
import {readManifest} from './manifest.ts';
import {readSbom} from './third_party.ts';

const root = path.join(import.meta.dirname, '..');

/**
 * `npm run release`: the bundle of exactly what is committed, with its checksum and its bill of materials, in dist/.
 * Two releases of one commit are the same bytes. Throws where the tree holds anything that is not committed.
 */
async function release(): Promise<void> {
    const changes = git('status', '--porcelain');
    if (changes) {
        throw new Error(`A release is made of what is committed, and this is not:\n${changes}\nCommit it or put it away (git stash -u), and run it again.`);
    }
    await rm(path.join(root, 'dist'), {recursive: true, force: true});
    execFileSync('npm', ['run', '-s', 'build'], {cwd: root, stdio: 'inherit'});
    const file = await bundle();
    const name = path.basename(file);
    await writeFile(`${file}.sha256`, `${await checksum(file)}  ${name}\n`);
    const sbom = await readSbom('token-audit', new Date(git('show', '-s', '--format=%cI')).toISOString());
    await writeFile(file.replace('.tar.gz', '.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
    if (!(await readManifest()).homepage_url) {
        console.warn('package.json names no "repository": the manifest has no addresses, and the marketplace asks for them (docs/release.md).');
    }
    console.log(`dist/${name}, its .sha256 and its bill of materials, from ${git('rev-parse', '--short', 'HEAD')}.\nSign it: see docs/release.md.`);
}

function git(...args: string[]): string {
    return execFileSync('git', args, {cwd: root, encoding: 'utf8'}).trim();
}

await release().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});

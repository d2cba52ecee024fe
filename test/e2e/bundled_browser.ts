import {existsSync} from 'node:fs';
import {mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {promisify} from 'node:util';
import {brotliDecompress} from 'node:zlib';

import {extract} from 'tar';

const cacheRoot = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'token-audit');
const inflate = promisify(brotliDecompress);

interface BundledBrowser {
    executablePath: string;
    env: Record<string, string>;
}

/**
 * Unpacks the browser, the libraries and the font of `@sparticuz/chromium` into the cache, once.
 * Not by the package's own `executablePath()`: that leaves the libraries packed outside of AWS, writes to a shared
 * place in /tmp, and two test processes at once find each other's half-written browser there.
 */
export async function unpackBundledBrowser(): Promise<BundledBrowser> {
    const {version} = JSON.parse(await readFile(path.join(packageFolder(), 'package.json'), 'utf8')) as {version: string};
    const dir = path.join(cacheRoot, `chromium-${version}`);
    if (!existsSync(dir)) {
        const unfinished = `${dir}.${process.pid}`;
        try {
            await unpack(unfinished);
            await rename(unfinished, dir);
        } catch (error) {
            // Another process may have finished the same: its result is as good.
            if (!existsSync(dir)) {
                throw error;
            }
        } finally {
            await rm(unfinished, {recursive: true, force: true});
        }
    }

    // A bare Debian has neither NSS nor fonts; the package brings NSS and Open Sans, the host's own font.
    return {
        executablePath: path.join(dir, 'chromium'),
        env: {LD_LIBRARY_PATH: path.join(dir, 'lib'), FONTCONFIG_FILE: path.join(dir, 'fonts.conf')},
    };
}

/** Unpacks one of the package's archives into a folder. */
export async function unpackArchive(name: string, dir: string): Promise<void> {
    const tar = await inflate(await readFile(path.join(packageFolder(), 'bin', name)));
    await pipeline(Readable.from([tar]), extract({cwd: dir, preserveOwner: false}));
}

async function unpack(dir: string): Promise<void> {
    await mkdir(dir, {recursive: true});
    await writeFile(path.join(dir, 'chromium'), await inflate(await readFile(path.join(packageFolder(), 'bin/chromium.br'))), {mode: 0o755});
    for (const archive of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
        await unpackArchive(archive, dir);
    }

    // The package's own fonts.conf looks in /tmp and in AWS's folders.
    await writeFile(path.join(dir, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
    <dir prefix="relative">fonts</dir>
    <dir>/usr/share/fonts</dir>
    <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`);
}

function packageFolder(): string {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    return entry.slice(0, entry.lastIndexOf(`${path.sep}build${path.sep}`));
}

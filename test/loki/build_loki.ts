import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {mkdir, rename, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const cacheRoot = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'token-audit');
const key = createHash('sha256').update(readFileSync(path.join(here, 'go.sum'))).digest('hex').slice(0, 16);
const dir = path.join(cacheRoot, `loki-${key}`);

/** The pinned Loki's program, in the cache outside the tree (keyed by go.sum); undefined until `buildLoki` made it. */
export function builtLoki(): string | undefined {
    const program = path.join(dir, 'loki');
    return existsSync(program) ? program : undefined;
}

/** Builds the pinned Loki unless the cache has it. Throws when Go is missing or fails. */
export async function buildLoki(onProgress: (line: string) => void = () => undefined): Promise<void> {
    if (builtLoki()) {
        return;
    }
    onProgress('Building Grafana Loki (once; about three minutes on two cores) …');
    const unfinished = `${dir}.${process.pid}`;
    await mkdir(unfinished, {recursive: true});
    try {
        await new Promise<void>((resolve, reject) => {
            const go = spawn('go', ['build', '-mod=mod', '-o', unfinished, 'tool'], {cwd: here, stdio: ['ignore', 'inherit', 'inherit']});
            go.on('error', reject);
            go.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`"go build" of Loki failed with exit code ${code}.`))));
        });
        await rename(unfinished, dir).catch((error: unknown) => {
            // Another process finished the same build first: its result is as good.
            if (!builtLoki()) {
                throw error;
            }
        });
    } finally {
        await rm(unfinished, {recursive: true, force: true});
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await buildLoki(console.log);
}

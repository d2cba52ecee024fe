import {chmod, mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';

import {build} from 'esbuild';

import {thirdPartyNotices} from './third_party.ts';

const root = path.join(import.meta.dirname, '..');
const out = path.join(root, 'dist/cli');

/** `npm pack` runs this: the command line in one file that needs Node and nothing else, with the licences of what is in it. */
await rm(out, {recursive: true, force: true});
await mkdir(out, {recursive: true});
await build({
    absWorkingDir: root,
    entryPoints: ['server-bridge/cli/main.ts'],
    outfile: path.join(out, 'token-audit.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',

    // The official client is CommonJS.
    banner: {js: 'import {createRequire as requireFrom} from \'node:module\'; const require = requireFrom(import.meta.url);'},
    legalComments: 'none',
    logLevel: 'warning',
});
await chmod(path.join(out, 'token-audit.js'), 0o755);
await writeFile(path.join(out, 'THIRD_PARTY_NOTICES.txt'), await thirdPartyNotices());

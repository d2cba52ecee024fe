import path from 'node:path';

import {build} from 'esbuild';

const root = path.join(import.meta.dirname, '..');

/** Run by `npm pack`: the command line as one file of plain JavaScript, which `bin` in package.json names. */
await build({
    entryPoints: [path.join(root, 'server-bridge/cli/main.ts')],
    outfile: path.join(root, 'bin/token-audit.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',

    // What comes as CommonJS asks for Node's own modules by require, which a module does not have.
    banner: {js: '#!/usr/bin/env node\nimport {createRequire as createRequireOfNode} from "node:module";\nconst require = createRequireOfNode(import.meta.url);'},
    logLevel: 'warning',
});

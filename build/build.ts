import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {gzipSync} from 'node:zlib';

import webpack from 'webpack';

import {webpackConfig} from './webpack_config.ts';

/** Every user of the server downloads the entry, whether they ever open one of our pages or not. */
const ENTRY_LIMIT_BYTES = 10_000;

/** `npm run build`: the page's part of the plugin, into webapp/dist. Says what each file weighs. */
function build(): Promise<void> {
    return new Promise((resolve, reject) => {
        webpack(webpackConfig, (error, stats) => {
            if (error || stats?.hasErrors()) {
                reject(error ?? new Error(stats?.toString('errors-only')));
                return;
            }
            resolve();
        });
    });
}

function checkSizes(dir: string): void {
    for (const name of readdirSync(dir).filter((file) => file.endsWith('.js'))) {
        const code = readFileSync(path.join(dir, name));
        const gzipped = gzipSync(code, {level: 9}).length;
        console.log(`${name}: ${code.length.toLocaleString('en')} bytes, ${gzipped.toLocaleString('en')} gzipped`);
        if (name === webpackConfig.output.filename && gzipped > ENTRY_LIMIT_BYTES) {
            throw new Error(`${name} is ${gzipped} bytes gzipped; it may be ${ENTRY_LIMIT_BYTES}. Load what it brings with the surface that needs it.`);
        }
    }
}

await build();
checkSizes(webpackConfig.output.path);

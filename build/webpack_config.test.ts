import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import {expect, test} from 'vitest';
import webpack from 'webpack';

import {hostLibraries, webpackConfig} from './webpack_config.ts';

/** Builds with `change` over the real configuration into a folder that is thrown away; resolves to the errors. */
async function build(change: Partial<webpack.Configuration>): Promise<string[]> {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-build-'));
    try {
        const compiler = webpack({...webpackConfig, ...change, mode: 'development', output: {...webpackConfig.output, path: dir}});
        return await new Promise((resolve, reject) => {
            compiler.run((error, stats) => (error ? reject(error) : resolve(stats?.compilation.errors.map(({message}) => message) ?? [])));
        });
    } finally {
        await rm(dir, {recursive: true, force: true});
    }
}

test('the real configuration builds', async () => {
    expect(await build({})).toEqual([]);
});

test('a second React in the bundle fails the build', async () => {
    const {react, ...others} = hostLibraries;
    expect(react).toBe('React');
    expect((await build({externals: others})).join()).toContain('A second react is in the bundle (node_modules/react/');
});

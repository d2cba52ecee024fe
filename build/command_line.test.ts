import {execFile} from 'node:child_process';
import {mkdtemp, rm, symlink} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

import * as tar from 'tar';
import {expect, test} from 'vitest';

import {version} from '../package.json';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const corpus = path.join(root, 'test/logs/dev-json');

test('the packed command line runs by itself, through the link that an install makes', async () => {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-pack-'));
    try {
        const {stdout} = await run('npm', ['pack', '--silent', '--pack-destination', dir], {cwd: root});
        await tar.extract({file: path.join(dir, stdout.trim()), cwd: dir});
        const command = path.join(dir, 'token-audit');
        await symlink(path.join(dir, 'package/bin/token-audit.js'), command);
        const found = await run(process.execPath, [command, 'scan', path.join(corpus, 'mattermost.log'), '--state', path.join(corpus, 'server-state.json'), '--format', 'json'], {maxBuffer: 1 << 26}).
            catch((error: {code: number; stdout: string}) => error);
        expect(found).toMatchObject({code: 1});
        expect((JSON.parse(found.stdout) as {events: unknown[]}).events.length).toBe(188);
        expect((await run(process.execPath, [command, '--version'])).stdout).toBe(`${version}\n`);
        expect((await run(process.execPath, [command, '--help'])).stdout).toMatch(/scan[\s\S]*list[\s\S]*report/);
    } finally {
        await rm(dir, {recursive: true, force: true});
    }
});

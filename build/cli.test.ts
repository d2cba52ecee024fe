import {execFile} from 'node:child_process';
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

import * as tar from 'tar';
import {afterAll, beforeAll, expect, test} from 'vitest';

const root = path.join(import.meta.dirname, '..');
const run = promisify(execFile);

let dir: string;
let program: string;
beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-pack-'));
    await run('npm', ['pack', '--pack-destination', dir], {cwd: root});
    const [file = ''] = await readdir(dir);
    await tar.extract({file: path.join(dir, file), cwd: dir});
    const {bin} = JSON.parse(await readFile(path.join(dir, 'package/package.json'), 'utf8')) as {bin: Record<string, string>};
    program = path.join(dir, 'package', bin['token-audit'] ?? '');
});
afterAll(() => rm(dir, {recursive: true, force: true}));

const end = (args: string[]) => run(program, args, {cwd: dir, maxBuffer: 1 << 26}).then(({stdout}) => ({code: 0, stdout, stderr: ''}), (error: {code: number; stdout: string; stderr: string}) => error);

test('what npm packs runs by itself, with nothing installed around it', async () => {
    expect((await end(['--help'])).stdout).toMatch(/scan[\s\S]*list[\s\S]*trace[\s\S]*Exit codes/);
    const log = path.join(root, 'test/logs/dev-json');
    const scanned = await end(['scan', path.join(log, 'mattermost.log'), '--state', path.join(log, 'server-state.json'), '--format', 'json']);
    expect([scanned.code, scanned.stderr]).toEqual([1, '']);
    expect((JSON.parse(scanned.stdout) as {events: unknown[]}).events).toHaveLength(188);
    expect(await end(['list'])).toMatchObject({code: 2, stdout: ''});
});

test('holds the program, its licences and no source, test or plugin', async () => {
    const files = (await readdir(path.join(dir, 'package'), {recursive: true, withFileTypes: true})).filter((entry) => entry.isFile()).map(({name}) => name).sort();
    expect(files.filter((name) => name !== 'CHANGELOG.md')).toEqual(['LICENSE', 'README.md', 'THIRD_PARTY_NOTICES.txt', 'package.json', 'token-audit.js']);
    expect(await readFile(path.join(dir, 'package/dist/cli/THIRD_PARTY_NOTICES.txt'), 'utf8')).toContain('commander');
});

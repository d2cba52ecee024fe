import {execFileSync, spawnSync} from 'node:child_process';
import {cp, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import {afterEach, beforeEach, expect, test} from 'vitest';

import {signInFirstAdmin} from '../test/mattermost/people.ts';
import {startMattermost} from '../test/mattermost/start_mattermost.ts';

import {bundle} from './bundle.ts';

let dir: string;

beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-signing-'));
});
afterEach(async () => {
    execFileSync('gpgconf', ['--homedir', dir, '--kill', 'gpg-agent']);
    await rm(dir, {recursive: true, force: true});
});

/** The commands of docs/release.md, with a key that is thrown away. */
function gpg(...args: string[]): void {
    execFileSync('gpg', ['--homedir', dir, '--batch', '--quiet', ...args], {stdio: ['ignore', 'ignore', 'inherit']});
}

/** The plugins of a real server that takes signed ones only, whose file store holds this bundle and its signature. */
async function pluginsOfStrictServer(file: string): Promise<string[]> {
    const store = path.join(dir, 'data', 'plugins');
    await mkdir(store, {recursive: true});
    await cp(file, path.join(store, 'token-audit.tar.gz'));
    await cp(`${file}.sig`, path.join(store, 'token-audit.tar.gz.sig'));
    const server = await startMattermost({config: {
        FileSettings: {Directory: `${dir}/data/`},
        PluginSettings: {RequirePluginSignature: true, SignaturePublicKeyFiles: [path.join(dir, 'release-key.asc')]},
    }});
    try {
        const admin = await signInFirstAdmin(server);
        const {active, inactive} = await admin.getPlugins();
        return [...active, ...inactive].map(({id}) => id);
    } finally {
        await server.stop();
    }
}

const hasGpg = spawnSync('gpgconf', ['--version']).status === 0;

test.skipIf(!hasGpg)('a server that takes signed plugins only takes a bundle signed as docs/release.md says, and no other', async () => {
    const key = 'Throw-away <release@example.com>';
    const file = path.join(dir, 'token-audit.tar.gz');
    await cp(await bundle(), file);
    gpg('--passphrase', '', '--quick-generate-key', key, 'rsa3072', 'sign', 'never');
    gpg('--armor', '--output', path.join(dir, 'release-key.asc'), '--export', key);
    gpg('--local-user', key, '--output', `${file}.sig`, '--detach-sign', file);
    gpg('--verify', `${file}.sig`, file);
    expect(await pluginsOfStrictServer(file)).toEqual(['token-audit']);

    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await pluginsOfStrictServer(file)).toEqual([]);
});

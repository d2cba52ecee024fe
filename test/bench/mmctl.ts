import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {promisify} from 'node:util';

import {Inventory} from '../../server-bridge/inventory/inventory.ts';
import {loadInventory} from '../../server-bridge/inventory/load_inventory.ts';
import {PASSWORD} from '../mattermost/people.ts';

import {elapsed, figure} from './figure.ts';
import {OWNERS} from './large_server.ts';

import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';

const run = promisify(execFile);
const ASKED = 50;

/** The same inventory by the command line there is, which takes one owner a call: extrapolated from fifty. */
export async function mmctl(server: LargeServer): Promise<Figure[]> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'token-audit-mmctl-'));
    const env = {PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home};
    try {
        const password = path.join(home, 'password');
        await writeFile(password, PASSWORD, {mode: 0o600});
        await run(server.mmctl, ['auth', 'login', server.url, '--name', 'bench', '--username', 'admin', '--password-file', password], {env});
        const fifty = await elapsed(async () => {
            for (let i = 1; i <= ASKED; i++) {
                await run(server.mmctl, ['token', 'list', `user${i}`, '--all', '--json'], {env});
            }
        });
        const peerMinutes = fifty / ASKED * OWNERS / 60_000;
        const oursMs = await elapsed(() => loadInventory(server.admin, new Inventory()));
        return [figure('mmctl: the same list, one call an owner', peerMinutes, 'min', `ours, proven complete: ${(oursMs / 1000).toFixed(1)} s; ${(peerMinutes * 60_000 / oursMs).toFixed(0)} times as long`)];
    } finally {
        await rm(home, {recursive: true, force: true});
    }
}

import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';

import {main} from '../../server-bridge/cli/main.ts';
import {fingerprintOf} from '../../server-bridge/log/fingerprint.ts';
import {startFaultyProxy} from '../mattermost/faulty_proxy.ts';
import {createToken, createUser, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

let server: Mattermost;
let admin: RestClient;
let adminToken: string;
let dir: string;
let count = 0;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    const {id} = await admin.getMe();
    adminToken = (await createToken(admin, id, 'the report itself')).secret;
});
afterAll(() => server.stop());
beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-report-'));
    return () => rm(dir, {recursive: true, force: true});
});

async function run(...args: string[]): Promise<{code: number; out: string; errors: string[]}> {
    let out = '';
    const errors: string[] = [];
    const code = await main(args, {
        env: {MM_SERVICESETTINGS_SITEURL: server.url, MM_ADMIN_TOKEN: adminToken},
        stdin: (async function* () {})(),
        now: Date.now,
        write: (text) => {
            out += text;
        },
        progress: () => undefined,
        note: (line) => errors.push(line),
    }, (line) => errors.push(line));
    return {code, out, errors};
}

const forbidden = {status: 403, body: '{}', headers: {'Content-Type': 'application/json'}};
const report = (...args: string[]) => run('report', '--state-dir', dir, ...args);

async function ownerWithToken(description: string) {
    const owner = await createUser(admin, `owner${++count}`);
    const token = await createToken(admin, owner.id, description);
    return {owner, ...token};
}

function use(secret: string): Promise<unknown> {
    return fetch(`${server.url}/api/v4/users/me`, {headers: {Authorization: `Bearer ${secret}`}});
}

describe('list', () => {
    test('every token with its owner, as a table, CSV and the page\'s JSON; a hostile description runs nothing', async () => {
        const {owner, id} = await ownerWithToken('=1+1\x1b[31m\u202e evil');
        const table = await run('list');
        expect(table).toMatchObject({code: 0, errors: []});
        expect(table.out).toContain(`${id}  @${owner.username}`);
        expect(table.out).not.toMatch(/[\x1b\u202e]/);
        expect((await run('list', '--format', 'csv')).out).toMatch(new RegExp(`${id}.*'=1\\+1`));
        const json = JSON.parse((await run('list', '--format', 'json')).out) as {schema: string; complete: boolean; tokens: Array<{id: string}>};
        expect([json.schema, json.complete, json.tokens.some((token) => token.id === id)]).toEqual(['token-audit/inventory@1', true, true]);
    });

    test('the filter is the page\'s, a link to it included', async () => {
        const {id} = await ownerWithToken('off');
        await admin.disableUserAccessToken(id);
        const {out} = await run('list', '--filter', 'https://chat.example.com/admin_console/user_management/access_tokens?state=inactive');
        expect(out).toContain(id);
        expect(out).not.toContain('the report itself');
    });

    test('a bot whose owner has left is found, though that person has no token', async () => {
        const leaver = await createUser(admin, `leaver${++count}`);
        const bot = await admin.createBot({username: `bot${++count}`, display_name: ''});
        await admin.assignBot(bot.user_id, leaver.id);
        const {id} = await createToken(admin, bot.user_id, 'nightly build');
        await admin.updateUserActive(leaver.id, false);
        const {tokens} = JSON.parse((await run('list', '--format', 'json')).out) as {tokens: Array<{id: string; findings: string[]}>};
        expect(tokens.find((token) => token.id === id)?.findings).toContain('bot_without_active_owner');
    });

    test('--fail-on decides how it ends', async () => {
        expect([(await run('list', '--fail-on', 'high')).code, (await run('list', '--filter', 'text=nothing-like-it', '--fail-on', 'high')).code]).toEqual([1, 0]);
    });

    test('--fail-on does not call fine what could not be read', async () => {
        const proxy = await startFaultyProxy(server.url, (request) => (request.includes('/bots') ? forbidden : 'none'));
        const ask = (...args: string[]) => run('list', '--server', proxy.url, '--filter', 'text=nothing-like-it', ...args);
        expect([(await ask()).code, (await ask('--fail-on', 'high')).code]).toEqual([0, 2]);
        await proxy.stop();
    });

    test('without the right the cause is named', async () => {
        const {secret} = await ownerWithToken('no admin');
        const saved = adminToken;
        adminToken = secret;
        const {code, errors} = await run('list').finally(() => {
            adminToken = saved;
        });
        expect([code, errors.join()]).toEqual([2, expect.stringContaining('forbidden')]);
    });
});

describe('report', () => {
    test('the first tells what is dangerous, the second nothing, a later one what is new', async () => {
        const first = await report();
        expect(first.out).toContain('first report');
        expect(first.out).toContain('owner_is_system_admin');
        expect(await report()).toMatchObject({code: 0, out: ''});

        const {id} = await ownerWithToken('x');
        const {out} = await report();
        expect(out).toMatch(/New tokens \(1\)/);
        expect(out).toContain(id);
        expect(out).toMatch(/New findings \(1\)[\s\S]*no_telling_description/);
        expect((await report()).out).toBe('');
    });

    test('a token that begins to fail is named, and its secret is in the report as little as in what is remembered', async () => {
        await report();
        const {owner, id, secret} = await ownerWithToken('build server');
        await admin.savePreferences(owner.id, [{user_id: owner.id, category: 'token_audit', name: id, value: fingerprintOf(secret)}]);
        await admin.disableUserAccessToken(id);
        await use(secret);
        const {out} = await report();
        expect(out).toMatch(/allows it: 1 more/);
        expect(out).toMatch(new RegExp(`Began to fail \\(1\\)\\*\\*\\n.*build server.*${id}.*1 × inactive_token, exact`));
        const remembered = await Promise.all((await readdir(dir)).map((name) => readFile(path.join(dir, name), 'utf8')));
        expect(remembered.join()).not.toContain(secret);
        expect(out).not.toContain(secret);
        expect((await report()).out).toBe('');
    });

    test('is posted where it is wanted, and mentions nobody', async () => {
        const team = await admin.createTeam({name: `team${++count}`, display_name: 'team', type: 'O'} as never);
        await ownerWithToken('@all `code`');
        await report('--post', `${team.name}/town-square`);
        const channel = await admin.getChannelByName(team.id, 'town-square');
        const {posts} = await admin.getPosts(channel.id);
        const message = Object.values(posts).map((post) => post.message).find((text) => text.includes('Token Audit'));
        expect(message).toContain('first report');
        expect(message).not.toContain('@all');
    });

    test('interrupted between posting and remembering, the next one says that it may repeat', async () => {
        await report();
        await ownerWithToken('after the crash');
        await writeFile(path.join(dir, 'posting'), '');
        expect((await report()).out).toContain('may have been told already');
        expect((await report()).out).toBe('');
    });

    test('credentials that anybody makes up trip nothing', async () => {
        await report();
        await Promise.all(['foo', 'bar baz', 'x'.repeat(26)].map(use));
        const {code, out} = await report('--fail-on', 'info');
        expect([code, out]).toEqual([0, '']);
    });

    test('a token that is activated again is as bad as it was, and so is one whose owner comes back', async () => {
        const {id, owner} = await ownerWithToken('of an admin');
        await admin.updateUserRoles(owner.id, 'system_user system_admin');
        await admin.disableUserAccessToken(id);
        await report();
        await admin.enableUserAccessToken(id);
        const activated = await report('--fail-on', 'high');
        expect(activated.code).toBe(1);
        expect(activated.out).toMatch(new RegExp(`Usable again \\(1\\)[\\s\\S]*${id}.*owner_is_system_admin`));
        await admin.updateUserActive(owner.id, false);
        await report();
        await admin.updateUserActive(owner.id, true);
        expect(await report('--fail-on', 'high')).toMatchObject({code: 1, out: expect.stringContaining('Usable again (1)') as string});
        await admin.updateUserActive(owner.id, false);
    });

    test('what cannot be read is told once, and ends with 2 as long as it lasts', async () => {
        await report();
        const proxy = await startFaultyProxy(server.url, (request) => (request.includes('/logs') ? {status: 403, body: '{}', headers: {'Content-Type': 'application/json'}} : 'none'));
        try {
            const blind = await report('--server', proxy.url);
            expect(blind.code).toBe(2);
            expect(blind.out).toContain('log could not be read (forbidden)');
            expect(await report('--server', proxy.url)).toMatchObject({code: 2, out: ''});
        } finally {
            await proxy.stop();
        }
        expect((await report()).code).toBe(0);
    });

    test('a state that a crash left half is read, and a post that was refused leaves no mark', async () => {
        await report();
        await rm(path.join(dir, 'log.json'));
        expect((await report()).code).toBe(0);
        const team = await admin.createTeam({name: `team${++count}`, display_name: 'team', type: 'O'} as never);
        const channel = await admin.getChannelByName(team.id, 'town-square');
        await ownerWithToken('y');
        const proxy = await startFaultyProxy(server.url, (request) => (request.startsWith('POST /api/v4/posts') ? {status: 403, body: '{}', headers: {'Content-Type': 'application/json'}} : 'none'));
        expect(await report('--server', proxy.url, '--post', `${team.name}/${channel.name}`).finally(proxy.stop)).toMatchObject({code: 2});
        expect(await readdir(dir)).not.toContain('posting');
    });

    test.each(['/sessions', '/bots', '/audits', '/config', '/roles'])('%s that may not be read is told once, and ends with 2 as long as it lasts', async (part) => {
        await report();
        const proxy = await startFaultyProxy(server.url, (request) => (request.includes(part) ? forbidden : 'none'));
        try {
            expect(await report('--server', proxy.url)).toMatchObject({code: 2, out: expect.stringMatching(/could not be read \(forbidden\)/) as string});
            expect((await report('--server', proxy.url)).code).toBe(2);
        } finally {
            await proxy.stop();
        }
    });

    test('a log that is not read whole is told once, and ends with 2 as long as it lasts', async () => {
        await report();
        const proxy = await startFaultyProxy(server.url, (request) => {
            const page = (/\/logs\?.*page=(\d)/).exec(request)?.[1];
            return request.includes('/logs/download') ? {...forbidden, status: 404} : page ? {...forbidden, status: 200, body: JSON.stringify(Array.from({length: 10_000}, (_, i) => `{"page":${page},"line":${i}}`))} : 'none';
        });
        try {
            expect(await report('--server', proxy.url)).toMatchObject({code: 2, out: expect.stringContaining('no more than its last') as string});
            expect(await report('--server', proxy.url)).toMatchObject({code: 2, out: ''});
        } finally {
            await proxy.stop();
        }
    });

    test('a server that writes no log file, and a cluster, are told once and no failure', async () => {
        await report();
        const config = await admin.getConfig();
        const proxy = await startFaultyProxy(server.url, (request) => (request.endsWith('/config') ? {...forbidden, status: 200, body: JSON.stringify({...config, ClusterSettings: {...config.ClusterSettings, Enable: true}})} : 'none'));
        expect(await report('--server', proxy.url).finally(proxy.stop)).toMatchObject({code: 0, out: expect.stringContaining('log of one node') as string});
        await admin.patchConfig({LogSettings: {EnableFile: false}} as never);
        try {
            expect(await report()).toMatchObject({code: 0, out: expect.stringContaining('LogSettings.EnableFile') as string});
            expect(await report()).toMatchObject({code: 0, out: ''});
        } finally {
            await admin.patchConfig({LogSettings: {EnableFile: true}} as never);
        }
    });

    test('a post that was refused does not take away the mark of an earlier one of which nothing is known', async () => {
        await report();
        const team = await admin.createTeam({name: `team${++count}`, display_name: 'team', type: 'O'} as never);
        await ownerWithToken('z');
        await writeFile(path.join(dir, 'posting'), '');
        const proxy = await startFaultyProxy(server.url, (request) => (request.startsWith('POST /api/v4/posts') ? forbidden : 'none'));
        expect(await report('--server', proxy.url, '--post', `${team.name}/town-square`).finally(proxy.stop)).toMatchObject({code: 2});
        expect((await report()).out).toContain('may have been told already');
    });

    test('its help says how it ends', async () => {
        expect((await run('report', '--help')).out).toContain('0 nothing new, or it was told');
    });

    test('a folder that cannot be used is named with the cause', async () => {
        const file = path.join(dir, 'file');
        await writeFile(file, '');
        expect(await run('report', '--state-dir', file)).toMatchObject({code: 2, errors: [expect.stringMatching(/file cannot hold .*EEXIST/)]});
        expect(await run('report', '--state-dir', path.join(file, 'x'))).toMatchObject({code: 2, errors: [expect.stringContaining(file)]});
    });

    test('two at once: the second is refused', async () => {
        await report();
        await writeFile(path.join(dir, 'lock'), String(process.ppid));
        expect(await report()).toMatchObject({code: 2, errors: [expect.stringContaining('Another report')]});
    });

    test('state that cannot be read is left alone', async () => {
        await report();
        await writeFile(path.join(dir, 'log.json'), '{"version":2}');
        expect(await report()).toMatchObject({code: 2, errors: [expect.stringContaining('no state that this version can read')]});
        expect(await readFile(path.join(dir, 'log.json'), 'utf8')).toBe('{"version":2}');
    });

    test('--fail-on ends with 1 for something new that is as severe, and with 0 for what is known', async () => {
        expect([(await report('--fail-on', 'high')).code, (await report('--fail-on', 'high')).code]).toEqual([1, 0]);
    });
});

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {createToken, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {fingerprintOf} from '../log/fingerprint.ts';
import {RestClient} from '../rest/rest_client.ts';

import {main} from './main.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';

let server: Mattermost;
let admin: RestClient;
let adminsToken: {id: string; secret: string};
let job: {id: string; secret: string};
let old: {id: string; secret: string};
let ownerId: string;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    adminsToken = await createToken(admin, (await admin.getMe()).id, 'audit');
    const owner = await createUser(admin, 'olga');
    ownerId = owner.id;
    await admin.updateUserRoles(owner.id, 'system_user system_user_access_token');
    job = await createToken(admin, owner.id, '=nightly\u001b[2J job');
    await new RestClient({url: server.url, token: job.secret}).getMe();
    const hers = await signIn(server, 'olga');
    old = await createToken(hers, owner.id, 'old');
    await hers.disableUserAccessToken(old.id);
    await hers.savePreferences(owner.id, [{user_id: owner.id, category: 'token_audit', name: job.id, value: fingerprintOf(job.secret)}]);
});
afterAll(() => server.stop());

async function run(args: string[], {stdin = '', token = adminsToken.secret}: {stdin?: string; token?: string} = {}): Promise<{code: number; out: string; errors: string}> {
    let out = '';
    const errors: string[] = [];
    const code = await main(args, {
        env: {MM_SERVICESETTINGS_SITEURL: server.url, MM_ADMIN_TOKEN: token},
        stdin: (async function* () {
            yield Buffer.from(stdin);
        })(),
        now: Date.now,
        write: (text) => {
            out += text;
        },
        progress: () => undefined,
        note: () => undefined,
    }, (line) => errors.push(line));
    return {code, out, errors: errors.join('\n')};
}

describe('trace', () => {
    test('takes several at once', async () => {
        const {code, out} = await run(['trace', old.id, '@admin', '--ids']);
        expect(code).toBe(1);
        expect(out).toContain(old.id);
        expect(out).toContain('@admin');
    });

    test('says what an id is once it is said to be one, and asks before', async () => {
        const asked = await run(['trace', `what is ${old.id}?`]);
        expect(asked).toMatchObject({code: 2, out: ''});
        expect(asked.errors).toMatch(/--ids or --secrets/);
        expect(asked.errors).not.toContain(old.id);
        const {code, out} = await run(['trace', `what is ${old.id}?`, '--ids']);
        expect(code).toBe(1);
        expect(out).toMatch(new RegExp(`Access token ${old.id} \\(old\\), inactive, of @olga\n  no session`));
    });

    test('shows no control sequence of a description\'s', async () => {
        const {out} = await run(['trace', job.id, '--ids']);
        expect(out).toMatch(new RegExp(`Access token ${job.id}[^\\n]*active, of @olga\n  last seen at least`));
        expect(out).not.toContain('\x1b');
    });

    test('reads standard input, needs no saying for what is known, and writes JSON', async () => {
        const {code, out} = await run(['trace', '-', '--format', 'json'], {stdin: `@olga and ${adminsToken.id} at 127.0.0.1`});
        const {answers} = JSON.parse(out) as {answers: Array<{kind: string}>};
        expect(code).toBe(1);
        expect(answers.map(({kind}) => kind)).toEqual(['token', 'user', 'address']);
    });

    test('finds whose a secret is by its registered fingerprint, and shows no more of it', async () => {
        for (const args of [['trace', job.secret, '--secrets'], ['trace', `Authorization: Bearer ${job.secret}`]]) {
            const {code, out, errors} = await run(args);
            expect(code).toBe(1);
            expect(out).toMatch(new RegExp(`treat it as leaked[^\\n]*${fingerprintOf(job.secret).slice(0, 8)}\\n  Access token ${job.id}`));
            expect(out + errors).not.toContain(job.secret);
        }
    });

    test('ends with 0 when nothing is found', async () => {
        expect(await run(['trace', 'x'.repeat(26), '--ids'])).toMatchObject({code: 0});
        expect(await run(['trace', 'Hello there'])).toMatchObject({code: 0, out: 'Nothing in this text can be traced.\n'});
    });

    test('somebody who is no admin gets what is theirs', async () => {
        const {out} = await run(['trace', `${job.id} ${adminsToken.id} ${ownerId}`, '--ids'], {token: job.secret});
        expect(out).toMatch(new RegExp(`Access token ${job.id}[\\s\\S]*${adminsToken.id}\\n  nobody and nothing within your reach`));
    });
});

test.each([
    [['trace'], 'missing required argument'],
    [['trace', 'x', '--ids', '--secrets'], 'cannot be used with'],
    [['trace', 'x', '--format', 'csv'], 'Allowed choices'],
    [['trace', 'x', '--server', 'http://127.0.0.1:1'], 'network'],
])('2 and one line for %j', async (args, message) => {
    const {code, out, errors} = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(errors).toContain(message);
});

test('2 for a token that does not work', async () => {
    expect(await run(['trace', '@olga'], {token: 'y'.repeat(26)})).toMatchObject({code: 2, out: ''});
});

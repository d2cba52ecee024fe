import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

import {afterAll, beforeAll, expect, test} from 'vitest';

import {main} from '../../server-bridge/cli/main.ts';
import {fingerprintOf} from '../../server-bridge/log/fingerprint.ts';
import {createToken, createUser, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

interface Found {
    reason: string;
    attribution: {level: string; token_ids: string[]; user_ids: string[]};
}

let server: Mattermost;
let admin: RestClient;
let dir: string;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-scan-'));
});
afterAll(async () => {
    await server.stop();
    await rm(dir, {recursive: true, force: true});
});

const use = (secret: string, route: string) => fetch(`${server.url}/api/v4${route}`, {headers: {Authorization: `Bearer ${secret}`}});

async function scan(env: NodeJS.ProcessEnv): Promise<{code: number; events: Found[]; errors: string[]}> {
    let out = '';
    const errors: string[] = [];
    const code = await main(['scan', path.join(server.logDir, 'mattermost.log'), '--server', '--format', 'json'], {
        env,
        stdin: (async function* () {})(),
        now: Date.now,
        write: (text) => {
            out += text;
        },
        progress: () => undefined,
        note: () => undefined,
    }, (line) => errors.push(line));
    return {code, events: out ? (JSON.parse(out) as {events: Found[]}).events : [], errors};
}

test('with the server asked, the log of a moment ago is attributed, registered secrets exactly', async () => {
    const bot = await admin.createBot({username: 'scan-bot', display_name: 'bot'});
    const [ann, bob] = [await createUser(admin, 'scan-ann'), await createUser(admin, 'scan-bob')];
    const [ofBot, ofAnn, ofBob, other] = [await createToken(admin, bot.user_id, 'a'), await createToken(admin, ann.id, 'b'), await createToken(admin, bob.id, 'c'), await createToken(admin, ann.id, 'd')];
    await Promise.all([ofBot, ofAnn, ofBob, other].map(({secret}) => use(secret, '/users/me')));
    const preference = (user_id: string, name: string, secret: string) => admin.savePreferences(user_id, [{user_id, category: 'token_audit', name, value: fingerprintOf(secret)}]);
    await preference(ann.id, ofAnn.id, ofAnn.secret);

    // Somebody claims another's secret for a token of theirs, and another's token for a secret.
    await preference(bob.id, ofAnn.id, other.secret);

    // What is to be proven must be older than the clocks may disagree.
    await sleep(1500);
    await use(ofBot.secret, '/audits');
    await admin.disableUserAccessToken(ofAnn.id);
    await admin.disableUserAccessToken(other.id);
    await use(ofAnn.secret, '/users/me');
    await use(other.secret, '/users/me');
    await sleep(1500);

    const {code, events, errors} = await scan({MM_SERVICESETTINGS_SITEURL: server.url, MM_ADMIN_TOKEN: admin.getToken()});
    expect(errors).toEqual([]);
    expect(code).toBe(1);
    const found = (reason: string) => events.filter((event) => event.reason === reason).map(({attribution}) => [attribution.level, ...attribution.user_ids, ...attribution.token_ids]);
    expect(found('denied')).toContainEqual(['sole', bot.user_id, ofBot.id]);
    expect(found('inactive_token')).toContainEqual(['exact', ann.id, ofAnn.id]);
    expect(found('inactive_token').filter(([level, ...ids]) => level === 'exact' && !ids.includes(ofAnn.id))).toEqual([]);
});

test('a token that is refused is one line and 2, and the token is not in it', async () => {
    const wrong = 'abcdefghijklmnopqrstuvwxyz';
    const {code, errors} = await scan({MM_SERVICESETTINGS_SITEURL: server.url, MM_ADMIN_TOKEN: wrong});
    expect(code).toBe(2);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/unauthorized \(401\)/);
    expect(errors[0]).not.toContain(wrong);
});

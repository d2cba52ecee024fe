import {afterAll, beforeAll, expect, test} from 'vitest';

import {createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';

import {newRunId} from './bulk_run_spec.ts';
import {forgetQuarantined, noteQuarantined, readQuarantine} from './quarantine.ts';
import {formatNotes, parseNote} from './quarantine_note.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {RestClient} from '../rest/rest_client.ts';

let server: Mattermost;
let first: RestClient;
let second: RestClient;
const idOf = new Map<RestClient, string>();

beforeAll(async () => {
    server = await startMattermost();
    first = await signInFirstAdmin(server);
    const {id} = await createUser(first, 'second');
    await first.updateUserRoles(id, 'system_user system_admin');
    second = await signIn(server, 'second');
    idOf.set(first, (await first.getMe()).id).set(second, id);
});
afterAll(() => server.stop());

const token = (i: number) => String(i).padStart(26, 'a');
const note = (client: RestClient, at: number, ids: string[], reason = '') => noteQuarantined(client, idOf.get(client) ?? '', newRunId(), {at, reason, token_ids: ids});

test('every admin reads what any of them put into quarantine, by whom, since when and why, and takes it out again', async () => {
    expect(await readQuarantine(second)).toEqual([]);
    await note(first, 1000, [token(1), token(2)], 'leak');
    await note(second, 2000, [token(2), token(3)]);
    expect((await readQuarantine(second)).map(({token_id, since, by, reason}) => [token_id, since, by.username, reason])).toEqual([
        [token(2), 2000, 'second', ''],
        [token(3), 2000, 'second', ''],
        [token(1), 1000, 'admin', 'leak'],
    ]);

    await forgetQuarantined(second, [token(1), token(2)]);
    expect((await readQuarantine(first)).map(({token_id}) => token_id)).toEqual([token(3)]);
    await forgetQuarantined(first, [token(3)]);
    expect(await readQuarantine(first)).toEqual([]);
});

test('thousands of tokens with the most awkward reason fit into what the server takes', async () => {
    const ids = Array.from({length: 7000}, (_, i) => token(i));
    expect(await note(first, 1000, ids, '\u0000'.repeat(1000))).toBe(7000);
    expect(await readQuarantine(second)).toHaveLength(7000);
    await forgetQuarantined(first, ids);
    expect(await readQuarantine(second)).toEqual([]);
});

test('a note of fewer tokens takes the place of the run\'s earlier one', async () => {
    const ids = Array.from({length: 1500}, (_, i) => token(i));
    const [userId, runId] = [idOf.get(first) ?? '', newRunId()];
    const again = (token_ids: string[], before?: number) => noteQuarantined(first, userId, runId, {at: 1000, reason: '', token_ids}, before);
    await again(ids);
    for (const left of [ids.slice(0, 700), [token(3)], []]) {
        expect(await again(left, 1500)).toBe(left.length);
        expect((await readQuarantine(second)).map(({token_id}) => token_id)).toEqual(left);
    }
});

test('what there is no room for is told', () => {
    const {preferences, noted} = formatNotes(token(1), newRunId(), {at: 0, reason: '', token_ids: Array<string>(100_000).fill(token(1))});
    expect(noted).toBe(20_000);
    expect(preferences.every(({name, value}) => /^[a-z0-9_]{1,32}$/.test(name) && value.length <= 20_000)).toBe(true);
});

test.each([
    ['aaaaaaaaaaaaaaaaaaaaaaaaaa', '{"version":1,"at":1,"reason":"","ids":""}'],
    ['q_abcdefghijkl_0', ''],
    ['q_abcdefghijkl_0', 'null'],
    ['q_abcdefghijkl_0', '{"version":2,"at":1,"reason":"","ids":""}'],
    ['q_abcdefghijkl_0', '{"version":1,"at":-1,"reason":"","ids":""}'],
    ['q_abcdefghijkl_0', '{"version":1,"at":1e300,"reason":"","ids":""}'],
    ['q_abcdefghijkl_0', '{"version":1,"at":"1","reason":"","ids":""}'],
    ['q_abcdefghijkl_0', '{"version":1,"at":1,"reason":"","ids":[]}'],
])('the preference %s with %j is no note', (name, value) => {
    expect(parseNote(name, value)).toBeUndefined();
});

test('what is no id in a note is left out', () => {
    expect(parseNote('q_abcdefghijkl_0', `{"version":1,"at":1,"reason":"","ids":"${token(1)} ../users <b> ${token(2)}"}`)?.token_ids).toEqual([token(1), token(2)]);
});

import {afterAll, beforeAll, expect, test} from 'vitest';

import {createToken, createUser, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';

import {listTokens} from './list_tokens.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Completeness} from './list_tokens.ts';
import type {Token} from './token.ts';

const ROUNDS = 30;

let server: Mattermost;
let admin: RestClient;
let userId: string;
const ids: string[] = [];

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    userId = (await createUser(admin)).id;
    await Promise.all(Array.from({length: 1000}, async (_, i) => {
        ids.push((await createToken(admin, userId, `token ${i}`)).id);
    }));
});
afterAll(() => server.stop());

/** The last pass's tokens by id, and whether it is proven. */
async function list(): Promise<{tokens: Map<string, boolean>; completeness: Completeness; passes: number}> {
    let tokens = new Map<string, boolean>();
    let passes = 0;
    const completeness = await listTokens(admin, {
        onPassStart: () => {
            tokens = new Map();
            passes++;
        },
        onPage: (page: Token[]) => page.forEach((token) => tokens.set(token.id, token.is_active)),
    });
    return {tokens, completeness, passes};
}

test('a list at rest is proven by its second pass', async () => {
    const {tokens, completeness, passes} = await list();
    expect([tokens.size, completeness.proven, passes]).toEqual([1000, true, 2]);
});

// Every change is logged with the time before and after it. What a proven list says of a token must be
// a state the token had at the proven moment: the last one changed to before it, or one being changed to around it.
test(`while tokens are disabled, enabled, created and revoked, each of ${ROUNDS} rounds ends complete and exact or says incomplete`, async () => {
    const history = new Map(ids.map((id) => [id, [{from: 0, to: 0, state: true as boolean | 'gone'}]]));
    let moving = true;
    let proven = 0;

    const change = async (id: string, state: boolean | 'gone', request: () => Promise<unknown>) => {
        const from = Date.now();
        await request();
        history.set(id, [...history.get(id) ?? [{from: 0, to: 0, state: 'gone'}], {from, to: Date.now(), state}]);
    };
    const move = async () => {
        for (let i = 0; moving; i++) {
            const id = ids[(i * 389) % ids.length] ?? '';
            const last = history.get(id)?.at(-1)?.state;
            if (i % 7 === 0) {
                const from = Date.now();
                const created = await createToken(admin, userId, 'made meanwhile');
                ids.push(created.id);
                history.set(created.id, [{from: 0, to: 0, state: 'gone'}, {from, to: Date.now(), state: true}]);
            } else if (i % 7 === 3 && last !== 'gone') {
                await change(id, 'gone', () => admin.revokeUserAccessToken(id));
            } else if (last === true) {
                await change(id, false, () => admin.disableUserAccessToken(id));
            } else if (last === false) {
                await change(id, true, () => admin.enableUserAccessToken(id));
            }

            // Bursts and quiet times, so that some rounds can be proven and some cannot.
            if (i % 40 === 0) {
                await new Promise((resolve) => setTimeout(resolve, 150));
            }
        }
    };
    const mover = move();

    const wrong: unknown[] = [];
    for (let round = 0; round < ROUNDS; round++) {
        const {tokens, completeness} = await list();
        if (!completeness.proven) {
            continue;
        }
        proven++;
        await new Promise((resolve) => setTimeout(resolve, 20));
        for (const [id, changes] of history) {
            const listed = tokens.get(id) ?? 'gone';
            const before = changes.filter(({to}) => to < completeness.at).at(-1)?.state;
            const around = changes.filter(({from, to}) => from <= completeness.at && to >= completeness.at).map(({state}) => state);
            if (listed !== before && !around.includes(listed)) {
                wrong.push({round, id, listed, changes, at: completeness.at});
            }
        }
    }
    moving = false;
    await mover;

    expect(wrong).toEqual([]);
    expect(proven).toBeGreaterThan(0);

    // At rest again, the list is what the changes left behind.
    const {tokens, completeness} = await list();
    expect(completeness.proven).toBe(true);
    expect(new Set(tokens.keys())).toEqual(new Set([...history].filter(([, changes]) => changes.at(-1)?.state !== 'gone').map(([id]) => id)));
}, 120_000);

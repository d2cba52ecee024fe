import {expect, test} from 'vitest';

import {RestClient} from '../rest/rest_client.ts';
import {RestError} from '../rest/rest_error.ts';

import {loadRegistered} from './match_fingerprint.ts';

const OWNERS = 2500;
const PER_PAGE = 200;
const idOf = (letter: string, i: number) => letter + String(i).padStart(25, '0');
const printOf = (i: number) => i.toString(16).padStart(64, '0');

/** A server with a token each of 2,500 owners, more than one that is real could be given in a test; of `refused` it says nothing. */
function crowded(refused?: string): RestClient {
    const tokens = Array.from({length: OWNERS}, (_, i) => ({id: idOf('t', i), user_id: idOf('u', i), description: '', is_active: true}));
    return Object.assign(new RestClient({url: 'http://127.0.0.1:9'}), {
        getUserAccessTokens: async (page: number) => tokens.slice(page * PER_PAGE, (page + 1) * PER_PAGE),
        getBotsIncludeDeleted: async () => [],
        getUserPreferences: async (userId: string) => {
            if (userId === refused) {
                throw new RestError('forbidden');
            }
            const i = Number(userId.slice(1));
            return [{category: 'token_audit', name: idOf('t', i), value: printOf(i)}];
        },
    });
}

test('the fingerprints of every owner are read, however many there are, and how far that is', async () => {
    const progress: number[] = [];
    const {ids, is_complete} = await loadRegistered(crowded(), (done, total) => progress.push(done / total));
    expect([ids.size, ids.get(printOf(OWNERS - 1)), is_complete]).toEqual([OWNERS, idOf('t', OWNERS - 1), true]);
    expect([progress.length, progress.at(-1)]).toEqual([OWNERS, 1]);
});

test('one owner who could not be read makes it incomplete', async () => {
    expect(await loadRegistered(crowded(idOf('u', 7)))).toMatchObject({is_complete: false});
});

import {afterAll, beforeAll, expect, test} from 'vitest';

import {signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';

import {loadSavedViews, storeSavedViews} from './saved_views.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {RestClient} from '../rest/rest_client.ts';

let server: Mattermost;
let admin: RestClient;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
});
afterAll(() => server.stop());

async function storeRaw(value: string): Promise<void> {
    const {id: user_id} = await admin.getMe();
    await admin.savePreferences(user_id, [{user_id, category: 'token_audit', name: 'saved_views', value}]);
}

test('views are there again after they were stored', async () => {
    expect(await loadSavedViews(admin)).toEqual({views: [], writable: true});
    const views = [{name: 'bots of nobody', search: '?owner=bot'}, {name: '</script> 🔑', search: ''}];
    await storeSavedViews(admin, views);
    expect(await loadSavedViews(admin)).toEqual({views, writable: true});
});

test.each([
    ['of a newer version', '{"version":2,"views":[]}'],
    ['that is broken', '{"version":1,"views":[{"name":7}]}'],
    ['that is no JSON', 'x'],
])('a preference %s is left alone', async (_, value) => {
    await storeRaw(value);
    expect(await loadSavedViews(admin)).toEqual({views: [], writable: false});
});

test('more than the server takes is refused before it is sent', async () => {
    await expect(storeSavedViews(admin, [{name: 'x'.repeat(20_000), search: ''}])).rejects.toMatchObject({kind: 'rejected'});
});

import React from 'react';
import {expect, test} from 'vitest';

import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {ActivityStore} from '../activity/activity_store.ts';
import {textOf} from '../shared/text_fixture.tsx';
import {InventoryStore} from '../tokens/inventory_store.ts';

import {incident} from './incident_fixture.ts';
import {IncidentTokens} from './incident_tokens.tsx';
import {useKnown} from './known.ts';

import type {InventorySnapshot, LoadState} from '../tokens/inventory_store.ts';

const [there, gone, unseen] = ['a', 'b', 'c'].map((letter) => letter.repeat(26));
const loaded: LoadState = {phase: 'loaded', completeness: {proven: true, at: 0}} as LoadState;

function Shown({id, snapshot}: {id: string; snapshot: InventorySnapshot}) {
    return (
        <IncidentTokens
            incident={incident({token_ids: [id]})}
            known={useKnown(snapshot)}
            snapshot={snapshot}
            onAction={() => undefined}
            onOpenToken={() => undefined}
            onReload={() => undefined}
        />
    );
}

test.each<[string, string | undefined, LoadState, string | RegExp]>([
    ['in the list', there, loaded, 'Last seen'],
    ['that was in it', gone, loaded, 'it was revoked'],
    ['that never was', unseen, loaded, 'made after that was read, or was gone before Read the list again'],
    ['that may come yet', unseen, {phase: 'listing'}, 'still being read'],
])('a token %s is said to be what is known of it', (_, id = '', load, text) => {
    const client = new RestClient({url: 'http://localhost'});
    const store = new InventoryStore(client, new ActivityStore(client));
    const snapshot = {...store.getSnapshot(), load};
    snapshot.inventory.beginPass();
    snapshot.inventory.addTokens([there, gone].map((token = '') => ({id: token, user_id: 'u'.repeat(26), description: 'ci', is_active: true, expires_at: undefined})));
    snapshot.inventory.remove(gone ?? '');
    const shown = textOf(
        <Shown
            id={id}
            snapshot={snapshot}
        />,
        '',
    );
    expect(shown).toContain(text);
    expect(shown.includes('revoked')).toBe(id === gone);
});

import React from 'react';
import {expect, test} from 'vitest';

import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {ActivityStore} from '../activity/activity_store.ts';
import {textOf} from '../shared/text_fixture.tsx';

import {InventoryStore} from './inventory_store.ts';
import {TokenPanel} from './token_panel.tsx';
import {TokenRow} from './token_row.tsx';

import type {InventorySnapshot} from './inventory_store.ts';

const nothing = () => undefined;
const user_id = 'u'.repeat(26);
const NOON = Date.UTC(2026, 10, 25, 12);

/** What the page knows of one token without a trace in the audits, as far as they are read. */
function snapshotOf(known: Pick<InventorySnapshot, 'reach' | 'awaiting_audits'>): InventorySnapshot {
    const client = new RestClient({url: 'http://127.0.0.1:9'});
    const snapshot = {...new InventoryStore(client, new ActivityStore(client)).getSnapshot(), ...known};
    snapshot.inventory.beginPass();
    snapshot.inventory.addTokens([{id: 't'.repeat(26), user_id, description: 'nightly build', is_active: false}]);
    snapshot.inventory.setSessions(user_id, []);
    return snapshot;
}

const unread = {complete: false, may_miss: false};
const partly = {...unread, newest: NOON, back_to: NOON};
const wholly = {...partly, complete: true};

test.each<[string, Pick<InventorySnapshot, 'reach' | 'awaiting_audits'>, {created: string; history: string; row: string}]>([
    ['before they are read', {reach: unread, awaiting_audits: true}, {created: '…', history: 'Reading the audits …', row: 'None so far'}],
    ['while they are read', {reach: partly, awaiting_audits: true}, {created: '…', history: 'Reading the audits …', row: 'None so far'}],
    ['when they could not be read', {reach: unread, awaiting_audits: false}, {created: 'Unknown: the audits were not read', history: 'The audits were not read.', row: 'None'}],
    ['when they were read in part', {reach: partly, awaiting_audits: false}, {created: 'Unknown: before the audits that were read', history: 'Audits were read back to', row: 'None'}],
    ['when they were all read', {reach: wholly, awaiting_audits: false}, {created: 'Unknown: before the audits that were read', history: 'The server’s audits say nothing of this token.', row: 'None'}],
])('of a token that no audit names, %s', (_, known, {created, history, row}) => {
    const snapshot = snapshotOf(known);
    const panel = textOf(
        <TokenPanel
            snapshot={snapshot}
            row={0}
            onAction={nothing}
            onOpen={nothing}
            onShowEvents={nothing}
            onClose={nothing}
            onNames={nothing}
        />,
    );
    expect(panel).toContain(`Created ${created} Last seen`);
    expect(panel).toContain(`History ${history}`);
    expect(textOf(
        <TokenRow
            snapshot={snapshot}
            row={0}
            position={0}
            top={0}
            withExpiry={false}
            ticked={false}
            onTick={nothing}
            onOpen={nothing}
        />,
    )).toMatch(new RegExp(`${row} Inactive No session ${known.awaiting_audits ? '…' : 'Unknown'}`));
});

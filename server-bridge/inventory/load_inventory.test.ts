import {afterAll, beforeAll, expect, test} from 'vitest';

import {createToken, createUser, signIn, signInFirstAdmin} from '../../test/mattermost/people.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {ownerMarks} from '../owners/owner.ts';

import {Inventory} from './inventory.ts';
import {loadInventory} from './load_inventory.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {RestClient} from '../rest/rest_client.ts';

let server: Mattermost;
let admin: RestClient;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
});
afterAll(() => server.stop());

async function load(client = admin, inventory = new Inventory()) {
    const completeness = await loadInventory(client, inventory);
    return {inventory, completeness};
}

const idsOf = (inventory: Inventory) => [...inventory.ids.values()];

test('a server without tokens has an empty inventory, proven complete', async () => {
    const {inventory, completeness} = await load();
    expect([inventory.size, completeness.proven]).toEqual([0, true]);
});

test('every token of every kind of owner is listed once with its owner, and no secret comes along', async () => {
    const people = await Promise.all(Array.from({length: 12}, (_, i) => createUser(admin, `person-${i}`, {first_name: 'Per', last_name: `Son ${i}`})));
    const bot = await admin.createBot({username: 'ci-bot', display_name: 'CI'});
    const owners = [...people.map((person) => person.id), bot.user_id];
    const made = await Promise.all(Array.from({length: 450}, (_, i) => createToken(admin, owners[i % owners.length] ?? '', `job ${i}`)));
    const [first, second] = made;
    await admin.disableUserAccessToken(second?.id ?? '');
    await admin.updateUserActive(people[0]?.id ?? '', false);

    const {inventory, completeness} = await load();

    expect(completeness.proven).toBe(true);
    expect(inventory.size).toBe(450);
    expect(new Set(idsOf(inventory))).toEqual(new Set(made.map(({id}) => id)));
    const row = inventory.rowOf(first?.id ?? '') ?? -1;
    const owner = inventory.owner(row);
    expect({
        description: inventory.descriptions[row],
        active: inventory.isActive(row),
        username: owner?.username,
        marks: owner && ownerMarks(owner),
    }).toEqual({description: 'job 0', active: true, username: 'person-0', marks: ['deactivated']});
    expect(inventory.isActive(inventory.rowOf(second?.id ?? '') ?? -1)).toBe(false);
    expect(inventory.owners.map((owner) => owner?.username).sort()).toEqual([...people.map((person) => person.username), 'ci-bot'].sort());
    const everything = JSON.stringify([inventory, idsOf(inventory), inventory.descriptions, inventory.owners]);
    expect(made.some(({secret}) => everything.includes(secret))).toBe(false);
});

test('loading again takes out what is gone, adds what is new and keeps every row in its place', async () => {
    const {inventory} = await load();
    const gone = inventory.ids.get(3);
    const kept = inventory.ids.get(7);
    const me = await admin.getMe();
    await admin.revokeUserAccessToken(gone);
    const added = await createToken(admin, me.id, 'made later');

    await load(admin, inventory);

    expect(inventory.rowOf(gone)).toBeUndefined();
    expect(inventory.rowOf(kept)).toBe(7);
    expect(inventory.owner(inventory.rowOf(added.id) ?? -1)?.username).toBe('admin');
    expect(inventory.size).toBe(450);
});

test('someone without manage_system is told that the right is missing', async () => {
    const client = await signIn(server, 'person-1');
    await expect(load(client)).rejects.toMatchObject({kind: 'forbidden'});
});

import * as v from 'valibot';

import {parseBulkSettings, readBulkSettings} from '../../../server-bridge/bulk/bulk_settings.ts';
import {idSchema, parse} from '../../../server-bridge/rest/parse.ts';
import {basePath} from '../shared/host.ts';

import {IndexedDbJournal} from './indexed_db_journal.ts';

import type {BulkRunTools} from '../../../server-bridge/bulk/bulk_run_spec.ts';
import type {BulkSettings} from '../../../server-bridge/bulk/bulk_settings.ts';
import type {Journal} from '../../../server-bridge/bulk/journal.ts';
import type {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';

/** What a run needs besides its plan. */
export interface BulkServices {
    me: {id: string; username: string};
    settings: BulkSettings;
    journal: Journal;
}

const meSchema = v.object({id: idSchema, username: v.string()});

/** Who acts, and by which settings; without the right to read the settings, by the defaults. Throws RestError. */
export async function readServices(client: RestClient): Promise<BulkServices> {
    const [me, settings] = await Promise.all([client.getMe(), readBulkSettings(client).catch(() => parseBulkSettings(undefined))]);
    return {me: parse(meSchema, me), settings, journal: new IndexedDbJournal(basePath())};
}

/** The tools of a run over this inventory. Owners are kept from before the run: a revoked token's may leave the inventory. */
export function toolsFor(client: RestClient, inventory: Inventory, {settings, journal}: BulkServices): BulkRunTools {
    const owners = new Map<string, Owner>(inventory.owners.flatMap((owner) => (owner ? [[owner.id, owner] as const] : [])));
    return {client, settings, journal, total: inventory.size, ownerOf: (userId) => owners.get(userId)};
}

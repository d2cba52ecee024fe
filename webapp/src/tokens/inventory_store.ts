import {loadTokenEvents} from './token_events.ts';
import {defaultPolicy, parsePolicy} from '../../../server-bridge/findings/policy.ts';
import {FindingColumn} from '../../../server-bridge/inventory/finding_column.ts';
import {Inventory} from '../../../server-bridge/inventory/inventory.ts';
import {loadInventory} from '../../../server-bridge/inventory/load_inventory.ts';
import {loadBotOwners} from '../../../server-bridge/owners/bots.ts';
import {parseOwners} from '../../../server-bridge/owners/owner.ts';
import {RestError, toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {loadServerSettings} from '../../../server-bridge/rest/server_settings.ts';
import {SessionLoader} from '../../../server-bridge/sessions/session_loader.ts';

import type {LoadPhase} from '../../../server-bridge/inventory/load_inventory.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {SessionProgress} from '../../../server-bridge/sessions/session_loader.ts';
import type {Completeness} from '../../../server-bridge/tokens/list_tokens.ts';
import type {Token} from '../../../server-bridge/tokens/token.ts';

/** More often than this nobody sees a difference, and every update sorts the table anew. */
const UPDATE_EVERY_MS = 100;

/** Updates take at most this share of the time, however long one takes. */
const UPDATE_SHARE = 1 / 5;

export type LoadState =
    | {phase: LoadPhase}
    | {phase: 'loaded'; completeness: Completeness}
    | {phase: 'failed'; error: RestError};

/** What the page shows. `version` grows with every change of the inventory. */
export interface InventorySnapshot {
    inventory: Inventory;
    findings: FindingColumn;
    version: number;
    load: LoadState;
    sessions: SessionProgress;

    /** How far back the audits were read, ms since 1970; undefined while they were not. */
    auditsSince: number | undefined;
}

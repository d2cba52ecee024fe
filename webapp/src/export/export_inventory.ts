import {exportCsv} from '../../../server-bridge/export/export_csv.ts';
import {exportJson} from '../../../server-bridge/export/export_json.ts';
import {exportRows} from '../../../server-bridge/inventory/export_rows.ts';
import {isShareable, toQueryString} from '../../../server-bridge/inventory/filter.ts';
import {basePath} from '../shared/host.ts';

import type {ExportInfo} from '../../../server-bridge/export/export_row.ts';
import type {Filter} from '../../../server-bridge/inventory/filter.ts';
import type {InventorySnapshot} from '../tokens/inventory_store.ts';

/** The page goes on answering: the work pauses at least this often. */
const SLICE_MS = 30;

export type ExportFormat = 'csv' | 'json';

/** This server's address, as an export names it. */
export function serverAddress(): string {
    return `${window.location.origin}${basePath()}`;
}

/** Stands for what was searched for, where that may be a secret that somebody pasted. */
const WITHHELD = '(not written: it may be a secret)';

/** What an export of `filter` says of itself. */
export function exportInfo({load, inventory}: InventorySnapshot, filter: Filter): ExportInfo {
    const text = isShareable(filter.text, (id) => inventory.knows(id)) ? filter.text : WITHHELD;
    return {
        exported_at: Date.now(),
        server: serverAddress(),
        complete: load.phase === 'loaded' && load.completeness.proven,
        filter: Object.fromEntries(new URLSearchParams(toQueryString({...filter, text}))),
    };
}

/** The file of exactly these rows, in pieces; `onProgress` gets the share that is done, 0 to 1. */
export async function exportInventory(snapshot: InventorySnapshot, rows: Uint32Array, filter: Filter, format: ExportFormat, onProgress: (share: number) => void): Promise<string[]> {
    let done = 0;
    const counted = function* () {
        for (const row of exportRows(snapshot.inventory, snapshot.findings, rows)) {
            done++;
            yield row;
        }
    };
    const pieces = format === 'csv' ? exportCsv(counted()) : exportJson(exportInfo(snapshot, filter), counted());
    const file: string[] = [];
    let sliceEnds = performance.now() + SLICE_MS;
    for (const piece of pieces) {
        file.push(piece);
        if (performance.now() > sliceEnds) {
            onProgress(done / Math.max(1, rows.length));
            await new Promise((resolve) => setTimeout(resolve));
            sliceEnds = performance.now() + SLICE_MS;
        }
    }
    return file;
}

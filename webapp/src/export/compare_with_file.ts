import {diffExports} from '../../../server-bridge/export/diff_exports.ts';
import {ImportError} from '../../../server-bridge/export/import_error.ts';
import {importJson, MAX_IMPORT_LENGTH} from '../../../server-bridge/export/import_json.ts';
import {exportRows} from '../../../server-bridge/inventory/export_rows.ts';
import {noFilter} from '../../../server-bridge/inventory/filter.ts';

import {exportInfo} from './export_inventory.ts';

import type {ExportDiff} from '../../../server-bridge/export/diff_exports.ts';
import type {InventorySnapshot} from '../tokens/inventory_store.ts';

/** What changed since the export in `file`, over all tokens of now. Throws ImportError. */
export async function compareWithFile(snapshot: InventorySnapshot, file: File): Promise<ExportDiff> {
    if (file.size > MAX_IMPORT_LENGTH) {
        throw new ImportError('too_large');
    }
    const before = importJson(await file.text());
    const {inventory, findings} = snapshot;
    const {server, complete} = exportInfo(snapshot, noFilter);
    return diffExports(before, {server, complete, rows: exportRows(inventory, findings, Array.from({length: inventory.rowCount}, (_, row) => row))});
}

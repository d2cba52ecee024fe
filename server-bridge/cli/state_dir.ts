import {mkdir, open, readFile, rename, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';

import * as v from 'valibot';

import {exportJson} from '../export/export_json.ts';
import {ImportError} from '../export/import_error.ts';
import {importJson} from '../export/import_json.ts';
import {idSchema} from '../rest/parse.ts';

import {UsageError} from './exit_code.ts';
import {systemErrorInWords} from './system_error.ts';

import type {RememberedLog} from '../digest/digest.ts';
import type {ExportInfo, ExportRow} from '../export/export_row.ts';
import type {ImportedExport} from '../export/import_json.ts';

const VERSION = 1;
const fingerprintSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const logSchema = v.object({
    version: v.literal(VERSION),
    failing: v.array(idSchema),
    leaked: v.array(fingerprintSchema),
    unclear: v.optional(v.array(fingerprintSchema), []),
    notes: v.optional(v.array(v.string()), []),
});

/** What is remembered of the log where a crash left nothing of it. */
const noLog = JSON.stringify({version: VERSION, failing: [], leaked: []});

export interface Remembered {
    inventory: ImportedExport;
    log: RememberedLog;
}

/** What reports remember from one to the next: a folder with the last inventory, what the log showed, and marks of a run under way. */
export class StateDir {
    constructor(private readonly dir: string) {}

    /** Makes the folder and holds it: two reports at once would tell everything twice. Throws UsageError. */
    async open(): Promise<void> {
        await mkdir(this.dir, {recursive: true}).catch((error: unknown) => this.#fail(error));
        const holder = Number(await readFile(this.#path('lock'), 'utf8').catch(() => ''));
        if (holder > 0 && holder !== process.pid && isRunning(holder)) {
            throw new UsageError(`Another report (process ${holder}) works with ${this.dir}.`);
        }
        await writeFile(this.#path('lock'), String(process.pid)).catch((error: unknown) => this.#fail(error));
    }

    async close(): Promise<void> {
        await rm(this.#path('lock'), {force: true});
    }

    /** What the last report remembered; undefined for none. Throws UsageError for what is broken, comes from a newer version or cannot be read. */
    async read(): Promise<Remembered | undefined> {
        const [inventory, log] = await Promise.all(['inventory.json', 'log.json'].map((name) => readFile(this.#path(name), 'utf8').catch(missing))).catch((error: unknown) => this.#fail(error));
        if (inventory === undefined) {
            return undefined;
        }
        try {
            const {failing, leaked, unclear, notes} = v.parse(logSchema, JSON.parse(log ?? noLog));
            return {inventory: importJson(inventory), log: {failing, leaked, unclear, notes}};
        } catch (error) {
            const why = error instanceof ImportError ? ` (${error.message})` : '';
            throw new UsageError(`${this.dir} holds no state that this version can read${why}. Name another folder, or move it away to begin anew.`);
        }
    }

    /**
     * Remembers this report. Each file is replaced as a whole, the inventory last, since it says whether there was a report;
     * a crash between the two tells some of it once more. Throws UsageError where the folder cannot be written to.
     */
    async write(info: ExportInfo, rows: Iterable<ExportRow>, log: RememberedLog): Promise<void> {
        try {
            await this.#replace('log.json', [JSON.stringify({version: VERSION, ...log})]);
            await this.#replace('inventory.json', exportJson(info, rows));
        } catch (error) {
            this.#fail(error);
        }
        await this.unmarkPosting();
    }

    /** Marks that a report is about to be posted: found at the next start, it may have been posted or not. */
    async markPosting(): Promise<void> {
        await writeFile(this.#path('posting'), '').catch((error: unknown) => this.#fail(error));
    }

    /** It was not posted after all, or posted and remembered. */
    async unmarkPosting(): Promise<void> {
        await rm(this.#path('posting'), {force: true});
    }

    async wasPosting(): Promise<boolean> {
        return readFile(this.#path('posting')).then(() => true, () => false);
    }

    async #replace(name: string, pieces: Iterable<string>): Promise<void> {
        const unfinished = this.#path(`${name}.new`);
        const file = await open(unfinished, 'w');
        try {
            await writeFile(file, pieces);
            await file.sync();
        } finally {
            await file.close();
        }
        await rename(unfinished, this.#path(name));
    }

    #fail(error: unknown): never {
        throw new UsageError(`${this.dir || '--state-dir'} cannot hold the report's state: ${systemErrorInWords(error) ?? 'unexpected failure'}.`);
    }

    #path(name: string): string {
        return path.join(this.dir, name);
    }
}

// What is there and cannot be read is no reason to tell everything anew.
function missing(error: NodeJS.ErrnoException): undefined {
    if (error.code !== 'ENOENT') {
        throw error;
    }
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

import * as v from 'valibot';

import {parse} from '../rest/parse.ts';

import {LineMark} from './line_mark.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Gap} from './log_source.ts';

/** The most the server gives per page. It reads its file backwards, byte by byte, anew for every page: a third one takes seconds. */
const LINES_PER_PAGE = 10_000;
const MOST_PAGES = 3;

/** How many lines are asked for to see what came since; all of a page when these are not enough. */
const FEW_LINES = 1000;

const linesSchema = v.nullable(v.array(v.string()));

/** The log's last lines, for a server that does not give its log file. */
export class LastLines {
    gap: Gap | undefined;
    readonly #mark = new LineMark();

    constructor(private readonly name: string) {}

    /** The lines of a few pages, oldest first; undefined where the server keeps no log. Throws RestError. */
    async read(client: RestClient): Promise<Uint8Array | undefined> {
        let lines: string[] = [];
        for (let page = 0; page < MOST_PAGES; page++) {
            const older = await linesOf(client, page, LINES_PER_PAGE);

            // Meanwhile lines were written, which moved others to the page before.
            const seen = lines[0] === undefined ? -1 : older.lastIndexOf(lines[0]);
            lines = [...(seen < 0 ? older : older.slice(0, seen)), ...lines];
            if (older.length < LINES_PER_PAGE) {
                this.gap = undefined;
                break;
            }
            this.gap = {kind: 'only_recent_lines', name: this.name, lines: lines.length};
        }
        return lines.length === 0 ? undefined : this.#mark.encode(lines);
    }

    /** The lines after the last one that was read. Throws RestError. */
    async readMore(client: RestClient): Promise<Uint8Array> {
        for (const count of [FEW_LINES, LINES_PER_PAGE]) {
            const lines = await linesOf(client, 0, count);
            const fresh = this.#mark.after(lines);
            if (fresh) {
                return this.#mark.encode(fresh);
            }
            if (count === LINES_PER_PAGE) {
                this.gap = {kind: 'rotated_away', name: this.name};
                return this.#mark.encode(lines);
            }
        }
        return new Uint8Array();
    }
}

async function linesOf(client: RestClient, page: number, count: number): Promise<string[]> {
    const lines = parse(linesSchema, await client.getPlainLogs(page, count)) ?? [];
    return lines.map((line) => line.trim()).filter(Boolean);
}

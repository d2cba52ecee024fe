import * as v from 'valibot';

import {InputError} from '../log/input_error.ts';
import {once} from '../log/pieces.ts';
import {loadLogSettings} from '../rest/log_settings.ts';
import {parse} from '../rest/parse.ts';

import {LineMark} from './line_mark.ts';

import type {LogInput} from '../log/scan_files.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Gap, LogSource, TimeRange} from './log_source.ts';

/** The most that a node gives; each of them reads its file backwards, byte by byte, for it. */
const MOST_LINES = 10_000;

/** How many are asked for to see what came since; the most when these are not enough. */
const FEW_LINES = 1000;

const answerSchema = v.record(v.string(), v.nullable(v.array(v.unknown())));

/** The last lines of every node of a cluster, each node's as a log under its name. On a server without a cluster, that of its own. */
export class ClusterLog implements LogSource {
    readonly #marks = new Map<string, LineMark>();
    readonly #gaps = new Map<string, Gap>();

    constructor(private readonly client: RestClient, readonly name = 'Nodes of the cluster') {}

    get gaps(): readonly Gap[] {
        return [...this.#gaps.values()];
    }

    async* read(_range: TimeRange, signal: AbortSignal): AsyncGenerator<LogInput> {
        const client = this.client.abortable(signal);

        // Asked for lines that are no JSON, each node gives none and writes a warning for every one of them.
        const settings = await loadLogSettings(client).catch(() => undefined);
        signal.throwIfAborted();
        if (settings?.file_json === false) {
            this.#gaps.set('', {kind: 'nodes_not_json'});
            return;
        }
        this.#marks.clear();
        this.#gaps.clear();
        for (const [node, lines] of await linesByNode(client, MOST_LINES)) {
            if (lines.length >= MOST_LINES) {
                this.#gaps.set(node, {kind: 'only_recent_lines', name: node, lines: lines.length});
            }
            yield this.#input(node, lines);
        }
    }

    async* readMore(signal: AbortSignal): AsyncGenerator<LogInput> {
        const client = this.client.abortable(signal);
        const few = await linesByNode(client, FEW_LINES);
        const isEnough = [...few].every(([node, lines]) => lines.length < FEW_LINES || this.#marks.get(node)?.after(lines));
        for (const [node, lines] of isEnough ? few : await linesByNode(client, MOST_LINES)) {
            const mark = this.#marks.get(node);
            const fresh = mark?.after(lines);
            if (mark && !fresh) {
                this.#gaps.set(node, {kind: 'rotated_away', name: node});
            }
            if (!fresh || fresh.length > 0) {
                yield this.#input(node, fresh ?? lines);
            }
        }
    }

    // Lines have no place in a node's file that could be named.
    async* readFrom(name: string): AsyncGenerator<Uint8Array> {
        throw new InputError('not_kept', name);
    }

    #input(node: string, lines: readonly string[]): LogInput {
        const mark = this.#marks.get(node) ?? new LineMark();
        const bytes = mark.encode(lines);
        if (lines.length > 0) {
            this.#marks.set(node, mark);
        }
        return {name: node, bytes: once(bytes), total_bytes: bytes.length};
    }
}

/** Each node's lines, oldest first. The server took them apart: they are put together anew, their fields in another order. */
async function linesByNode(client: RestClient, count: number): Promise<Map<string, string[]>> {
    const answer = parse(answerSchema, await client.getLogsOfNodes(count));
    return new Map(Object.entries(answer).map(([node, lines]) => [node, (lines ?? []).map((line) => JSON.stringify(line))]));
}

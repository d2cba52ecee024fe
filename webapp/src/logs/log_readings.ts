import {InputError} from '../../../server-bridge/log/input_error.ts';
import {LogCollection} from '../../../server-bridge/log/log_collection.ts';
import {piecesOf} from '../../../server-bridge/log/pieces.ts';

import {bytesOf, sourceOf} from './chosen_source.ts';
import {problemOf} from './worker_protocol.ts';

import type {ReadLog} from '../../../server-bridge/log/log_collection.ts';
import type {LogInput} from '../../../server-bridge/log/scan_files.ts';
import type {Gap, LogSource} from '../../../server-bridge/log_sources/log_source.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {ChosenLog, LogProblem, LogRead} from './log_snapshot.ts';

/** So long the worker may go without looking whether the page said something. */
const BREATHE_EVERY_MS = 50;

/** One log that was chosen, and how far it is read. */
interface Reading {
    chosen: ChosenLog;
    source: LogSource;
    read: LogRead;

    /** Numbers in the collection, by the name they came under; the last one where it was rotated. */
    inputs: Map<string, number>;
    all_inputs: Map<number, string>;
}

interface Options {

    /** Ms. */
    now: () => number;
    max_events: number;

    /** Called while bytes come, and `atOnce` when a log begins or ends. */
    onProgress: (atOnce: boolean) => void;
}

/** The logs that were chosen, read one after the other into one collection. */
export class LogReadings {
    readonly logs: LogCollection;
    #readings: Reading[] = [];

    constructor(private readonly options: Options) {
        this.logs = new LogCollection(options.max_events);
    }

    /** Whether nothing that was chosen could be read. */
    get hasFailed(): boolean {
        return this.#readings.every(({read}) => read.state === 'failed');
    }

    get hasServerLog(): boolean {
        return this.#readings.some(({chosen}) => chosen.kind === 'server');
    }

    /** Whether more may come of a log that is read, or about to be. */
    get canGrow(): boolean {
        return this.#readings.some((reading) => isGrowing(reading) && reading.read.state !== 'failed');
    }

    get gaps(): Gap[] {
        return [...this.#readings.flatMap(({source}) => source.gaps), ...this.logs.broken_off.map((name) => ({kind: 'broken_off', name} as const))];
    }

    /**
     * What was chosen before, where some of `chosen` is another way to a log of it, without that log; undefined where none is.
     * The server's log is one of those of its nodes: read both ways, its requests would count twice.
     */
    besideOtherWay(chosen: readonly ChosenLog[]): ChosenLog[] | undefined {
        const ways = ['server', 'nodes'];
        const isOther = (before: ChosenLog) => chosen.some(({kind}) => kind !== before.kind && ways.includes(kind) && ways.includes(before.kind));
        const kept = this.#readings.map((reading) => reading.chosen).filter((before) => !isOther(before));
        return kept.length < this.#readings.length ? kept : undefined;
    }

    /** These are to be read next. The server's log is there once: asked for again, it is read on. */
    add(chosen: readonly ChosenLog[], client: RestClient): void {
        for (const one of chosen) {
            const known = one.kind === 'server' || one.kind === 'nodes' ? this.#readings.find((reading) => reading.chosen.kind === one.kind) : undefined;
            if (known) {
                known.read.state = known.read.state === 'reading' ? 'reading' : 'waiting';
                delete known.read.problem;
                continue;
            }
            const source = sourceOf(one, client, (at) => {
                read.reached = at;
            });
            const read: LogRead = {name: source.name, bytes: 0, total_bytes: one.kind === 'file' ? one.file.size : null, lines: 0, unparsed: 0, state: 'waiting'};
            this.#readings.push({chosen: one, source, read, inputs: new Map(), all_inputs: new Map()});
        }
    }

    nextWaiting(): Reading | undefined {
        return this.#readings.find(({read}) => read.state === 'waiting');
    }

    /** Nobody wants any more what was not begun; what was to be read on stays as it was read. */
    dropWaiting(): void {
        this.#readings = this.#readings.filter(({read, inputs}) => read.state !== 'waiting' || inputs.size > 0);
        for (const {read} of this.#readings) {
            read.state = read.state === 'waiting' ? 'read' : read.state;
        }
    }

    /** Something went wrong with all that were read, together. */
    failAll(problem: LogProblem): void {
        for (const {read} of this.#readings.filter((reading) => reading.read.state !== 'waiting')) {
            read.state = 'failed';
            read.problem = problem;
        }
    }

    /** Reads one to its end. What goes wrong is noted with it; rejects only when aborted. */
    async read(reading: Reading, signal: AbortSignal): Promise<void> {
        const {chosen, source, read, inputs} = reading;
        read.state = 'reading';
        this.options.onProgress(true);
        try {
            for await (const input of inputs.size > 0 && source.readMore ? source.readMore(signal) : source.read(chosen.kind === 'loki' ? chosen.range : {}, signal)) {
                await this.#take(reading, input, signal);
            }
            read.state = 'read';
        } catch (error) {
            if (signal.aborted) {
                read.state = inputs.size > 0 ? 'read' : 'waiting';
                throw error;
            }
            read.state = 'failed';
            read.problem = problemOf(error);
        } finally {
            this.options.onProgress(true);
        }
    }

    /** Those that were read and may have grown. */
    growing(): Reading[] {
        return this.#readings.filter((reading) => reading.read.state === 'read' && isGrowing(reading));
    }

    /** Reads what came to these since. Rejects with what goes wrong, once the others are read. */
    async readOn(growing: readonly Reading[], signal: AbortSignal): Promise<void> {
        const failures: unknown[] = [];
        for (const reading of growing) {
            try {
                for await (const input of reading.source.readMore?.(signal) ?? []) {
                    await this.#take(reading, input, signal);
                }
            } catch (error) {
                signal.throwIfAborted();
                failures.push(error);
            }
        }
        if (failures.length > 0) {
            throw failures[0];
        }
    }

    /** How far each is, in the order in which they were chosen. */
    status(): LogRead[] {
        return this.#readings.map(({read, all_inputs}) => {
            const stats = [...all_inputs.keys()].map((input) => this.logs.statsOf(input));
            read.lines = stats.reduce((sum, {lines}) => sum + lines, 0);
            read.unparsed = stats.reduce((sum, {unparsed}) => sum + unparsed, 0);
            return {...read};
        });
    }

    /** The bytes of a log of the collection once more, from byte `from` on. Throws a `changed` InputError where they are not to be had. */
    bytesOf(log: ReadLog, from: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
        const reading = this.#readings.find(({all_inputs}) => all_inputs.has(log.input));
        if (!reading) {
            throw new InputError('changed', log.name);
        }
        return bytesOf(reading.source, reading.all_inputs.get(log.input) ?? log.name, log, from, signal);
    }

    async #take(reading: Reading, input: LogInput, signal: AbortSignal): Promise<void> {
        const {read, inputs, all_inputs} = reading;
        const known = input.is_new ? undefined : inputs.get(input.name);
        const bytes = this.#counted(reading, input.bytes);
        if (known !== undefined) {
            read.total_bytes = null;
            await this.logs.readMore(known, bytes, {signal});
            return;
        }
        const begun = inputs.size === 0;
        inputs.set(input.name, this.logs.inputs);
        all_inputs.set(this.logs.inputs, input.name);
        read.total_bytes = begun ? input.total_bytes ?? read.total_bytes : null;
        await this.logs.read({name: input.name, bytes}, {signal}, isGrowing(reading));
    }

    async* #counted({read}: Reading, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
        const {now, onProgress} = this.options;
        let breathed = now();
        for await (const chunk of bytes) {
            for (const piece of piecesOf(chunk)) {
                read.bytes += piece.length;
                yield piece;
                onProgress(false);
                if (now() - breathed >= BREATHE_EVERY_MS) {
                    await new Promise((resolve) => setTimeout(resolve, 0));
                    breathed = now();
                }
            }
        }
    }
}

/** Whether more may come: not of what was read up to a certain time. */
function isGrowing({chosen, source}: Reading): boolean {
    return source.readMore !== undefined && !(chosen.kind === 'loki' && chosen.range.until !== undefined);
}

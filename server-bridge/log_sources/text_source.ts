import {piecesOf} from '../log/pieces.ts';

import type {LogInput} from '../log/scan_files.ts';
import type {LogSource, TimeRange} from './log_source.ts';

/** Text that somebody pasted. */
export class TextSource implements LogSource {
    readonly gaps = [];
    readonly #bytes: Uint8Array;

    constructor(readonly name: string, text: string) {
        this.#bytes = new TextEncoder().encode(text);
    }

    async* read(_range: TimeRange, signal: AbortSignal): AsyncGenerator<LogInput> {
        yield {name: this.name, bytes: this.readFrom(this.name, 0, signal), total_bytes: this.#bytes.length};
    }

    async* readFrom(_name: string, from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
        for (const piece of piecesOf(this.#bytes.subarray(from))) {
            signal.throwIfAborted();
            yield piece;
        }
    }
}

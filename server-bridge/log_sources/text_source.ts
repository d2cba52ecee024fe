import type {LogInput} from '../log/scan_files.ts';
import type {LogSource, TimeRange} from './log_source.ts';

const PIECE = 1 << 20;

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
        for (let at = from; at < this.#bytes.length; at += PIECE) {
            signal.throwIfAborted();
            yield this.#bytes.subarray(at, at + PIECE);
        }
    }
}

const NEWLINE = 0x0a;

/** Bytes that hold whole lines: `bytes[from, to)`, the last one ended by a newline or by the end of the file. */
export interface LineBlock {
    bytes: Uint8Array;
    from: number;
    to: number;

    /** The block is the kept beginning of one line that was too long to keep whole. */
    cut: boolean;
}

/** A line longer than this keeps only its beginning; the server's own lines end at about 10,000 characters. */
export const LONGEST_LINE = 1 << 20;

/**
 * Regroups chunks of any size into blocks of whole lines without copying more than the line that spans two chunks,
 * and never holds more of one line than `LONGEST_LINE`.
 */
export class LineSplitter {
    #rest = new Uint8Array(4096);
    #length = 0;
    #cut = false;

    /** A block is only valid until the next one is asked for. */
    * push(chunk: Uint8Array): Generator<LineBlock> {
        let from = 0;
        if (this.#length > 0) {
            const newline = chunk.indexOf(NEWLINE);
            this.#keep(chunk, 0, newline < 0 ? chunk.length : newline + 1);
            if (newline < 0) {
                return;
            }
            yield this.#takeRest();
            from = newline + 1;
        }
        const to = chunk.lastIndexOf(NEWLINE) + 1;
        if (to > from) {
            yield {bytes: chunk, from, to, cut: false};
        }
        this.#keep(chunk, Math.max(from, to), chunk.length);
    }

    /** What is left after the last newline. */
    * end(): Generator<LineBlock> {
        if (this.#length > 0) {
            yield this.#takeRest();
        }
    }

    #keep(chunk: Uint8Array, from: number, to: number): void {
        const room = LONGEST_LINE - this.#length;
        this.#cut ||= to - from > room;
        const kept = chunk.subarray(from, Math.min(to, from + room));
        if (this.#length + kept.length > this.#rest.length) {
            const larger = new Uint8Array(Math.max(this.#length + kept.length, this.#rest.length * 2));
            larger.set(this.#rest.subarray(0, this.#length));
            this.#rest = larger;
        }
        this.#rest.set(kept, this.#length);
        this.#length += kept.length;
    }

    #takeRest(): LineBlock {
        const block = {bytes: this.#rest, from: 0, to: this.#length, cut: this.#cut};
        this.#length = 0;
        this.#cut = false;
        return block;
    }
}

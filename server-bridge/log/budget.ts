import {InputError} from './input_error.ts';

/** No log packs better than this; what claims to is a bomb. Only looked at beyond `SMALL`. */
const BEST_RATIO = 400;
const SMALL = 64 << 20;

/** A packed log in a support packet in somebody's own archive; one that holds itself goes on for ever. */
const DEEPEST = 3;

/** A support packet holds a few dozen of each node. */
const MOST_FILES = 5000;

/** What may come out of one input, however many archives stand in it and in one another. Beyond it, an InputError `too_large`. */
export class Budget {
    #packed = 0;
    #unpacked = 0;
    #files = 0;

    constructor(private readonly name: string) {}

    /** The input's own bytes, counted as they are read. */
    async* counted(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
        for await (const chunk of input) {
            this.#packed += chunk.length;
            yield chunk;
        }
    }

    /** Takes so many bytes that came out of an archive. */
    takeBytes(count: number): void {
        this.#unpacked += count;
        this.#refuseIf(this.#unpacked > SMALL && this.#unpacked > this.#packed * BEST_RATIO);
    }

    /** Takes one more file of an archive, log or not. */
    takeFile(): void {
        this.#refuseIf(++this.#files > MOST_FILES);
    }

    /** Goes into an archive that stands in so many others. */
    enter(depth: number): void {
        this.#refuseIf(depth >= DEEPEST);
    }

    #refuseIf(isTooMuch: boolean): void {
        if (isTooMuch) {
            throw new InputError('too_large', this.name);
        }
    }
}

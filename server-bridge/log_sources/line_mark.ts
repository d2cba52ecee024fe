import {fingerprintOf} from '../log/fingerprint.ts';

/** Up to where a log's lines were read, for a server that gives its last ones only. Of the line itself nothing is kept: it may hold a secret. */
export class LineMark {
    #last = '';

    /** What of these lines, oldest first, comes after the mark; undefined where the mark is not among them. */
    after(lines: readonly string[]): readonly string[] | undefined {
        if (this.#last === '') {
            return lines;
        }
        const seen = lines.findLastIndex((line) => fingerprintOf(line) === this.#last);
        return seen < 0 ? undefined : lines.slice(seen + 1);
    }

    /** Moves the mark to the last of these lines, and gives them as the log had them. */
    encode(lines: readonly string[]): Uint8Array {
        const last = lines.at(-1);
        this.#last = last === undefined ? this.#last : fingerprintOf(last);
        return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
    }
}

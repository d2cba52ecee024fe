const NEWLINE = 0x0a;

/** A line that is longer than this is given out in pieces. */
const LONGEST_REST = 1 << 20;

/**
 * The lines of a stream that are whole: what follows the last newline is kept back, because whoever writes the file may
 * not be done with it. `onEnd` gets how many bytes that was.
 */
export async function* wholeLines(bytes: AsyncIterable<Uint8Array>, onEnd: (kept: number) => void): AsyncGenerator<Uint8Array> {
    let rest: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of bytes) {
        const end = chunk.lastIndexOf(NEWLINE) + 1;
        if (end > 0 || length + chunk.length > LONGEST_REST) {
            yield* rest;
            const cut = end > 0 ? end : chunk.length;
            yield chunk.subarray(0, cut);
            rest = cut < chunk.length ? [chunk.slice(cut)] : [];
            length = chunk.length - cut;
        } else if (chunk.length > 0) {
            rest.push(chunk.slice());
            length += chunk.length;
        }
    }
    onEnd(length);
}

/** Bytes that are scanned at once: a few milliseconds' worth. */
const PIECE = 1 << 20;

/** A chunk in pieces of at most a megabyte: whoever gives a whole file at once would leave no time for anything else. */
export function* piecesOf(chunk: Uint8Array): Generator<Uint8Array> {
    for (let at = 0; at < chunk.length; at += PIECE) {
        yield chunk.subarray(at, at + PIECE);
    }
}

/** Bytes that are there already, as a stream of them. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    yield bytes;
}

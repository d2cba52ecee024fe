/** Rows in one piece of an export: large enough for the writers, small enough to be made within a frame. */
export const ROWS_PER_CHUNK = 500;

/** `items` in arrays of at most `size`, read only as far as asked for. */
export function* chunksOf<T>(items: Iterable<T>, size = ROWS_PER_CHUNK): Generator<T[], void, undefined> {
    let chunk: T[] = [];
    for (const item of items) {
        chunk.push(item);
        if (chunk.length === size) {
            yield chunk;
            chunk = [];
        }
    }
    if (chunk.length > 0) {
        yield chunk;
    }
}

/** `text` with U+FFFD for every half of a surrogate pair: what any encoder would make of it, but the same everywhere. */
export function wellFormed(text: string): string {
    return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

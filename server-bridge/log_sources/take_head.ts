/** A stream's first `length` bytes, fewer where it ends before, and the stream that follows them. */
export async function takeHead(bytes: AsyncGenerator<Uint8Array>, length: number): Promise<{head: Uint8Array; rest: AsyncGenerator<Uint8Array>}> {
    const head = new Uint8Array(length);
    let filled = 0;
    let after: Uint8Array = new Uint8Array();
    while (filled < length) {
        const {value, done} = await bytes.next();
        if (done) {
            break;
        }
        const taken = value.subarray(0, length - filled);
        head.set(taken, filled);
        filled += taken.length;
        after = value.subarray(taken.length);
    }
    return {head: head.subarray(0, filled), rest: withFirst(after, bytes)};
}

async function* withFirst(first: Uint8Array, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
        if (first.length > 0) {
            yield first;
        }
        yield* bytes;
    } finally {
        await bytes.return(undefined);
    }
}

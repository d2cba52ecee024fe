import {open} from 'node:fs/promises';

const READ_AT_ONCE = 1 << 20;

/**
 * A file's bytes. Reads ahead into a second buffer while the first is worked on, and uses the two over and over:
 * a chunk is only valid until the next one is asked for. Throws what Node throws.
 */
export async function* readFile(path: string): AsyncGenerator<Uint8Array> {
    const file = await open(path);
    try {
        const buffers: [Uint8Array, Uint8Array] = [new Uint8Array(READ_AT_ONCE), new Uint8Array(READ_AT_ONCE)];
        const read = (i: 0 | 1) => file.read(buffers[i], 0, READ_AT_ONCE, null);
        let i: 0 | 1 = 0;
        let reading = read(i);
        for (let {bytesRead} = await reading; bytesRead > 0; {bytesRead} = await reading) {
            const chunk = buffers[i].subarray(0, bytesRead);
            i = i === 0 ? 1 : 0;
            reading = read(i);
            yield chunk;
        }
    } finally {
        await file.close();
    }
}

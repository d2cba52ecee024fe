import {open} from 'node:fs/promises';

import {InputError} from '../log/input_error.ts';

import {UsageError} from './exit_code.ts';
import {systemErrorInWords} from './system_error.ts';

const READ_AT_ONCE = 1 << 20;

/**
 * A file's bytes. Reads ahead into a second buffer while the first is worked on, and uses the two over and over:
 * a chunk is only valid until the next one is asked for. Throws InputError.
 */
export async function* readFile(path: string): AsyncGenerator<Uint8Array> {
    const fail = (error: unknown): never => {
        throw new InputError('unreadable', path, error, systemErrorInWords(error));
    };
    const file = await open(path).catch(fail);
    try {
        const buffers: [Uint8Array, Uint8Array] = [new Uint8Array(READ_AT_ONCE), new Uint8Array(READ_AT_ONCE)];
        const read = (i: 0 | 1) => file.read(buffers[i], 0, READ_AT_ONCE, null).catch(fail);
        let i: 0 | 1 = 0;
        let reading = read(i);
        for (let {bytesRead} = await reading; bytesRead > 0; {bytesRead} = await reading) {
            const chunk = buffers[i].subarray(0, bytesRead);
            i = i === 0 ? 1 : 0;
            reading = read(i);

            // It is asked about only once the chunk is done with; until then nobody hears of its failure, which would end the process.
            reading.catch(() => undefined);
            yield chunk;
        }
    } finally {
        await file.close();
    }
}

/** What Node throws for a file, with its name and the cause. */
export function unreadable(path: string, error: unknown): UsageError {
    return new UsageError(`${path} cannot be read: ${systemErrorInWords(error) ?? 'unexpected failure'}.`);
}

import {open} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';

import {expect, test, vi} from 'vitest';

import {readFile} from './read_file.ts';

test('a disk that fails while somebody works on what was read is told to them, and ends nothing before', async () => {
    const path = fileURLToPath(import.meta.url);
    await using handle = await open(path);
    const failure = Object.assign(new Error('i/o'), {code: 'EIO', errno: -5});
    const reading = vi.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'read').mockResolvedValueOnce({bytesRead: 5, buffer: new Uint8Array()}).mockRejectedValueOnce(failure);
    const bytes = readFile(path);
    try {
        expect((await bytes.next()).value).toHaveLength(5);
        await wait(20);
        await expect(bytes.next()).rejects.toThrow(`${path} cannot be read: i/o error (EIO).`);
    } finally {
        reading.mockRestore();
    }
});

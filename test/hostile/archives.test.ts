import {gzipSync} from 'node:zlib';

import {strToU8, zipSync} from 'fflate';
import {describe, expect, test} from 'vitest';

import {InputError} from '../../server-bridge/log/input_error.ts';
import {scanFiles} from '../../server-bridge/log/scan_files.ts';
import {unpack} from '../../server-bridge/log/unpack.ts';
import {failedRequest, jsonLine, REQUEST_ID} from '../logs/formats.ts';
import {chunksOf} from '../logs/read_events.ts';

const MEGABYTE = 1 << 20;

/** The most that may come out before a bomb is one, and what one slice of input can make of itself at once. */
const MOST_LET_THROUGH = 64 * MEGABYTE;
const AT_ONCE = 17 * MEGABYTE;

interface Outcome {

    /** The kind of the InputError it ended with. */
    error: string | undefined;
    names: string[];
    bytes: number;
    largest: number;
}

/** Reads an archive to its end, or to its error, and counts what comes out. */
async function readAll(bytes: Uint8Array, size = 1 << 16): Promise<Outcome> {
    const outcome: Outcome = {error: undefined, names: [], bytes: 0, largest: 0};
    try {
        for await (const file of unpack('in.zip', chunksOf(bytes, size))) {
            outcome.names.push(file.name);
            for await (const part of file.bytes) {
                outcome.bytes += part.length;
                outcome.largest = Math.max(outcome.largest, part.length);
            }
        }
    } catch (error) {
        if (!(error instanceof InputError)) {
            throw error;
        }
        outcome.error = error.kind;
    }
    return outcome;
}

const line = strToU8(`${failedRequest(jsonLine, 403)}\n`);
const zeros = (megabytes: number) => new Uint8Array(megabytes * MEGABYTE);

/** A local header of a zip entry and its data, with whatever sizes and method are claimed. */
function entry(name: string, data: Uint8Array, {packed = data.length, unpacked = data.length, method = 0, flags = 0} = {}): Uint8Array {
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(flags, 6);
    header.writeUInt16LE(method, 8);
    header.writeUInt32LE(packed, 18);
    header.writeUInt32LE(unpacked, 22);
    header.writeUInt16LE(name.length, 26);
    header.write(name, 30, 'latin1');
    return Buffer.concat([header, data]);
}

describe('a bomb is refused, and no more of it is let through than a log may hold', () => {
    const flat = zipSync({'mattermost.log': zeros(100)}, {level: 9});
    const gzipped = gzipSync(zeros(100), {level: 9});
    test.each<[string, Uint8Array]>([
        ['of one file', flat],
        ['of many files, each small', zipSync(Object.fromEntries(Array.from({length: 20}, (_, i) => [`node-${i}/mattermost.log`, zeros(5)])), {level: 9})],
        ['gzipped', gzipped],
        ['gzipped, in many members', Buffer.concat(Array.from({length: 20}, () => gzipSync(zeros(5))))],
        ['gzipped in an archive', zipSync({'mattermost.log.gz': gzipped}, {level: 0})],
        ['in an archive in an archive', zipSync({'a.log': zipSync({'b.log': flat}, {level: 0})}, {level: 0})],
        ['whose layers are each half as bad', zipSync({'outer.log': zipSync({'mattermost.log.gz': gzipSync(zeros(100), {level: 1})})}, {level: 9})],
    ])('%s', async (_, bytes) => {
        const {error, bytes: through, largest} = await readAll(bytes);
        expect(error).toBe('too_large');
        expect(through).toBeLessThanOrEqual(MOST_LET_THROUGH + AT_ONCE);
        expect(largest).toBeLessThanOrEqual(AT_ONCE);
    });

    test('a log that packs as well as logs do is none, however large', async () => {
        const log = strToU8(Array.from({length: 500_000}, (_, i) => `{"timestamp":"2026-11-25 01:15:03.848 Z","level":"info","msg":"line ${(i * 7919) % 999_983}","caller":"web/context.go:118"}`).join('\n'));
        expect(await readAll(gzipSync(log))).toMatchObject({error: undefined, bytes: log.length});
    });
});

test('an archive that holds itself is left after a few layers', async () => {
    // No quine is needed to tell: more layers than anybody packs will do.
    let bytes: Uint8Array = line;
    for (let depth = 0; depth < 50; depth++) {
        bytes = zipSync({'mattermost.log': bytes}, {level: 0});
    }
    expect(await readAll(bytes)).toEqual({error: 'too_large', names: [], bytes: 0, largest: 0});
});

test.each(['mattermost.log.', 'picture'])('65,536 entries called %s… are refused', async (name) => {
    const {error, names} = await readAll(Buffer.concat(Array.from({length: 65_536}, (_, i) => entry(`${name}${i}`, line))));
    expect(error).toBe('too_large');
    expect(names.length).toBeLessThanOrEqual(5000);
});

describe('an archive that lies', () => {
    test.each<[string, Uint8Array, Partial<Outcome>]>([
        ['of a size beyond its end', entry('mattermost.log', line, {packed: 0xfffffffe}), {error: 'damaged', bytes: line.length}],
        ['of a size that is too small', Buffer.concat([entry('mattermost.log', line, {packed: 10, unpacked: 10}), entry('audit.log', line)]), {error: undefined, bytes: line.length + 10}],
        ['of what it unpacks to', entry('mattermost.log', gzipSync(zeros(100)).subarray(10, -8), {method: 8, unpacked: 5}), {error: 'too_large'}],
        ['of how it is packed', entry('mattermost.log', line, {method: 8}), {error: 'damaged', bytes: 0}],
        ['of a way to pack that nobody knows', entry('mattermost.log', line, {method: 99}), {error: 'damaged', bytes: 0}],
        ['of such a way, in a file that is no log', Buffer.concat([entry('x.bin', line, {method: 99}), entry('mattermost.log', line)]), {error: undefined, bytes: line.length}],
        ['of files that lie in one another', entry('mattermost.log', entry('audit.log', entry('mattermost.log', line))), {error: undefined, names: ['in.zip/mattermost.log/audit.log/mattermost.log'], bytes: line.length}],
        ['of a name as long as can be', entry(`${'n'.repeat(65_000)}.log`, line), {error: undefined, bytes: line.length}],
        ['of a directory at its end', Buffer.concat([entry('mattermost.log', line), Buffer.from('PK\x01\x02'.repeat(10_000))]), {error: undefined, bytes: line.length}],
    ])('%s', async (_, bytes, expected) => {
        expect(await readAll(bytes)).toMatchObject(expected);
    });
});

describe('an archive that breaks off', () => {
    test.each<[string, Uint8Array]>([['zip', zipSync({'mattermost.log': strToU8('line\n'.repeat(20_000))})], ['gzip', gzipSync('line\n'.repeat(20_000))]])('%s: at no byte is it worse than damaged', async (_, whole) => {
        for (let length = 0; length < whole.length; length++) {
            expect([undefined, 'damaged', 'no_log']).toContain((await readAll(whole.subarray(0, length), 100)).error);
        }
    });

    test.each<[string, Uint8Array]>([['zip', zipSync({'mattermost.log': strToU8('line\n'.repeat(20_000))})], ['gzip', gzipSync('line\n'.repeat(20_000))]])('%s: a byte that is another one is no worse', async (_, whole) => {
        for (let at = 0; at < whole.length; at++) {
            const bytes = Uint8Array.from(whole);
            bytes[at] = (bytes[at] ?? 0) ^ 0xff;
            expect([undefined, 'damaged', 'no_log', 'too_large']).toContain((await readAll(bytes, 100)).error);
        }
    });
});

test.each(['../../../etc/mattermost.log', '/etc/mattermost.log', 'C:\\mattermost.log', '..\\mattermost.log', '\x1b[2Jmattermost.log', '__proto__/mattermost.log'])('the name %j is a name and no place', async (name) => {
    const {files, events} = await scanFiles([{name: 'in.zip', bytes: chunksOf(entry(name, line))}]);
    expect([files, events.map(({request_id}) => request_id)]).toEqual([[`in.zip/${name}`], [REQUEST_ID]]);
});

test('what is no log is let go while it is read: memory holds none of it', async () => {
    async function* large(): AsyncGenerator<Uint8Array> {
        yield entry('cpu.prof', new Uint8Array(), {packed: 400 * MEGABYTE, unpacked: 400 * MEGABYTE});
        const chunk = new Uint8Array(MEGABYTE);
        for (let i = 0; i < 400; i++) {
            yield chunk;
        }
        yield entry('mattermost.log', line);
    }
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const watched = async function* () {
        for await (const chunk of large()) {
            most = Math.max(most, process.memoryUsage().arrayBuffers - before);
            yield chunk;
        }
    };
    const {events} = await scanFiles([{name: 'in.zip', bytes: watched()}]);
    expect(events).toHaveLength(1);
    expect(most).toBeLessThan(300 * MEGABYTE);
});

import {gzipSync} from 'node:zlib';

import {strToU8, Zip, ZipDeflate, zipSync} from 'fflate';
import {describe, expect, test} from 'vitest';

import {InputError} from './input_error.ts';
import {scanFiles} from './scan_files.ts';
import {unpack} from './unpack.ts';

async function* chunksOf(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) {
        yield bytes.slice(at, at + size);
    }
}

async function contents(name: string, bytes: Uint8Array, size?: number): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for await (const file of unpack(name, chunksOf(bytes, size))) {
        const parts: Uint8Array[] = [];
        for await (const part of file.bytes) {
            parts.push(part);
        }
        found[file.name] = Buffer.concat(parts).toString();
    }
    return found;
}

const log = Array.from({length: 3000}, (_, i) => `{"timestamp":"2026-11-25 01:15:03.848 Z","level":"info","msg":"line ${i}"}`).join('\n');

/** As Go writes support packets: sizes follow the data. */
function streamedZip(files: Record<string, Uint8Array>): Uint8Array {
    const parts: Uint8Array[] = [];
    const zip = new Zip((_, part) => parts.push(part));
    for (const [name, content] of Object.entries(files)) {
        const file = new ZipDeflate(name);
        zip.add(file);
        file.push(content, true);
    }
    zip.end();
    return Buffer.concat(parts);
}

test.each([1, 3, 1000, 1 << 20])('a plain and a gzipped log are told by content, in chunks of %i bytes', async (size) => {
    const short = log.slice(0, 5000);
    expect(await contents('a.txt', strToU8(short), size)).toEqual({'a.txt': short});
    expect(await contents('mattermost-2026.log.gz', gzipSync(short), size)).toEqual({'mattermost-2026.log': short});
});

test('a gzipped log of several members, and one that breaks off, are read as far as they go', async () => {
    expect(await contents('a.gz', Buffer.concat([gzipSync('one\n'), gzipSync('two\n')]))).toEqual({a: 'one\ntwo\n'});
    const [broken = ''] = Object.values(await contents('a.gz', gzipSync(log).subarray(0, 6000)));
    expect(log.startsWith(broken)).toBe(true);
    expect(broken.length).toBeGreaterThan(1000);
});

test('a gzipped log that breaks off is named, in an archive too, and one that does not is not', async () => {
    const broken = gzipSync(log).subarray(0, 6000);
    const {broken_off} = await scanFiles([
        {name: 'a.gz', bytes: chunksOf(broken)},
        {name: 'b.gz', bytes: chunksOf(gzipSync(log))},
        {name: 'c.zip', bytes: chunksOf(zipSync({'mattermost.log.gz': broken}))},
    ]);
    expect(broken_off).toEqual(['a.gz', 'c.zip/mattermost.log.gz']);
});

test('what an input throws in the middle of a gzipped log is thrown, and is no end of the file', async () => {
    const failing = async function* () {
        yield* chunksOf(gzipSync(log).subarray(0, 6000));
        throw new TypeError('the network');
    };
    await expect(scanFiles([{name: 'a.gz', bytes: failing()}])).rejects.toThrow('the network');
});

describe.each([['sizes first', (files: Record<string, Uint8Array>) => zipSync(files)], ['sizes last', streamedZip]])('a support packet with %s', (_, pack) => {
    test('gives a log also where nobody reads those before it, or not to their end', async () => {
        const packet = pack({'one.log': strToU8(log), 'two.log': strToU8(log), 'three.log': strToU8(log)});
        const names: string[] = [];
        for await (const {name, bytes} of unpack('packet.zip', chunksOf(packet))) {
            names.push(name);
            if (name === 'packet.zip/two.log') {
                await bytes[Symbol.asyncIterator]().next();
            }
        }
        expect(names).toEqual(['packet.zip/one.log', 'packet.zip/two.log', 'packet.zip/three.log']);
    });

    test('gives its logs, packed ones too, and nothing else', async () => {
        const packet = pack({
            'support_packet.yaml': strToU8('version: 1'), 'mattermost.log': strToU8(log), 'sanitized_config.json': strToU8('{"a":1}'),
            'node-1/audit.log': strToU8('{}'), 'node-2/mattermost.log.gz': gzipSync(log), 'cpu.prof': strToU8('x'), 'notifications.log': strToU8('n'),
        });
        expect(await contents('packet.zip', packet)).toEqual({
            'packet.zip/mattermost.log': log, 'packet.zip/node-1/audit.log': '{}', 'packet.zip/node-2/mattermost.log': log, 'packet.zip/notifications.log': 'n',
        });
    });
});

test.each([
    ['an archive without a log', zipSync({'readme.md': strToU8('x')}), 'no_log'],
    ['gzip that is none', Uint8Array.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9]), 'damaged'],
    ['a gzipped bomb', gzipSync(new Uint8Array(90 << 20)), 'too_large'],
    ['a bomb', zipSync({'mattermost.log': new Uint8Array(80 << 20)}, {level: 9}), 'too_large'],
])('%s is a clear error', async (_, bytes, kind) => {
    const error = await scanFiles([{name: 'x.zip', bytes: chunksOf(bytes)}]).then(() => undefined, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({kind, file: 'x.zip'});
});

test('several logs are merged by time, each with its own lines', async () => {
    const line = (second: number, id: string) => `{"timestamp":"2026-11-25 01:15:0${second}.000 Z","level":"debug","msg":"x","path":"/a","request_id":"${id.repeat(26)}","user_id":"","http_code":404,"error":""}`;
    const result = await scanFiles([
        {name: 'one.log', bytes: chunksOf(strToU8(`${line(1, 'a')}\n${line(5, 'b')}\n`))},
        {name: 'two.log', bytes: chunksOf(gzipSync(`x\n${line(3, 'c')}\n`))},
    ]);
    expect(result).toMatchObject({files: ['one.log', 'two.log'], lines: 4, unparsed: 1});
    expect(result.events.map(({source, line: number, request_id}) => `${source}:${number}:${request_id?.[0]}`)).toEqual(['0:1:a', '1:2:c', '0:2:b']);
});

test.each([['little', 'utf16le'], ['big', 'utf16be']] as const)('a log in UTF-16 (%s endian), as PowerShell writes it, is read', async (_, encoding) => {
    const text = Buffer.from(`\ufeff${log.slice(0, 3000)}Größe`, 'utf16le');
    expect(await contents('a.log', encoding === 'utf16be' ? text.swap16() : text, 7)).toEqual({'a.log': `${log.slice(0, 3000)}Größe`});
});

test('rotated logs of an archive are read, whatever number or day their names end in', async () => {
    const names = ['logs/node1.log', 'logs/node1.log.1', 'server.log-20261125', 'node2.log.2.gz'];
    const {files} = await scanFiles([{name: 'x.zip', bytes: chunksOf(zipSync(Object.fromEntries(names.map((name) => [name, name.endsWith('.gz') ? gzipSync(log) : strToU8(log)]))))}]);
    expect(files).toEqual(names.map((name) => `x.zip/${name.replace(/\.gz$/, '')}`));
});

test('a log packed in a way that is not known is refused, also behind a file that is passed over', async () => {
    const packet = zipSync({'config.json': strToU8('{}'), 'mattermost.log': strToU8(log)}, {level: 0});
    for (let at = packet.indexOf(0x50); at >= 0; at = packet.indexOf(0x50, at + 1)) {
        if (packet[at + 1] === 0x4b && packet[at + 2] === 3) {
            packet[at + 8] = 12;
        }
    }
    await expect(scanFiles([{name: 'x.zip', bytes: chunksOf(packet)}])).rejects.toMatchObject({kind: 'damaged', file: 'x.zip/mattermost.log'});
});

test('an input that cannot be read is told, and the next one is read', async () => {
    const told: string[] = [];
    const broken = zipSync({'mattermost.log': strToU8(log)}).subarray(0, 100);
    const result = await scanFiles([{name: 'x.gz', bytes: chunksOf(gzipSync(log).subarray(0, 5))}, {name: 'empty.zip', bytes: chunksOf(zipSync({'a.prof': broken}))}, {name: 'a.log', bytes: chunksOf(strToU8(log))}], {onUnreadable: ({file}) => told.push(file)});
    expect(told).toEqual(['x.gz', 'empty.zip']);
    expect(result.lines).toBe(3000);
});

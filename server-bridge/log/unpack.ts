import {Budget} from './budget.ts';
import {InputError} from './input_error.ts';
import {unzip} from './unzip.ts';

/** One log out of an input: the input itself, or a file of the archive it is. */
export interface LogFile {
    name: string;
    bytes: AsyncIterable<Uint8Array>;

    /** It stood packed in the input, so that its bytes are not the input's. */
    is_packed: boolean;
}

/**
 * What is in an input, whether it is a log (UTF-16 is made UTF-8), a gzipped one, or a support packet. Told by content, not by name. Each file
 * has to be read before the next is asked for. `onBroken` hears of a packed log that could not be unpacked to its end,
 * once it is read as far as that went. Throws InputError, and what `input` throws.
 */
export async function* unpack(name: string, input: AsyncIterable<Uint8Array>, onBroken: (name: string) => void = () => undefined): AsyncGenerator<LogFile> {
    const budget = new Budget(name);
    yield* unpackWithin({budget, onBroken}, name, budget.counted(input), 0);
}

interface Unpacking {
    budget: Budget;
    onBroken: (name: string) => void;
}

async function* unpackWithin(unpacking: Unpacking, name: string, input: AsyncIterable<Uint8Array>, depth: number): AsyncGenerator<LogFile> {
    const {budget} = unpacking;
    const chunks = input[Symbol.asyncIterator]();
    const {head, rest} = await peek(chunks);
    if (head[0] === 0x1f && head[1] === 0x8b) {
        yield {name: name.replace(/\.gz$/, ''), bytes: gunzip(unpacking, name, rest), is_packed: true};
    } else if (head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 0) <= 8) {
        budget.enter(depth);
        for await (const file of unzip(budget, name, rest)) {
            for await (const inner of unpackWithin(unpacking, `${name}/${file.name}`, file.bytes, depth + 1)) {
                yield {...inner, is_packed: true};
            }
        }
    } else if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
        yield {name, bytes: fromUtf16(rest, head[0] === 0xff ? 'utf-16le' : 'utf-16be'), is_packed: true};
    } else {
        yield {name, bytes: rest, is_packed: false};
    }
}

async function peek(chunks: AsyncIterator<Uint8Array>): Promise<{head: Uint8Array; rest: AsyncIterable<Uint8Array>}> {
    const read: Uint8Array[] = [];
    let head = new Uint8Array();
    while (head.length < 4) {
        const {value, done} = await chunks.next();
        if (done) {
            break;
        }

        // Kept while the next is read, where a reader may use its buffer again.
        read.push(value.slice());
        head = Uint8Array.from([...head, ...value.subarray(0, 4)]);
    }
    const rest = async function* () {
        yield* read.splice(0);
        for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
            yield next.value;
        }
    };
    return {head, rest: rest()};
}

// What PowerShell's ">" makes of any text.
async function* fromUtf16(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
    const decoder = new TextDecoder(encoding);
    const encoder = new TextEncoder();
    for await (const chunk of bytes) {
        yield encoder.encode(decoder.decode(chunk, {stream: true}));
    }
    yield encoder.encode(decoder.decode());
}

// A file that is still being written, or whose copy broke off, is read as far as it goes.
async function* gunzip({budget, onBroken}: Unpacking, name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let unpacked = 0;
    let isInputBroken = false;
    try {
        const iterator = bytes[Symbol.asyncIterator]();

        // The type that the DOM and Node agree on for what a DecompressionStream takes.
        const source = new ReadableStream<ArrayBuffer | ArrayBufferView<ArrayBuffer>>({
            async pull(controller) {
                const {value, done} = await iterator.next().catch((error: unknown) => {
                    isInputBroken = true;
                    throw error;
                });
                if (done) {
                    controller.close();
                } else {
                    controller.enqueue(value.slice());
                }
            },
        });
        const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
        for (let next = await reader.read(); !next.done; next = await reader.read()) {
            unpacked += next.value.length;
            budget.takeBytes(next.value.length);
            yield next.value;
        }
    } catch (error) {
        // A network that fails, or somebody who stops it, says nothing about the file.
        if (isInputBroken || error instanceof InputError) {
            throw error;
        }
        if (unpacked === 0) {
            throw new InputError('damaged', name, error);
        }
        onBroken(name);
    }
}

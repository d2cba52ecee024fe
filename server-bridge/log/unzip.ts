import {Unzip, UnzipInflate} from 'fflate';

import {InputError} from './input_error.ts';

/** Files of a support packet that are logs; the rest is settings and profiles. */
const logName = /\.(?:log|jsonl?|txt)(?:\.gz)?$|(?:^|\/)(?:mattermost|audit|notifications)[^/]*$/i;
const notLog = /(?:config|plugins|diagnostics|metadata|permissions|stats|jobs)[^/]*\.(?:json|txt)$/i;

/** No log packs better than this; what claims to is a bomb. Only looked at beyond `SMALL`. */
const BEST_RATIO = 400;
const SMALL = 64 << 20;

/** How much goes in at once: deflate makes at most a thousand times as much of it, which is held until it is read. */
const SLICE = 16 << 10;

/** The logs of a zip archive, one after the other, as streams. Throws InputError. */
export async function* unzip(name: string, input: AsyncIterable<Uint8Array>): AsyncGenerator<{name: string; bytes: AsyncIterable<Uint8Array>}> {
    const reader = new ZipReader(name, input);
    let found = false;
    for (let file = await reader.nextFile(); file; file = await reader.nextFile()) {
        found = true;
        yield {name: file, bytes: reader.bytes()};
        await reader.skipRest();
    }
    if (!found) {
        throw new InputError('no_log', name);
    }
}

/** Whether so many bytes can only come out of so few when somebody made them to. */
export function isBomb(packed: number, unpacked: number): boolean {
    return unpacked > SMALL && unpacked > packed * BEST_RATIO;
}

type Part = {kind: 'file'; name: string} | {kind: 'bytes'; bytes: Uint8Array} | {kind: 'end'};

class ZipReader {
    readonly #parts: Part[] = [];
    readonly #unzip: Unzip;
    readonly #slices: AsyncGenerator<Uint8Array>;
    #read = 0;
    #unpacked = 0;
    #ended = false;

    constructor(private readonly name: string, input: AsyncIterable<Uint8Array>) {
        this.#slices = slicesOf(input);
        this.#unzip = new Unzip((file) => {
            if (!logName.test(file.name) || notLog.test(file.name)) {
                return;
            }
            this.#parts.push({kind: 'file', name: file.name});
            file.ondata = (error, bytes, final) => {
                if (error) {
                    throw error;
                }
                this.#unpacked += bytes.length;
                this.#parts.push({kind: 'bytes', bytes});
                if (final) {
                    this.#parts.push({kind: 'end'});
                }
            };
            file.start();
        });
        this.#unzip.register(UnzipInflate);
    }

    async nextFile(): Promise<string | undefined> {
        const part = await this.#next();
        return part?.kind === 'file' ? part.name : undefined;
    }

    async* bytes(): AsyncGenerator<Uint8Array> {
        for (let part = await this.#next(); part?.kind === 'bytes'; part = await this.#next()) {
            yield part.bytes;
            this.#inFile = true;
        }
        this.#inFile = false;
    }

    #inFile = false;

    async skipRest(): Promise<void> {
        while (this.#inFile) {
            const part = await this.#next();
            this.#inFile = part?.kind === 'bytes';
        }
    }

    async #next(): Promise<Part | undefined> {
        while (this.#parts.length === 0 && !this.#ended) {
            const {value, done} = await this.#slices.next();
            try {
                this.#unzip.push(value ?? new Uint8Array(), Boolean(done));
            } catch (error) {
                throw new InputError('damaged', this.name, error);
            }
            this.#ended = Boolean(done);
            this.#read += value?.length ?? 0;
            if (isBomb(this.#read, this.#unpacked)) {
                throw new InputError('too_large', this.name);
            }
        }
        return this.#parts.shift();
    }
}

async function* slicesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of input) {
        for (let at = 0; at < chunk.length; at += SLICE) {
            yield chunk.slice(at, at + SLICE);
        }
    }
}

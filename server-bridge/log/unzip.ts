import {Unzip, UnzipInflate, UnzipPassThrough} from 'fflate';

import {InputError} from './input_error.ts';

import type {Budget} from './budget.ts';
import type {AsyncFlateStreamHandler, UnzipDecoderConstructor} from 'fflate';

/** Files of a support packet that are logs, rotated ones too; the rest is settings and profiles. */
const logName = /\.(?:log|jsonl?|txt)(?:[.-][\dTZ_:-]+)?(?:\.gz)?$|(?:^|\/)(?:mattermost|audit|notifications)[^/]*$/i;
const notLog = /(?:config|plugins|diagnostics|metadata|permissions|stats|jobs)[^/]*\.(?:json|txt)$/i;

/** Stored and deflated, as everybody's archives are. */
const readable: ReadonlySet<number> = new Set([UnzipPassThrough.compression, UnzipInflate.compression]);

/** How much goes in at once: deflate makes at most a thousand times as much of it, which is held until it is read. */
const SLICE = 16 << 10;

/** The logs of a zip archive, one after the other, as streams. Throws InputError. */
export async function* unzip(budget: Budget, name: string, input: AsyncIterable<Uint8Array>): AsyncGenerator<{name: string; bytes: AsyncIterable<Uint8Array>}> {
    const reader = new ZipReader(budget, name, input);
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

type Part = {kind: 'file'; name: string} | {kind: 'bytes'; bytes: Uint8Array} | {kind: 'end'};

class ZipReader {
    readonly #parts: Part[] = [];
    readonly #unzip: Unzip;
    readonly #slices: AsyncGenerator<Uint8Array>;
    #ended = false;

    /** Whether bytes of a file are still to come. */
    #inFile = false;

    constructor(budget: Budget, private readonly name: string, input: AsyncIterable<Uint8Array>) {
        this.#slices = slicesOf(input);
        this.#unzip = new Unzip((file) => {
            budget.takeFile();
            if (!logName.test(file.name) || notLog.test(file.name)) {
                this.#unzip.register(unread(file.compression));
                file.ondata = () => undefined;
                file.start();
                return;
            }
            if (!readable.has(file.compression)) {
                throw new InputError('damaged', `${name}/${file.name}`);
            }
            [UnzipInflate, UnzipPassThrough].forEach((decoder) => this.#unzip.register(decoder));
            this.#parts.push({kind: 'file', name: file.name});
            file.ondata = (error, bytes, final) => {
                if (error) {
                    throw error;
                }
                budget.takeBytes(bytes.length);
                this.#parts.push({kind: 'bytes', bytes});
                if (final) {
                    this.#parts.push({kind: 'end'});
                }
            };
            file.start();
        });
    }

    async nextFile(): Promise<string | undefined> {
        const part = await this.#next();
        this.#inFile = part?.kind === 'file';
        return part?.kind === 'file' ? part.name : undefined;
    }

    async* bytes(): AsyncGenerator<Uint8Array> {
        for (let part = await this.#next(); part?.kind === 'bytes'; part = await this.#next()) {
            yield part.bytes;
        }
        this.#inFile = false;
    }

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
                throw error instanceof InputError ? error : new InputError('damaged', this.name, error);
            }
            this.#ended = Boolean(done);
        }
        return this.#parts.shift();
    }
}

/** Lets a file's bytes go. What is not even started, the library keeps until its end. */
function unread(compression: number): UnzipDecoderConstructor {
    return class {
        static readonly compression = compression;
        ondata: AsyncFlateStreamHandler = () => undefined;

        push(): void {
            // Nobody asked for them.
        }
    };
}

async function* slicesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of input) {
        for (let at = 0; at < chunk.length; at += SLICE) {
            yield chunk.slice(at, at + SLICE);
        }
    }
}

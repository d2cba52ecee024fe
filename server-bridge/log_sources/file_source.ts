import {InputError} from '../log/input_error.ts';

import type {LogInput} from '../log/scan_files.ts';
import type {LogSource, TimeRange} from './log_source.ts';

/** What a browser's File and Blob, and Node's, have in common. */
export interface ChosenFile {
    readonly size: number;
    stream(): {getReader(): {read(): Promise<{done: boolean; value?: Uint8Array | undefined}>; cancel(): Promise<unknown>}};
    slice(from: number): ChosenFile;
}

/** A file that somebody chose or dropped: a log, a gzipped one, or a support packet. */
export class FileSource implements LogSource {
    readonly gaps = [];

    constructor(readonly name: string, private readonly file: ChosenFile) {}

    async* read(_range: TimeRange, signal: AbortSignal): AsyncGenerator<LogInput> {
        yield {name: this.name, bytes: this.readFrom(this.name, 0, signal), total_bytes: this.file.size};
    }

    async* readFrom(_name: string, from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
        const reader = (from > 0 ? this.file.slice(from) : this.file).stream().getReader();
        try {
            while (true) {
                signal.throwIfAborted();

                // A file that was changed or taken away since it was chosen cannot be read any more.
                const {value, done} = await reader.read().catch((error: unknown) => {
                    throw new InputError('changed', this.name, error);
                });
                if (done || !value) {
                    return;
                }
                yield value;
            }
        } finally {
            await reader.cancel().catch(() => undefined);
        }
    }
}

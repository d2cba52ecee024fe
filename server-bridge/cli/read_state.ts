import {readFile} from 'node:fs/promises';

import {parseServerState} from '../attribution/server_state.ts';
import {RestError} from '../rest/rest_error.ts';

import {UsageError} from './exit_code.ts';
import {unreadable} from './read_file.ts';

import type {LoadedState} from '../attribution/load_state.ts';

/** Server state out of a file, in the shape of `test/logs/*\/server-state.json`. Throws UsageError. */
export async function readState(file: string): Promise<LoadedState> {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
        throw unreadable(file, error);
    });
    try {
        return {state: parseServerState(JSON.parse(text)), registered: new Map(), is_complete: true};
    } catch (error) {
        const why = error instanceof RestError && error.cause instanceof Error ? ` (${error.cause.message})` : '';
        throw new UsageError(`${file} holds no server state that can be read${why}.`);
    }
}

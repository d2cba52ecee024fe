import {knows, loadKnown} from '../trace/known.ts';
import {loadRegistered} from '../trace/match_fingerprint.ts';
import {recognise, settle} from '../trace/recognise.ts';
import {trace} from '../trace/trace.ts';

import {clientFromEnvironment} from './environment.ts';
import {exitCode, UsageError} from './exit_code.ts';
import {writeTraceJson, writeTraceText} from './write_trace.ts';

import type {Trace} from '../trace/answer.ts';
import type {Io} from './scan.ts';

export const traceFormats = ['table', 'json'] as const;

/** More than that is no text that somebody wants traced: `scan` reads logs. */
const MAX_BYTES = 1 << 20;

export interface TraceCommand {

    /** "-" for standard input. */
    text: string;
    format: typeof traceFormats[number];
    ids?: boolean;
    secrets?: boolean;
    server?: string;
}

/** `token-audit trace`: says what the ids in a text are. Resolves to the exit code; throws UsageError and RestError. */
export async function traceCommand(command: TraceCommand, io: Io): Promise<number> {
    const client = clientFromEnvironment(io.env, command.server);
    const text = command.text === '-' ? await readAll(io.stdin) : command.text;
    const known = await loadKnown(client);
    const recognised = recognise(text, knows(known));
    if (recognised.unsure.length > 0 && !command.ids && !command.secrets) {
        throw new UsageError(`${recognised.unsure.length} of the words may be ids or secrets, which look alike: say --ids or --secrets. Nothing of them was sent.`);
    }
    const settled = settle(recognised, new Set(command.secrets ? recognised.unsure.map(({value}) => value) : []));
    let found = await trace(client, settled.words, known, undefined, io.now());
    if (known.is_admin && found.answers.some((answer) => (answer.kind === 'secret' || answer.kind === 'fingerprint') && answer.match.token_ids.length === 0)) {
        io.progress('Looking through the fingerprints that owners registered …');
        const registered = await loadRegistered(client, (done, total) => io.progress(`Looking through the fingerprints that owners registered: ${done} of ${total} owners`));
        found = await trace(client, settled.words, known, registered, io.now());
    }
    io.progress('');
    await io.write(command.format === 'json' ? writeTraceJson(found) : writeTraceText(found));
    return isAnythingFound(found) ? exitCode.findings : exitCode.nothing_found;
}

function isAnythingFound({answers}: Trace): boolean {
    return answers.some(({kind}) => kind !== 'unknown' && kind !== 'fragment' && kind !== 'request');
}

async function readAll(input: AsyncIterable<Uint8Array>): Promise<string> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of input) {
        size += chunk.length;
        if (size > MAX_BYTES) {
            throw new UsageError('trace takes at most 1 MB; for a log there is scan.');
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
}

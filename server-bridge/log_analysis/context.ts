import {classify} from '../log/classify.ts';
import {InputError} from '../log/input_error.ts';
import {parseLine} from '../log/parse_line.ts';
import {redact} from '../log/redact.ts';
import {LineSplitter} from '../log/split_lines.ts';

import type {LogEvent} from '../log/event.ts';
import type {ReadLog} from '../log/log_collection.ts';
import type {IsSecret} from '../log/redact.ts';
import type {ContextLine} from './log_query.ts';

/** Lines before the event's first one, and after it. */
const AROUND = 4;

/** Characters of a line that are shown. */
const LONGEST_SHOWN = 4000;
const NEWLINE = 0x0a;

export interface Redaction {
    isKnownTokenId: (id: string) => boolean;
    isSecret: IsSecret;
}

/**
 * The lines around an event's first one, redacted. `open` gives the log's bytes, unpacked, from one of them on. Throws an
 * InputError `changed` where the line is no longer the one that was read, and what reading throws.
 */
export async function contextOf(event: LogEvent, log: ReadLog, open: (from: number) => AsyncIterable<Uint8Array>, redaction: Redaction): Promise<ContextLine[]> {
    const begin = log.is_packed ? undefined : log.line_starts.findLast(({line}) => line <= event.line - AROUND);
    const lines: ContextLine[] = [];
    let isSame = false;
    for await (const {line, text} of linesFrom(open(begin?.at ?? 0), begin?.line ?? 1, event.line - AROUND)) {
        const own = draftOf(text);
        if (line === event.line) {
            isSame = isPartOf(event, own);
        }
        const shown = redact(text, redaction.isKnownTokenId, redaction.isSecret);
        lines.push({
            line,
            text: shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown,
            is_event: line === event.line || (event.request_id !== null && own?.request_id === event.request_id),
        });
        if (line >= event.line + AROUND) {
            break;
        }
    }
    if (!isSame) {
        throw new InputError('changed', log.name);
    }
    return lines;
}

function draftOf(text: string): LogEvent | undefined {
    const parsed = parseLine(text);
    return parsed?.kind === 'log' ? classify(parsed.line)?.event : undefined;
}

function isPartOf(event: LogEvent, line: LogEvent | undefined): boolean {
    return line !== undefined && line.at === event.at &&
        (line.request_id === null || line.request_id === event.request_id) &&
        (line.fingerprint === null || line.fingerprint === event.fingerprint);
}

async function* linesFrom(bytes: AsyncIterable<Uint8Array>, first: number, wanted: number): AsyncGenerator<{line: number; text: string}> {
    const splitter = new LineSplitter();
    const decoder = new TextDecoder();
    let line = first;
    const read = function* (blocks: ReturnType<LineSplitter['push']>) {
        for (const {bytes: block, from, to, cut} of blocks) {
            if (cut) {
                // Its end is missing, and with it what tells where a secret in it ends.
                yield {line: line++, text: '…'};
                continue;
            }
            for (let at = from; at < to; line++) {
                const newline = block.indexOf(NEWLINE, at);
                const end = newline < 0 || newline >= to ? to : newline;
                if (line >= wanted) {
                    yield {line, text: decoder.decode(block.subarray(at, end)).replace(/\r$/, '')};
                }
                at = end + 1;
            }
        }
    };
    for await (const chunk of bytes) {
        yield* read(splitter.push(chunk));
    }
    yield* read(splitter.end());
}

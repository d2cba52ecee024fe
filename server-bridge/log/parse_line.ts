import {parsePlainFields} from './parse_plain_fields.ts';
import {parseTime} from './parse_time.ts';

/** One line of the server's log, whichever format and prefix it came in. Still holds its secrets: see `classify`. */
export interface LogLine {
    at: number | null;
    msg: string;

    /** The line was plain text, in which a client can write more than its due. */
    isPlain: boolean;
    fields: Readonly<Record<string, unknown>>;
}

/** What a line turned out to be: a line of the server's log, a row of its audit file, or neither. */
export type ParsedLine = {kind: 'log'; line: LogLine} | {kind: 'audit'; row: Readonly<Record<string, unknown>>} | undefined;

/** Docker in journald in something else is as deep as wrappers go. */
const MAX_WRAPPERS = 3;

/** Where the prefixes of journald, Docker and Kubernetes end at the latest. */
const PREFIX_WITHIN = 240;

const noise = /\x1b\[[0-9;]*m|\x00|\r$/g;
const plainLine = /(?:^|[\s|\]:])(?:trace|debug|info|warn|error|fatal|panic|critical)\s+\[(\d{4}-\d\d-\d\d[ T][^\]]{8,30})\] (.*)$/s;

/** Labels as Loki's own command line puts them before a line. */
const labels = /\{[A-Za-z_]\w*="(?:[^"\\]|\\.)*"(?:, *[A-Za-z_]\w*="(?:[^"\\]|\\.)*")*\}\s*/y;

/** What the lines of failed requests begin their fields with where the caller is not logged (AdvancedLoggingJSON has it off by default). */
const firstField = / (?:error="|path=|method=|key=)/;

/** Reads one line of text. Never throws. */
export function parseLine(text: string): ParsedLine {
    return parseInner(text.replace(noise, '').trim(), MAX_WRAPPERS);
}

function parseInner(text: string, wrappers: number): ParsedLine {
    const brace = text.slice(0, PREFIX_WITHIN).indexOf('{');
    labels.lastIndex = Math.max(0, brace);
    if (wrappers > 0 && labels.test(text)) {
        return parseInner(text.slice(labels.lastIndex), wrappers - 1);
    }

    // A plain line may hold a brace as well, later than its level.
    const plain = text.startsWith('{') ? null : plainLine.exec(text);
    if (plain && (brace < 0 || brace > plain.index)) {
        return parsePlain(plain[1] ?? '', plain[2] ?? '');
    }
    const object = brace < 0 ? undefined : parseObject(text.slice(brace));
    if (!object) {
        return undefined;
    }
    if (typeof object.event_name === 'string') {
        return {kind: 'audit', row: object};
    }
    if (typeof object.msg === 'string') {
        return {kind: 'log', line: {at: parseTime(object.timestamp ?? object.ts), msg: object.msg, isPlain: false, fields: object}};
    }
    const inner = object.log ?? object.MESSAGE ?? object.message;
    return typeof inner === 'string' && wrappers > 0 ? parseInner(inner.replace(noise, '').trim(), wrappers - 1) : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return typeof value === 'object' && value !== null ? value as Record<string, unknown> : undefined;
    } catch {
        return undefined;
    }
}

function parsePlain(timestamp: string, rest: string): ParsedLine {
    const caller = rest.indexOf(' caller="');
    const begin = caller < 0 ? rest.search(firstField) : caller;
    const msg = (begin < 0 ? rest : rest.slice(0, begin)).trim();
    const fields = parsePlainFields(begin < 0 ? '' : rest.slice(begin + 1));
    return fields && {kind: 'log', line: {at: parseTime(timestamp), msg, isPlain: true, fields}};
}

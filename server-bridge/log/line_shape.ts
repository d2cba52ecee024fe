const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const SPACE = 0x20;

/** Prefixes of journald, Docker and Kubernetes are shorter than this. */
const PREFIX_WITHIN = 240;
const LONGEST_LEVEL = 12;

/** Bytes that surround a line without being part of it: CR, blanks, and the NULs a crash leaves in a file. */
function isPadding(byte: number | undefined): boolean {
    return byte === 0x0d || byte === 0x20 || byte === 0x09 || byte === 0x00;
}

/**
 * Whether the bytes look like one line of a log, plain or JSON, with or without a prefix. A look at its ends only:
 * it exists to count what is no log at all, for lines that nothing else looks at.
 */
export function looksLikeLog(bytes: Uint8Array, from: number, to: number): boolean {
    let start = from;
    let end = to;
    while (start < end && isPadding(bytes[start])) {
        start++;
    }
    while (end > start && isPadding(bytes[end - 1])) {
        end--;
    }
    if (bytes[end - 1] === CLOSE_BRACE && hasJsonStart(bytes, start, Math.min(end, start + PREFIX_WITHIN))) {
        return true;
    }
    return hasPlainStart(bytes, start, Math.min(end, start + PREFIX_WITHIN));
}

function hasJsonStart(bytes: Uint8Array, from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
        if (bytes[i] === OPEN_BRACE) {
            return true;
        }
    }
    return false;
}

// `info  [2026-11-25 …`: a bracket that opens on a digit, with a level's letters before it.
function hasPlainStart(bytes: Uint8Array, from: number, to: number): boolean {
    for (let i = from + 4; i < to; i++) {
        const next = bytes[i + 1] ?? 0;
        if (bytes[i] === OPEN_BRACKET && next >= 0x30 && next <= 0x39 && bytes[i - 1] === SPACE) {
            let letters = i - 1;
            while (letters > from && bytes[letters] === SPACE) {
                letters--;
            }
            const byte = bytes[letters] ?? 0;
            const isLetterOrColour = (byte >= 0x61 && byte <= 0x7a) || byte === 0x6d;
            return isLetterOrColour && i - letters < LONGEST_LEVEL;
        }
    }
    return false;
}

/** Whether the bytes are nothing but padding: neither a log line nor something to complain about. */
export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
    for (let i = from; i < to; i++) {
        if (!isPadding(bytes[i])) {
            return false;
        }
    }
    return true;
}

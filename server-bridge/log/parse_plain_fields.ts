/** Fields that say who did what: a line in which one of them stands twice has been tampered with. */
const telling = [' request_id=', ' ip_addr=', ' user_id=', ' http_code=', ' status_code=', ' method=', ' caller='];

/**
 * The `key=value` fields of a plain-text line. The server quotes values with blanks but does not escape quotes inside
 * them, so whoever chooses a path can write fields of their own: a line where a telling field stands twice is refused
 * (undefined) instead of believed. `error` is the last field and reaches to the last quote.
 */
export function parsePlainFields(text: string): Record<string, string> | undefined {
    const padded = ` ${text}`;
    if (telling.some((field) => padded.indexOf(field) !== padded.lastIndexOf(field))) {
        return undefined;
    }
    const fields: Record<string, string> = {};
    const key = /\s*([A-Za-z_][\w.-]*)=/y;
    for (let at = 0; at < text.length;) {
        key.lastIndex = at;
        const match = key.exec(text);
        if (!match) {
            return fields;
        }
        const [, name = ''] = match;
        const [value, end] = readValue(text, key.lastIndex, name === 'error' || name === 'key');
        fields[name] = value;
        at = end;
    }
    return fields;
}

function readValue(text: string, from: number, isLast: boolean): [string, number] {
    if (text[from] !== '"') {
        const space = isLast ? -1 : text.indexOf(' ', from);
        const end = space < 0 ? text.length : space;
        return [text.slice(from, end), end];
    }
    if (isLast) {
        const quote = text.lastIndexOf('"');
        return [text.slice(from + 1, quote > from ? quote : text.length), text.length];
    }
    const closing = /"(?=\s+[A-Za-z_][\w.-]*=|\s*$)/g;
    closing.lastIndex = from + 1;
    const quote = closing.exec(text)?.index ?? text.length;
    return [text.slice(from + 1, quote), quote + 1];
}

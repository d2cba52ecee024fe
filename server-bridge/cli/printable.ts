const WIDEST = 60;

/** Untrusted text for a terminal, on one line: what could steer it becomes "?", and what is beyond `widest` characters goes. */
export function printable(text: string, widest = WIDEST): string {
    const plain = text.replace(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '?');
    return plain.length > widest ? `${plain.slice(0, widest - 1)}…` : plain;
}

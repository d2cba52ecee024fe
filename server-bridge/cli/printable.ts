const WIDEST = 60;

/** Untrusted text for a terminal, on one line: what could steer it becomes "?", and what is beyond `widest` characters goes. */
export function printable(text: string, widest = WIDEST): string {
     
    const plain = text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '?');
    return plain.length > widest ? `${plain.slice(0, widest - 1)}…` : plain;
}

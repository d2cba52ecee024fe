const WIDEST = 60;

/** What a terminal may run, or show as something else: control, direction and other invisible characters, halves of pairs. */
const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Untrusted text for a terminal, on one line: what could steer it becomes "?", and what is beyond `widest` characters goes. */
export function printable(text: string, widest = WIDEST): string {
    const cut = text.length > widest;
    const plain = text.slice(0, cut ? widest - 1 : widest).replace(steering, '?');
    return cut ? `${plain}…` : plain;
}

/** Lines of output as a terminal may have them: a file or a pipe gets what was written, bytes that steer included. */
export function forTerminal(text: string): string {
    return text.split(/(\r?\n|\t)/).map((part, i) => (i % 2 === 0 ? part.replace(steering, '?') : part)).join('');
}

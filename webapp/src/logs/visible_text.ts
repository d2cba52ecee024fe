const MAX_MARKS = 3;

/**
 * Text out of a log as one line that cannot mislead: control, direction and other invisible characters become their code
 * in angle brackets, towers of accents are cut, and so is what is longer than `max` UTF-16 units.
 */
export function visibleText(text: string, max = 200): string {
    const cut = text.length > max;
    const kept = cut ? text.slice(0, max) : text;
    const shown = kept.
        replace(/(\p{M}+)/gu, (marks) => [...marks].slice(0, MAX_MARKS).join('')).
        replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => `<${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
    return cut ? `${shown}…` : shown;
}

const MAX_DESCRIPTION = 255;
const MAX_REASON = 1000;

/** Stands where an owner gave no text. */
const NOTHING = '(no description)';

/**
 * Untrusted text as one inline code span that it cannot leave: Mattermost looks for mentions, links and emoji in text only.
 * Should a template's own backtick open the span, `@` is still followed by a space of no width and mentions nobody.
 */
export function codeSpan(text: string, max = MAX_DESCRIPTION): string {
    const flat = cut(withoutMentions(oneLine(text)), max);
    return flat ? `\`${flat}\`` : NOTHING;
}

/** Text that an admin typed, as one line that mentions nobody and opens no code span. */
export function plainText(text: string, max = MAX_REASON): string {
    return cut(withoutMentions(oneLine(text)), max);
}

/** The beginning of a message, at most `max` characters, and "…". Never ends within a code span: what that hides would come alive. */
export function cutMarkdown(message: string, max: number): string {
    const kept = [...message].slice(0, max - 1).join('');
    const isOpen = kept.split('`').length % 2 === 0;
    return `${isOpen ? kept.slice(0, kept.lastIndexOf('`')) : kept}…`;
}

// Line breaks end a list item; control, format and direction marks make a text look like another; half a surrogate pair is no text.
function oneLine(text: string): string {
    return text.replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\p{Cf}\p{Cs}]/gu, '').replaceAll('`', '\'').trim();
}

// Mattermost takes the wide forms of @ for text, yet fonts may not show the difference.
function withoutMentions(text: string): string {
    return text.replace(/[@＠﹫]/gu, '@\u200b');
}

function cut(text: string, max: number): string {
    const characters = [...text];
    return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text;
}

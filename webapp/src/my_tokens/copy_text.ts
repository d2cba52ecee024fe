/**
 * Puts the text of `element`, which shows it, on the clipboard. Resolves to false where the browser refuses, with the
 * text selected, so that the person can copy it: on plain http there is no clipboard for pages.
 */
export async function copyTextOf(element: HTMLElement): Promise<boolean> {
    const selection = window.getSelection();
    const range = document.createRange();
    range.selectNodeContents(element);
    selection?.removeAllRanges();
    selection?.addRange(range);
    try {
        await navigator.clipboard.writeText(element.textContent ?? '');
        selection?.removeAllRanges();
        return true;
    } catch {
        // Deprecated, and the only way where there is no other.
        return document.execCommand('copy');
    }
}

/** Hands `text` to the browser as a file. */
export function download(name: string, type: string, text: string): void {
    const url = URL.createObjectURL(new Blob([text], {type}));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();

    // The browser has to have taken it first.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

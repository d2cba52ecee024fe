/** Hands text, whole or in pieces, or what is a file already, to the browser as one. */
export function download(name: string, type: string, text: string | string[] | Blob): void {
    const url = URL.createObjectURL(new Blob([text].flat(), {type}));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();

    // The browser has to have taken it first.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

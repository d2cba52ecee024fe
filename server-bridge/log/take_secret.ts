const ID = /[a-z0-9]{26}/;

/**
 * The credential in the error of "Invalid session" or of a refused request; null where there is none.
 * The server logs up to 50 characters of whatever the client sent, blanks and commas included, so the value reaches to
 * what the server itself writes after it, not to the first odd character.
 */
export function takeSecret(error: string): string | null {
    const notFound = (/not found, id: token=([\s\S]*)$/).exec(error)?.[1];
    if (notFound) {
        return notFound;
    }

    // The sentence is in the server's language. Only the last ", err=" is its own: what was sent may hold others.
    const invalid = (/^GetSession: .*?token=([\s\S]{1,200}), err=/i).exec(error)?.[1];
    if (invalid) {
        return invalid;
    }
    const refused = (/, token=([\s\S]*?)(?: Appears to be a CSRF attempt)?$/).exec(error)?.[1];
    return refused || null;
}

/** The credential in the key of a throttled request (credential, user id or address, then perhaps a header's value); null for an address. */
export function takeThrottleKey(key: string): string | null {
    const id = ID.exec(key);
    if (id?.index === 0) {
        return id[0];
    }
    return key === '' || (/^[0-9a-f.:]+$/i).test(key) ? null : key;
}

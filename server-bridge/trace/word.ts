/** Something in a text that can be traced. Holds no secret. */
export type Word =

    /** 26 characters that are an id: known, or said to be one by the person. `field` is the name before it, empty where none is. */
    | {kind: 'id'; id: string; field: string}

    /** A secret: by where it stands, or by what the person said. `is_token` when it has the form of a token's. */
    | {kind: 'secret'; fingerprint: string; is_token: boolean}

    /** SHA-256 of a secret in hex, or its first 8 digits, as redacted logs show it. */
    | {kind: 'fingerprint'; fingerprint: string}
    | {kind: 'username'; username: string}
    | {kind: 'email'; email: string}
    | {kind: 'address'; address: string}

    /** So many letters and digits in a row are no id, but may hold a secret or be a piece of one: it goes nowhere. */
    | {kind: 'fragment'; length: number};

/** 26 characters that are an id or a secret, which nobody but the person can tell. Goes nowhere before they said. */
export interface Unsure {
    value: string;
    field: string;
}

/** What a text holds. `text` is the same without the secrets that are told by where they stand. */
export interface Recognised {
    text: string;
    words: Word[];
    unsure: Unsure[];
}

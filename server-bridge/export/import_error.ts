/** Every way an imported file can be wrong. The closed list that the UI maps to messages. */
export type ImportErrorKind =
    | 'too_large' // more than MAX_IMPORT_LENGTH
    | 'not_json' // not JSON, or cut off
    | 'not_an_export' // JSON, but not what `exportJson` writes
    | 'newer_version' // an export of a later version of this program
    | 'invalid'; // an export with a field that cannot be right

/** The one error that `importJson` throws. Names the field, never its value. */
export class ImportError extends Error {
    override readonly name = 'ImportError';

    /** Where in the file, such as `tokens.3.id`; empty when that says nothing. */
    constructor(readonly kind: ImportErrorKind, readonly path = '') {
        super(`The file cannot be imported: ${kind}${path && ` at ${path}`}`);
    }
}

/** Every way an input can turn out unreadable. */
export type InputErrorKind =
    | 'damaged' // compressed data that breaks off at once or makes no sense
    | 'too_large' // it unpacks to far more than any log does
    | 'no_log' // an archive without a log in it
    | 'unreadable' // the system does not hand it out
    | 'changed' // it is no longer what it was when it was first read
    | 'not_kept'; // its source gives lines once, without their neighbours

const messages: Record<InputErrorKind, string> = {
    damaged: 'is damaged: it cannot be unpacked',
    too_large: 'unpacks to far more than a log would; it may be made to fill this machine',
    no_log: 'holds no log file',
    unreadable: 'cannot be read',
    changed: 'is no longer what was read: it was rotated or written anew',
    not_kept: 'gives its lines only once',
};

/** The one error for input that cannot be read. Names the file, never its content. */
export class InputError extends Error {
    override readonly name = 'InputError';

    /** `why` are the system's words, where it has any. */
    constructor(readonly kind: InputErrorKind, readonly file: string, cause?: unknown, why?: string) {
        super(`${file} ${messages[kind]}${why ? `: ${why}` : ''}.`, {cause});
    }
}

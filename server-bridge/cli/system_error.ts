import {getSystemErrorMap} from 'node:util';

/** What the system says, such as `permission denied (EACCES)`; undefined for an error that is not the system's. */
export function systemErrorInWords(error: unknown): string | undefined {
    if (!(error instanceof Error) || !('code' in error)) {
        return undefined;
    }
    const words = 'errno' in error && typeof error.errno === 'number' ? getSystemErrorMap().get(error.errno)?.[1] : undefined;
    return words ? `${words} (${String(error.code)})` : String(error.code);
}

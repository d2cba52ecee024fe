import {RestError} from './rest_error.ts';

/** The answer, or undefined where the server says that it is not for this caller or not there. Throws other RestErrors. */
export async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
    return answer.catch((error: unknown) => {
        if (error instanceof RestError && (error.kind === 'forbidden' || error.kind === 'not_found' || error.status === 501)) {
            return undefined;
        }
        throw error;
    });
}

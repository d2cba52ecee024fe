import {RestError} from './rest_error.ts';

/** Resolves after `ms`; rejects with an `aborted` RestError as soon as `signal` is. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
        const abort = () => {
            clearTimeout(timer);
            reject(new RestError('aborted', {cause: signal?.reason}));
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener('abort', abort);
            resolve();
        }, ms);
        if (signal?.aborted) {
            abort();
        } else {
            signal?.addEventListener('abort', abort, {once: true});
        }
    });
}

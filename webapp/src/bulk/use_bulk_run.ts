import {useSyncExternalStore} from 'react';

import type {BulkRun} from '../../../server-bridge/bulk/bulk_run.ts';
import type {BulkRunState} from '../../../server-bridge/bulk/bulk_run_spec.ts';

/** More often than this nobody sees a difference. */
const UPDATE_EVERY_MS = 50;

const throttled = new WeakMap<BulkRun, (listener: () => void) => () => void>();

/** A run's state, a few times a second while it goes on. */
export function useBulkRun(run: BulkRun): BulkRunState {
    let subscribe = throttled.get(run);
    if (!subscribe) {
        subscribe = (listener) => {
            let timer: ReturnType<typeof setTimeout> | undefined;
            const end = run.subscribe(() => {
                timer ??= setTimeout(() => {
                    timer = undefined;
                    listener();
                }, UPDATE_EVERY_MS);
            });
            return () => {
                clearTimeout(timer);
                end();
            };
        };
        throttled.set(run, subscribe);
    }
    return useSyncExternalStore(subscribe, run.getState);
}

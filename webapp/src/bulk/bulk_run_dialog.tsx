import React, {useEffect, useState} from 'react';

import {BulkProgressDialog} from './bulk_progress.tsx';
import {BulkResultDialog} from './bulk_result.tsx';
import {holdRun} from './run_lock.ts';
import {useBulkRun} from './use_bulk_run.ts';

import type {BulkRun} from '../../../server-bridge/bulk/bulk_run.ts';
import type {TokenOutcome} from '../../../server-bridge/bulk/run_bulk.ts';
import type {BulkStore} from './bulk_dialog.tsx';

interface Props {
    run: BulkRun;
    store: BulkStore;
    onClose: () => void;
}

/** A run from its first change to its outcome, and through every retry. */
export function BulkRunDialog({run, store, onClose}: Props) {
    const state = useBulkRun(run);
    const [working, setWorking] = useState(true);

    const work = async (step: () => Promise<unknown>) => {
        setWorking(true);
        const mine = await holdRun(run.spec.id, step);
        setWorking(false);
        if (!mine) {
            onClose();
        }
    };

    // Leaving the page leaves the run open in the journal: coming back offers to go on.
    useEffect(() => {
        void work(() => run.run());
        return () => run.control.leave();
        // eslint-disable-next-line react-hooks/exhaustive-deps -- a run is begun once
    }, [run]);

    const {result} = state;
    useEffect(() => {
        if (result) {
            store.apply(result.truth);
        }
    }, [store, result]);

    return working || !result ? (
        <BulkProgressDialog
            action={run.spec.action}
            state={state}
            control={run.control}
        />
    ) : (
        <BulkResultDialog
            run={run}
            state={state}
            result={result}
            onRetry={(statuses: Array<TokenOutcome['status']>) => void work(() => run.retry(statuses))}
            onTellRest={() => void work(() => run.tellRest())}
            onClose={onClose}
        />
    );
}

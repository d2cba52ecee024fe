import React, {useEffect, useMemo, useRef, useState} from 'react';

import {BulkRun} from '../../../server-bridge/bulk/bulk_run.ts';
import {newRunId} from '../../../server-bridge/bulk/bulk_run_spec.ts';
import {dryRun} from '../../../server-bridge/bulk/dry_run.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';

import {BulkConfirm} from './bulk_confirm.tsx';
import {BulkRunDialog} from './bulk_run_dialog.tsx';
import {readServices, toolsFor} from './bulk_services.ts';
import './bulk.css';

import type {BulkPlan} from '../../../server-bridge/bulk/plan.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {InventoryStore} from '../tokens/inventory_store.ts';
import type {BulkServices} from './bulk_services.ts';

/** What the bulk changes need of the page's store. */
export type BulkStore = Pick<InventoryStore, 'client' | 'getSnapshot' | 'subscribe' | 'apply'>;

interface Props {
    plan: BulkPlan;
    store: BulkStore;

    /** Why these may be the wrong tokens. */
    warning?: React.ReactNode;

    /** `ran` = the change was made, at least in part. */
    onClose: (ran: boolean) => void;
}

/** One bulk change from the question to the outcome. */
export function BulkDialog({plan, store, warning, onClose}: Props) {
    const {inventory, sessions: {running}} = store.getSnapshot();

    // Once more when the sessions are read, which tell what is in use.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the inventory changes in place: that the reading ended says when
    const dry = useMemo(() => dryRun(inventory, plan, {now: Date.now()}), [inventory, plan, running]);
    const [run, setRun] = useState<BulkRun>();
    const [starting, setStarting] = useState(false);
    const [services, setServices] = useState<BulkServices>();
    const [error, setError] = useState<RestErrorKind>();
    const reading = useRef<Promise<BulkServices>>();

    const read = () => {
        reading.current ??= readServices(store.client).catch((thrown: unknown) => {
            reading.current = undefined;
            throw thrown;
        });
        return reading.current;
    };
    useEffect(() => {
        read().then(setServices, () => undefined);
        // eslint-disable-next-line react-hooks/exhaustive-deps -- once, as the dialog opens; confirming tries again
    }, []);

    const start = async (reason: string, tell: boolean) => {
        setStarting(true);
        try {
            const ready = await read();
            setRun(new BulkRun({
                id: newRunId(),
                action: dry.action,
                tokens: dry.tokens,
                unchanged: dry.unchanged,
                by: ready.me,
                reason,
                tell,
                started_at: Date.now(),
            }, toolsFor(store.client, inventory, ready)));
        } catch (thrown) {
            setError(toRestError(thrown).kind);
            setStarting(false);
        }
    };

    return run ? (
        <BulkRunDialog
            run={run}
            store={store}
            onClose={() => onClose(true)}
        />
    ) : (
        <BulkConfirm
            dry={dry}
            client={store.client}
            services={services}
            starting={starting}
            error={error}
            warning={warning}
            onConfirm={(reason, tell) => void start(reason, tell)}
            onClose={() => onClose(false)}
        />
    );
}

import React, {useEffect, useRef, useState} from 'react';

import {runBulk} from '../../../server-bridge/bulk/run_bulk.ts';

import {BulkConfirm} from './bulk_confirm.tsx';
import {BulkProgressDialog} from './bulk_progress.tsx';
import {BulkResultDialog} from './bulk_result.tsx';

import type {BulkPlan} from '../../../server-bridge/bulk/plan.ts';
import type {BulkProgress, BulkResult} from '../../../server-bridge/bulk/run_bulk.ts';
import type {InventoryStore} from './inventory_store.ts';

interface Props {
    plan: BulkPlan;
    store: InventoryStore;

    /** `ran` = the change was made, at least in part. */
    onClose: (ran: boolean) => void;
}

type Step =
    | {name: 'confirm'}
    | {name: 'running'; progress: BulkProgress}
    | {name: 'result'; result: BulkResult};

/** One bulk change from the question to the outcome. */
export function BulkDialog({plan, store, onClose}: Props) {
    const [step, setStep] = useState<Step>({name: 'confirm'});
    const [labels] = useState(() => labelsOf(plan, store));
    const cancel = useRef(new AbortController());
    const {inventory} = store.getSnapshot();

    // Leaving the page stops the run as Cancel does: no further change starts.
    useEffect(() => {
        const controller = cancel.current;
        return () => controller.abort();
    }, []);

    const run = async () => {
        setStep({name: 'running', progress: {phase: 'changing', done: 0, total: plan.token_ids.length}});
        const result = await runBulk(store.client, plan, {
            total: inventory.size,
            ownerOf: (id) => inventory.describe(id)?.user_id,
            signal: cancel.current.signal,
            onProgress: (progress) => setStep({name: 'running', progress}),
        });
        store.apply(result.truth);
        setStep({name: 'result', result});
    };

    switch (step.name) {
    case 'confirm':
        return (
            <BulkConfirm
                plan={plan}
                inventory={inventory}
                onConfirm={() => void run()}
                onClose={() => onClose(false)}
            />
        );
    case 'running':
        return (
            <BulkProgressDialog
                action={plan.action}
                progress={step.progress}
                onCancel={() => cancel.current.abort()}
            />
        );
    case 'result':
        return (
            <BulkResultDialog
                plan={plan}
                result={step.result}
                labels={labels}
                onClose={() => onClose(true)}
            />
        );
    }
}

/** How each token of a plan is called, kept from before the run: a revoked one leaves the inventory. */
export type TokenLabels = Map<string, {description: string; owner: string}>;

function labelsOf(plan: BulkPlan, store: InventoryStore): TokenLabels {
    const {inventory} = store.getSnapshot();
    return new Map(plan.token_ids.map((id) => {
        const row = inventory.rowOf(id) ?? -1;
        return [id, {description: inventory.descriptions[row] ?? '', owner: inventory.owner(row)?.username ?? inventory.userId(row)}];
    }));
}

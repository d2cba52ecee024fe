import React, {useEffect, useState} from 'react';

import {BulkRun} from '../../../server-bridge/bulk/bulk_run.ts';
import {specOf} from '../../../server-bridge/bulk/bulk_run_spec.ts';

import {BulkRunDialog} from './bulk_run_dialog.tsx';
import {readServices, toolsFor} from './bulk_services.ts';
import {ResumeBanner} from './resume_banner.tsx';
import {isRunHeld} from './run_lock.ts';
import './bulk.css';

import type {OpenRun} from '../../../server-bridge/bulk/journal.ts';
import type {BulkStore} from './bulk_dialog.tsx';
import type {BulkServices} from './bulk_services.ts';

/** What bulk changes leave behind for the page: interrupted runs to go on with. */
export function BulkNotices({store}: {store: BulkStore}) {
    const [services, setServices] = useState<BulkServices>();
    const [open, setOpen] = useState<OpenRun[]>([]);
    const [run, setRun] = useState<BulkRun>();

    useEffect(() => {
        let here = true;
        void openRuns(store).then((found) => {
            if (here && found) {
                setServices(found.services);
                setOpen(found.open);
            }
        });
        return () => {
            here = false;
        };
    }, [store]);

    const runOf = ({run: written, entries}: OpenRun, ready: BulkServices) => {
        const {inventory} = store.getSnapshot();
        const described = (id: string) => inventory.descriptions[inventory.rowOf(id) ?? -1] ?? '';
        return new BulkRun(specOf(written, described), toolsFor(store.client, inventory, ready), entries);
    };
    const take = (id: string) => setOpen((runs) => runs.filter((other) => other.run.id !== id));
    const begin = (again: BulkRun) => {
        take(again.spec.id);
        setRun(again);
    };

    // What it did is read back, noted, told and recorded, as of one that is stopped.
    const discard = (again: BulkRun) => {
        again.control.cancel();
        begin(again);
    };

    return (
        <>
            {services && open.map((unfinished) => (
                <ResumeBanner
                    key={unfinished.run.id}
                    unfinished={unfinished}
                    onGoOn={() => begin(runOf(unfinished, services))}
                    onDiscard={() => discard(runOf(unfinished, services))}
                />
            ))}
            {run && (
                <BulkRunDialog
                    run={run}
                    store={store}
                    onClose={() => setRun(undefined)}
                />
            )}
        </>
    );
}

/** The admin's own interrupted runs that no other tab is busy with; none where the storage or the server does not answer. */
async function openRuns(store: BulkStore): Promise<{services: BulkServices; open: OpenRun[]} | undefined> {
    try {
        const services = await readServices(store.client);
        const mine = (await services.journal.open()).filter(({run}) => run.by.id === services.me.id);
        const held = await Promise.all(mine.map(({run}) => isRunHeld(run.id)));
        return {services, open: mine.filter((_, i) => !held[i])};
    } catch {
        return undefined;
    }
}

import React, {useEffect, useState, useSyncExternalStore} from 'react';
import {FormattedMessage} from 'react-intl';

import {planBulk} from '../../../server-bridge/bulk/plan.ts';
import {readQuarantine} from '../../../server-bridge/bulk/quarantine.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {Dialog} from '../shared/dialog.tsx';

import {BulkDialog} from './bulk_dialog.tsx';
import {actionNames} from './bulk_messages.ts';
import {QuarantineList} from './quarantine_list.tsx';
import {QuarantineStatus} from './quarantine_status.tsx';

import type {BulkPlan} from '../../../server-bridge/bulk/plan.ts';
import type {Quarantined} from '../../../server-bridge/bulk/quarantine.ts';
import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {BulkStore} from './bulk_dialog.tsx';

/** What this plugin deactivated and what is inactive still: from here it is activated again, or revoked. */
export function QuarantineDialog({store, onClose}: {store: BulkStore; onClose: () => void}) {
    const [listed, setListed] = useState<Quarantined[]>();
    const [error, setError] = useState<RestErrorKind>();
    const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
    const [plan, setPlan] = useState<BulkPlan>();
    const {inventory, load} = useSyncExternalStore(store.subscribe, store.getSnapshot);

    useEffect(() => {
        const abort = new AbortController();
        readQuarantine(store.client.abortable(abort.signal)).then(setListed, (thrown: unknown) => !abort.signal.aborted && setError(toRestError(thrown).kind));
        return () => abort.abort();
    }, [store]);

    // Activated or revoked elsewhere meanwhile: not in quarantine any more.
    const rowIfInactive = (id: string) => {
        const row = inventory.rowOf(id);
        return row === undefined || inventory.isActive(row) ? undefined : row;
    };
    const quarantined = listed?.filter(({token_id: id}) => rowIfInactive(id) !== undefined);
    const start = (action: TokenAction) => setPlan(planBulk(inventory, [...ticked].flatMap((id) => rowIfInactive(id) ?? []), action));

    if (plan) {
        return (
            <BulkDialog
                plan={plan}
                store={store}
                onClose={() => {
                    setPlan(undefined);
                    setTicked(new Set());
                }}
            />
        );
    }
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.quarantine.title'
                    defaultMessage='Quarantine'
                />
            }
            onClose={onClose}
            footer={(['activate', 'revoke'] as const).map((action) => (
                <button
                    key={action}
                    type='button'
                    className={`btn ${action === 'revoke' ? 'btn-tertiary btn-danger' : 'btn-primary'}`}
                    disabled={ticked.size === 0}
                    onClick={() => start(action)}
                >
                    <FormattedMessage {...actionNames[action]}/>
                </button>
            ))}
        >
            <p className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.quarantine.what'
                    defaultMessage='Tokens that this plugin deactivated and that are inactive still. When nobody misses them, revoke them; otherwise activate them again.'
                />
            </p>
            <QuarantineStatus
                notes={error ?? (listed ? 'read' : 'reading')}
                load={load}
                isEmpty={quarantined?.length === 0}
            />
            {quarantined && quarantined.length > 0 && (
                <QuarantineList
                    quarantined={quarantined}
                    inventory={inventory}
                    ticked={ticked}
                    onTicked={setTicked}
                />
            )}
        </Dialog>
    );
}

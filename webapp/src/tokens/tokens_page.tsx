import React, {useEffect, useMemo, useState, useSyncExternalStore} from 'react';

import {planBulk} from '../../../server-bridge/bulk/plan.ts';
import {queryInventory} from '../../../server-bridge/inventory/query.ts';
import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {BulkDialog} from '../bulk/bulk_dialog.tsx';
import {BulkNotices} from '../bulk/bulk_notices.tsx';
import {basePath} from '../shared/host.ts';
import {MessagesProvider} from '../shared/messages_provider.tsx';

import {EmptyState} from './empty_state.tsx';
import {InventoryStore} from './inventory_store.ts';
import {LoadStatus} from './load_status.tsx';
import {hiddenCount, withoutGone} from './selection.ts';
import {SelectionBar} from './selection_bar.tsx';
import {TokenTable} from './token_table.tsx';
import {Toolbar} from './toolbar.tsx';
import './tokens.css';

import type {BulkPlan} from '../../../server-bridge/bulk/plan.ts';
import type {Query} from '../../../server-bridge/inventory/query.ts';
import type {Selection} from './selection.ts';

const everything: Query = {text: '', state: 'all', sort: 'owner', descending: false};
const none: Selection = new Set();

/** Every token of the server: find, tick, change. The one component that both homes of the page show. */
export function TokensPage() {
    const [store] = useState(() => new InventoryStore(new RestClient({url: basePath()})));
    const {inventory, version, load} = useSyncExternalStore(store.subscribe, store.getSnapshot);
    const [query, setQuery] = useState(everything);
    const [ticked, setTicked] = useState(none);
    const [plan, setPlan] = useState<BulkPlan>();

    useEffect(() => {
        void store.load();
        return () => store.stop();
    }, [store]);

    // The inventory changes in place: its version says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    const rows = useMemo(() => queryInventory(inventory, query), [inventory, version, query]);
    // eslint-disable-next-line react-hooks/exhaustive-deps
    const selection = useMemo(() => withoutGone(ticked, inventory), [ticked, inventory, version]);
    const reload = () => void store.load();
    const loading = load.phase === 'listing' || load.phase === 'verifying';

    return (
        <MessagesProvider>
            <div className='TokenAudit'>
                <BulkNotices store={store}/>
                <Toolbar
                    query={query}
                    onQuery={setQuery}
                    loading={loading}
                    onReload={reload}
                />
                {selection.size > 0 ? (
                    <SelectionBar
                        count={selection.size}
                        hidden={hiddenCount(selection, rows)}
                        onAction={(action) => setPlan(planBulk(inventory, selection, action))}
                        onClear={() => setTicked(none)}
                    />
                ) : (
                    <LoadStatus
                        load={load}
                        total={inventory.size}
                        shown={rows.length}
                        onReload={reload}
                    />
                )}
                <TokenTable
                    inventory={inventory}
                    rows={rows}
                    query={query}
                    onQuery={setQuery}
                    selection={selection}
                    onSelection={setTicked}
                    empty={
                        <EmptyState
                            load={load}
                            filtered={inventory.size > 0}
                            onReload={reload}
                            onClearFilters={() => setQuery({...query, text: '', state: 'all'})}
                        />
                    }
                />
                {plan && (
                    <BulkDialog
                        plan={plan}
                        store={store}
                        onClose={(ran) => {
                            setPlan(undefined);
                            if (ran) {
                                setTicked(none);
                            }
                        }}
                    />
                )}
            </div>
        </MessagesProvider>
    );
}

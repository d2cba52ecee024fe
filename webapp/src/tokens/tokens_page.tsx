import React, {useCallback, useMemo, useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {planBulk} from '../../../server-bridge/bulk/plan.ts';
import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {BulkDialog} from '../bulk/bulk_dialog.tsx';
import {BulkNotices} from '../bulk/bulk_notices.tsx';
import {QuarantineButton} from '../bulk/quarantine_button.tsx';
import {searchOfView, viewFromSearch} from '../console/view.ts';
import {ExportDialog} from '../export/export_dialog.tsx';
import {RulesHelp} from '../findings/rules_help.tsx';
import {Dialog} from '../shared/dialog.tsx';
import {Icon} from '../shared/icons.tsx';
import {TokenSwitch} from '../shared/token_switch.tsx';

import {EmptyState} from './empty_state.tsx';
import {GoneNotice} from './gone_notice.tsx';
import {LoadStatus} from './load_status.tsx';
import {SavedViewsDialog} from './saved_views_dialog.tsx';
import {hiddenCount, withoutGone} from './selection.ts';
import {SelectionBar} from './selection_bar.tsx';
import {SessionStatus} from './session_status.tsx';
import {ShownRows} from './shown_rows.ts';
import {SummaryBar} from './summary_bar.tsx';
import {TokenPanel} from './token_panel.tsx';
import {TokenTable} from './token_table.tsx';
import {Toolbar} from './toolbar.tsx';
import {useBusy} from './use_busy.ts';
import './tokens.css';

import type {BulkPlan} from '../../../server-bridge/bulk/plan.ts';
import type {Filter} from '../../../server-bridge/inventory/filter.ts';
import type {View} from '../console/view.ts';
import type {InventorySnapshot, InventoryStore} from './inventory_store.ts';
import type {Selection} from './selection.ts';

const none: Selection = new Set();

interface Props {
    store: InventoryStore;
    snapshot: InventorySnapshot;
    view: View;
    onView: (view: View) => void;

    /** Ids of the tokens that are ticked when the page opens. */
    chosen: readonly string[];
    onShowEvents: (tokenId: string) => void;
}

/** Every token of the server: find, tick, look closer, change. */
export function TokensPage({store, snapshot, view, onView, chosen, onShowEvents}: Props) {
    const {inventory, findings, version, load} = snapshot;
    const {query} = view;
    const [ticked, setTicked] = useState<Selection>(() => new Set(chosen.flatMap((id) => inventory.rowOf(id) ?? [])));
    const [plan, setPlan] = useState<BulkPlan>();
    const [showViews, setShowViews] = useState(false);
    const [showExport, setShowExport] = useState(false);
    const [showRules, setShowRules] = useState(false);

    const [busy, busyHandlers] = useBusy();
    const [shown] = useState(() => new ShownRows());
    const {rows, waiting} = shown.of(snapshot, query, busy);

    // The inventory changes in place: its version says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    const selection = useMemo(() => withoutGone(ticked, inventory), [ticked, inventory, version]);
    const onFilter = (filter: Filter) => onView({...view, query: {...query, filter}});
    const openToken = (token: string) => onView({...view, token});
    const onOwnersInSight = useCallback((userIds: string[]) => store.preferSessions(userIds), [store]);
    const onNames = useCallback((userIds: string[]) => store.name(userIds), [store]);
    const reload = () => void store.load();
    const loading = load.phase === 'listing' || load.phase === 'verifying';
    const openRow = inventory.rowOf(view.token);
    const table = useRef<HTMLDivElement>(null);

    return (
        <>
            {snapshot.settings?.tokens_enabled === false && (
                <div className='TokenAudit__notes'>
                    <TokenSwitch state='off'/>
                </div>
            )}
            <BulkNotices store={store}/>
            <SummaryBar
                snapshot={snapshot}
                filter={query.filter}
                onFilter={onFilter}
                onExplain={() => setShowRules(true)}
            />
            <Toolbar
                filter={query.filter}
                onFilter={onFilter}
            >
                <QuarantineButton store={store}/>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={() => setShowViews(true)}
                >
                    <FormattedMessage
                        id='token_audit.views.button'
                        defaultMessage='Views'
                    />
                </button>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={() => setShowExport(true)}
                >
                    <FormattedMessage
                        id='token_audit.export.button'
                        defaultMessage='Export'
                    />
                </button>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={reload}
                    disabled={loading}
                >
                    <Icon name='refresh'/>
                    <FormattedMessage
                        id='token_audit.reload'
                        defaultMessage='Reload'
                    />
                </button>
            </Toolbar>
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
                >
                    <SessionStatus
                        progress={snapshot.sessions}
                        toldBeside={load.phase === 'failed' ? load.error.kind : undefined}
                        onStop={() => store.stopSessions()}
                        onResume={() => store.resumeSessions()}
                    />
                    {waiting && (
                        <span className='TokenAudit__muted'>
                            <FormattedMessage
                                id='token_audit.status.order_waits'
                                defaultMessage='Sorted anew once you leave the table'
                            />
                        </span>
                    )}
                </LoadStatus>
            )}
            {view.token && openRow === undefined && load.phase === 'loaded' && load.completeness.proven && <GoneNotice onClose={() => openToken('')}/>}
            <div
                ref={table}
                className='TokenAudit__split'
            >
                <TokenTable
                    snapshot={snapshot}
                    rows={rows}
                    query={query}
                    onQuery={(next) => onView({...view, query: next})}
                    selection={selection}
                    onSelection={setTicked}
                    onOpen={openToken}
                    onOwnersInSight={onOwnersInSight}
                    onNames={onNames}
                    busyHandlers={busyHandlers}
                    empty={
                        <EmptyState
                            load={load}
                            hasTokens={inventory.size > 0}
                            onReload={reload}
                            onClearFilters={() => onFilter(noFilter)}
                        />
                    }
                />
                {openRow !== undefined && (
                    <TokenPanel
                        snapshot={snapshot}
                        row={openRow}
                        onAction={(action, row) => setPlan(planBulk(inventory, [row], action))}
                        onOpen={openToken}
                        onShowEvents={onShowEvents}
                        onClose={() => openToken('')}
                        onNames={onNames}
                    />
                )}
            </div>
            {plan && (
                <BulkDialog
                    plan={plan}
                    store={store}
                    onClose={(ran) => {
                        setPlan(undefined);
                        if (ran) {
                            setTicked(none);

                            // The button that led here goes with the selection.
                            requestAnimationFrame(() => document.activeElement === document.body && table.current?.querySelector<HTMLElement>('[role=region]')?.focus());
                        }
                    }}
                />
            )}
            {showExport && (
                <ExportDialog
                    snapshot={snapshot}
                    rows={rows}
                    filter={query.filter}
                    onClose={() => setShowExport(false)}
                />
            )}
            {showRules && (
                <Dialog
                    title={
                        <FormattedMessage
                            id='token_audit.rules.title'
                            defaultMessage='What the findings mean'
                        />
                    }
                    onClose={() => setShowRules(false)}
                    footer={null}
                >
                    <RulesHelp
                        policy={findings.policy}
                        server={findings.server}
                    />
                </Dialog>
            )}
            {showViews && (
                <SavedViewsDialog
                    client={store.client}
                    search={searchOfView(view, (id) => inventory.knows(id))}
                    onView={(search) => {
                        onView(viewFromSearch(search));
                        setShowViews(false);
                    }}
                    onClose={() => setShowViews(false)}
                />
            )}
        </>
    );
}

import React, {useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore} from 'react';
import {FormattedMessage} from 'react-intl';

import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {EmptyPlace} from '../shared/empty_place.tsx';

import {BlindnessList} from './blindness_list.tsx';
import {DropArea} from './drop_area.tsx';
import {IncidentActing} from './incident_acting.tsx';
import {IncidentPanel} from './incident_panel.tsx';
import {IncidentTable} from './incident_table.tsx';
import {useKnown} from './known.ts';
import {LeakNotice} from './leak_notice.tsx';
import {LevelsHelp} from './levels_help.tsx';
import {LogChips} from './log_chips.tsx';
import {LogExportDialog} from './log_export_dialog.tsx';
import {LogHistogram} from './log_histogram.tsx';
import {placesOf} from './log_places.ts';
import {LogStatus} from './log_status.tsx';
import {LogToolbar} from './log_toolbar.tsx';
import {LogsStart} from './logs_start.tsx';
import './logs.css';

import type {Row} from '../../../server-bridge/inventory/inventory.ts';
import type {LogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import type {InventorySnapshot, InventoryStore} from '../tokens/inventory_store.ts';
import type {Acting} from './incident_acting.tsx';
import type {IncidentAction} from './incident_tokens.tsx';
import type {Blindness, ChosenLog, LogStoreApi} from './log_snapshot.ts';

interface Props {

    /** Made and disposed of by whoever shows the page, so that what was read outlives a change of tabs. */
    store: LogStoreApi;
    inventory: InventoryStore;
    snapshot: InventorySnapshot;

    /** The page's own; the store's follows it. */
    filter: LogFilter;
    onFilter: (filter: LogFilter) => void;
    onOpenToken: (tokenId: string) => void;
    onSelectTokens: (tokenIds: string[]) => void;
}

/** The failed requests of logs: what failed, who it was, how sure that is, and what can be done about it. */
export function LogsPage({store, inventory, snapshot, filter, onFilter, onOpenToken, onSelectTokens}: Props) {
    const logs = useSyncExternalStore(
        useCallback((listener: () => void) => store.subscribe(listener), [store]),
        useCallback(() => store.getSnapshot(), [store]),
    );
    const {view, detail, leak} = logs;
    const known = useKnown(snapshot);
    const places = useMemo(() => placesOf(snapshot.settings), [snapshot.settings]);
    const [acting, setActing] = useState<Acting>();
    const [dialog, setDialog] = useState<'export' | 'help'>();

    const people = view?.incidents.flatMap(({user_ids: ids}) => (ids.length === 1 ? ids : [])).join() ?? '';
    useEffect(() => inventory.name([...new Set(people.split(','))].filter(Boolean)), [inventory, people]);

    // The focus goes back to where it came from.
    const opener = useRef<HTMLElement | null>(null);
    const close = useCallback(() => {
        store.openIncident('');
        opener.current?.focus();
    }, [store]);
    const add = (chosen: ChosenLog[]) => chosen.length > 0 && store.add(chosen);
    const act = (action: IncidentAction, rows: Row[]) => {
        if (detail) {
            setActing({action, rows, incident: detail.incident});
        }
    };

    return (
        <DropArea onFiles={(files) => add(files.map((file) => ({kind: 'file', file})))}>
            <div className='TokenAudit__logs-main'>
                {view && (view.total_events > 0 || logs.phase === 'ready') ? (
                    <>
                        <LogToolbar
                            filter={filter}
                            onFilter={onFilter}
                            view={view}
                            known={known}
                            following={logs.following}
                            onFollow={(on) => store.follow(on)}
                            places={places}
                            onAdd={add}
                            onExport={() => setDialog('export')}
                            onClear={() => store.clear()}
                        />
                        {leak && leak.secrets > 0 && (
                            <LeakNotice
                                leak={leak}
                                onSelect={onSelectTokens}
                            />
                        )}
                        <LogHistogram
                            view={view}
                            filter={filter}
                            onFilter={onFilter}
                        />
                        <LogStatus
                            snapshot={logs}
                            view={view}
                            onCancel={() => store.cancel()}
                            onExplain={() => setDialog('help')}
                        />
                        <IncidentTable
                            incidents={view.incidents}
                            known={known}
                            openKey={detail?.incident.key ?? ''}
                            onOpen={(key) => {
                                opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
                                store.openIncident(key);
                            }}
                            empty={
                                <NothingFound
                                    filtered={view.total_events > 0}
                                    unread={logs.logs.every(({lines}) => lines === 0)}
                                    blindness={logs.blindness}
                                    onClearFilters={() => onFilter(noLogFilter)}
                                />
                            }
                        />
                    </>
                ) : (
                    <>
                        <LogChips
                            filter={filter}
                            onFilter={onFilter}
                            known={known}
                        />
                        <LogsStart
                            snapshot={logs}
                            places={places}
                            onAdd={add}
                            onCancel={() => store.cancel()}
                        />
                    </>
                )}
            </div>
            {view && detail && (
                <IncidentPanel
                    detail={detail}
                    known={known}
                    snapshot={snapshot}
                    server={new URL(inventory.client.getUrl() || '/', window.location.href).href}
                    contextOf={(source, line) => store.contextOf(source, line)}
                    onAction={act}
                    onOpenToken={onOpenToken}
                    onReload={() => void inventory.load()}
                    onNarrow={(by) => onFilter({...filter, ...by})}
                    onClose={close}
                />
            )}
            {acting && (
                <IncidentActing
                    acting={acting}
                    inventory={inventory}
                    onClose={() => setActing(undefined)}
                />
            )}
            {dialog === 'export' && view && (
                <LogExportDialog
                    events={view.events}
                    onExport={(format) => store.exportEvents(format)}
                    onClose={() => setDialog(undefined)}
                />
            )}
            {dialog === 'help' && <LevelsHelp onClose={() => setDialog(undefined)}/>}
        </DropArea>
    );
}

interface NothingProps {
    filtered: boolean;

    /** Whether not a single line was read. */
    unread: boolean;
    blindness: readonly Blindness[];
    onClearFilters: () => void;
}

/** Nothing matches, or nothing failed, as far as can be seen. */
function NothingFound({filtered, unread, blindness, onClearFilters}: NothingProps) {
    return (
        <EmptyPlace
            icon={filtered ? 'search' : unread ? 'alert' : 'check'}
            title={unread ? (
                <FormattedMessage
                    id='token_audit.logs.no_line'
                    defaultMessage='There was nothing to read'
                />
            ) : filtered ? (
                <FormattedMessage
                    id='token_audit.logs.no_match'
                    defaultMessage='No request matches'
                />
            ) : (
                <FormattedMessage
                    id='token_audit.logs.none'
                    defaultMessage='No failed request in these logs'
                />
            )}
            {...filtered && {action: {
                name: (
                    <FormattedMessage
                        id='token_audit.empty.clear'
                        defaultMessage='Clear search and filter'
                    />
                ),
                run: onClearFilters,
            }}}
        >
            {!filtered && <BlindnessList blindness={blindness}/>}
        </EmptyPlace>
    );
}

import React, {useCallback, useEffect, useState, useSyncExternalStore} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {ActivityPage} from '../activity/activity_page.tsx';
import {ActivityStore} from '../activity/activity_store.ts';
import {LogStore} from '../logs/log_store.ts';
import {LogsPage} from '../logs/logs_page.tsx';
import {PeoplePage} from '../people/people_page.tsx';
import {basePath} from '../shared/host.ts';
import {MessagesProvider} from '../shared/messages_provider.tsx';
import {InventoryStore} from '../tokens/inventory_store.ts';
import {TokensPage} from '../tokens/tokens_page.tsx';

import {useView} from './use_view.ts';
import {tabs} from './view.ts';
import '../shared/token_audit.css';

import type {Tab, View} from './view.ts';

const tabNames = defineMessages({
    tokens: {id: 'token_audit.tab.tokens', defaultMessage: 'Tokens'},
    logs: {id: 'token_audit.tab.logs', defaultMessage: 'Logs'},
    activity: {id: 'token_audit.tab.activity', defaultMessage: 'Activity'},
    people: {id: 'token_audit.tab.people', defaultMessage: 'People'},
} satisfies Record<Tab, {id: string; defaultMessage: string}>);

/** The page's tabs over one inventory. The one component that both homes of the page show. */
export function AccessTokens() {
    return (
        <MessagesProvider>
            <Tabs/>
        </MessagesProvider>
    );
}

function Tabs() {
    const [{activity, store, logs}] = useState(() => {
        const client = new RestClient({url: basePath()});
        const events = new ActivityStore(client);
        const inventory = new InventoryStore(client, events);
        return {activity: events, store: inventory, logs: new LogStore({onLeak: (leak) => inventory.noteLeak(leak)})};
    });
    const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot);
    const isKnown = useCallback((id: string) => store.getSnapshot().inventory.knows(id), [store]);
    const [view, setView] = useView(isKnown, snapshot.load.phase === 'loaded');

    // Tokens that another tab sends to the list, to be ticked there.
    const [chosen, setChosen] = useState<readonly string[]>([]);

    useEffect(() => {
        void store.load();
        return () => {
            store.stop();
            activity.stop();
            logs.dispose();
        };
    }, [store, activity, logs]);
    useEffect(() => logs.setFilter(view.log), [logs, view.log]);

    const openTab = (next: View, tokenIds: readonly string[] = []) => {
        setChosen(tokenIds);
        setView(next);
    };

    // eslint-disable-next-line react-hooks/exhaustive-deps -- the inventory changes in place: its version says when
    const describeToken = useCallback((id: string) => store.getSnapshot().inventory.describe(id), [store, snapshot.version]);
    return (
        <div className='TokenAudit'>
            <TabList
                tab={view.tab}
                onTab={(tab) => openTab({...view, tab})}
            />
            {view.tab === 'tokens' && (
                <TokensPage
                    store={store}
                    snapshot={snapshot}
                    view={view}
                    onView={setView}
                    chosen={chosen}
                    onShowEvents={(token) => openTab({...view, tab: 'logs', log: {...noLogFilter, token_id: token}})}
                />
            )}
            {view.tab === 'logs' && (
                <LogsPage
                    store={logs}
                    inventory={store}
                    snapshot={snapshot}
                    filter={view.log}
                    onFilter={(log) => setView({...view, log})}
                    onOpenToken={(token) => openTab({...view, tab: 'tokens', token})}
                    onSelectTokens={(ids) => openTab({...view, tab: 'tokens', query: {...view.query, filter: noFilter}}, ids)}
                />
            )}
            {view.tab === 'activity' && (
                <ActivityPage
                    store={activity}
                    describeToken={describeToken}
                    query={view.activity}
                    onQuery={(query) => setView({...view, activity: query})}
                />
            )}
            {view.tab === 'people' && (
                <PeoplePage
                    store={store}
                    snapshot={snapshot}
                    onShowTokens={({id}) => setView({...view, tab: 'tokens', query: {...view.query, filter: {...noFilter, text: id}}})}
                />
            )}
        </div>
    );
}

/** The tabs' names. Arrow keys move between them, as in every list of tabs. */
function TabList({tab, onTab}: {tab: Tab; onTab: (tab: Tab) => void}) {
    const {formatMessage} = useIntl();
    const move = (event: React.KeyboardEvent<HTMLDivElement>) => {
        const step = Number(event.key === 'ArrowRight') - Number(event.key === 'ArrowLeft');
        const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
        if (step !== 0 && next) {
            onTab(next);
            event.currentTarget.querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
        }
    };
    return (
        <div
            className='TokenAudit__tabs'
            role='tablist'
            tabIndex={-1}
            aria-label={formatMessage({id: 'token_audit.tabs', defaultMessage: 'Access Tokens'})}
            onKeyDown={move}
        >
            {tabs.map((name) => (
                <button
                    key={name}
                    type='button'
                    role='tab'
                    data-tab={name}
                    aria-selected={name === tab}
                    tabIndex={name === tab ? 0 : -1}
                    onClick={() => onTab(name)}
                >
                    <FormattedMessage {...tabNames[name]}/>
                </button>
            ))}
        </div>
    );
}

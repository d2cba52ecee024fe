import React, {useCallback, useEffect, useState, useSyncExternalStore} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {ActivityPage} from '../activity/activity_page.tsx';
import {ActivityStore} from '../activity/activity_store.ts';
import {PeoplePage} from '../people/people_page.tsx';
import {basePath} from '../shared/host.ts';
import {MessagesProvider} from '../shared/messages_provider.tsx';
import {InventoryStore} from '../tokens/inventory_store.ts';
import {TokensPage} from '../tokens/tokens_page.tsx';

import {useView} from './use_view.ts';
import {tabs} from './view.ts';
import '../shared/token_audit.css';

import type {Tab} from './view.ts';

const tabNames = defineMessages({
    tokens: {id: 'token_audit.tab.tokens', defaultMessage: 'Tokens'},
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
    const [{activity, store}] = useState(() => {
        const client = new RestClient({url: basePath()});
        const events = new ActivityStore(client);
        return {activity: events, store: new InventoryStore(client, events)};
    });
    const snapshot = useSyncExternalStore(store.subscribe, store.getSnapshot);
    const isKnown = useCallback((id: string) => store.getSnapshot().inventory.knows(id), [store]);
    const [view, setView] = useView(isKnown, snapshot.load.phase === 'loaded');

    useEffect(() => {
        void store.load();
        return () => {
            store.stop();
            activity.stop();
        };
    }, [store, activity]);

    // The inventory changes in place: its version says when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    const describeToken = useCallback((id: string) => store.getSnapshot().inventory.describe(id), [store, snapshot.version]);
    return (
        <div className='TokenAudit'>
            <TabList
                tab={view.tab}
                onTab={(tab) => setView({...view, tab})}
            />
            {view.tab === 'tokens' && (
                <TokensPage
                    store={store}
                    snapshot={snapshot}
                    view={view}
                    onView={setView}
                />
            )}
            {view.tab === 'activity' && (
                <ActivityPage
                    store={activity}
                    describeToken={describeToken}
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

import {fromQueryString, isShareable, noFilter, toQueryString} from '../../../server-bridge/inventory/filter.ts';
import {sortColumns} from '../../../server-bridge/inventory/row_order.ts';
import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {everything} from '../activity/activity_query.ts';
import {activityQueryFromSearch, writeActivityQuery} from '../activity/activity_url.ts';
import {logFilterFromSearch, writeLogFilter} from '../logs/log_filter_url.ts';

import type {Query} from '../../../server-bridge/inventory/query.ts';
import type {LogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import type {ActivityQuery} from '../activity/activity_query.ts';

export const tabs = ['tokens', 'logs', 'activity', 'people'] as const;
export type Tab = typeof tabs[number];

/** What a link to the page says: the query, and the token whose panel is open. */
export interface View {
    tab: Tab;
    query: Query;

    /** Id of the token whose panel is open; empty for none. */
    token: string;

    /** What the Logs tab shows of a log. */
    log: LogFilter;

    /** Which events the Activity tab shows. */
    activity: ActivityQuery;
}

export const firstView: View = {tab: 'tokens', query: {filter: noFilter, sort: 'findings', descending: true}, token: '', log: noLogFilter, activity: everything};

/** The view in a URL's query string; what it does not know is left out. */
export function viewFromSearch(search: string): View {
    const params = new URLSearchParams(search);
    const sort = sortColumns.find((column) => column === params.get('sort'));
    const token = params.get('token') ?? '';
    return {
        tab: tabs.find((tab) => tab === params.get('tab')) ?? firstView.tab,
        query: {
            filter: fromQueryString(search),
            sort: sort ?? firstView.query.sort,
            descending: sort ? params.get('order') === 'descending' : firstView.query.descending,
        },
        token: /^[a-z0-9]{26}$/.test(token) ? token : '',
        log: logFilterFromSearch(search),
        activity: activityQueryFromSearch(search),
    };
}

/** The view as a query string with "?", empty for the first view. Text that may be a secret stays out of it. */
export function searchOfView({tab, query: {filter, sort, descending}, token, log, activity}: View, isKnown: (id: string) => boolean): string {
    const params = new URLSearchParams(toQueryString({...filter, text: isShareable(filter.text, isKnown) ? filter.text : ''}));
    if (sort !== firstView.query.sort || descending !== firstView.query.descending) {
        params.set('sort', sort);
        params.set('order', descending ? 'descending' : 'ascending');
    }
    if (tab !== firstView.tab) {
        params.set('tab', tab);
    }
    if (token && isKnown(token)) {
        params.set('token', token);
    }
    writeLogFilter(log, params, isKnown);
    writeActivityQuery(activity, params, isKnown);
    return params.size === 0 ? '' : `?${params}`;
}

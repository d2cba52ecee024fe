import {isShareable} from '../../../server-bridge/inventory/filter.ts';

import {levels, reasons} from './log_messages.ts';

import type {LogFilter} from '../../../server-bridge/log_analysis/log_query.ts';

const texts = ['user_id', 'token_id', 'address', 'path', 'text'] as const;
const times = ['since', 'until'] as const;

/** The filter of the Logs tab in a page's address; what it does not know is left out. */
export function logFilterFromSearch(search: string): LogFilter {
    const params = new URLSearchParams(search);
    const listed = <T extends string>(options: readonly T[], name: string) => {
        const wanted = params.get(name)?.split(',') ?? [];
        return options.filter((option) => wanted.includes(option));
    };
    const id = (name: string) => (/^[a-z0-9]{26}$/.exec(params.get(name) ?? '')?.[0] ?? '');
    const text = (name: string) => params.get(name) ?? '';
    const ms = (name: string) => (/^\d{1,15}$/.test(text(name)) ? Number(text(name)) : null);
    return {
        reasons: listed(reasons, 'log_reasons'),
        levels: listed(levels, 'log_levels'),
        user_id: id('log_user_id'),
        token_id: id('log_token_id'),
        address: text('log_address'),
        path: text('log_path'),
        text: text('log_text'),
        since: ms('log_since'),
        until: ms('log_until'),
    };
}

/** Writes the filter into an address's parameters. Ids that `isKnown` does not know, and text that may hold a secret, stay out. */
export function writeLogFilter(filter: LogFilter, params: URLSearchParams, isKnown: (id: string) => boolean): void {
    for (const field of ['reasons', 'levels'] as const) {
        if (filter[field].length > 0) {
            params.set(`log_${field}`, filter[field].join());
        }
    }
    for (const field of texts.filter((name) => filter[name] !== '' && isShareable(filter[name], isKnown))) {
        params.set(`log_${field}`, filter[field]);
    }
    for (const field of times) {
        if (filter[field] !== null) {
            params.set(`log_${field}`, String(filter[field]));
        }
    }
}

/** How many of the filter's fields narrow the log, the text aside. */
export function countOfFilters(filter: LogFilter): number {
    return Object.values({...filter, text: ''}).reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : Number(value !== '' && value !== null)), 0);
}

/** Whether the filter hides anything. */
export function isFiltering(filter: LogFilter): boolean {
    return filter.text.trim() !== '' || countOfFilters(filter) > 0;
}

import {isShareable} from '../../../server-bridge/inventory/filter.ts';

import {everything, KINDS} from './activity_query.ts';

import type {ActivityQuery} from './activity_query.ts';

/** What the Activity tab shows, in a page's address; what it does not know is left out. */
export function activityQueryFromSearch(search: string): ActivityQuery {
    const params = new URLSearchParams(search);
    const kinds = params.get('event_kinds')?.split(',');
    const ms = (name: string) => (/^\d{1,15}$/.test(params.get(name) ?? '') ? Number(params.get(name)) : undefined);
    return {
        text: params.get('event_text') ?? '',
        kinds: kinds ? new Set(KINDS.filter((kind) => kinds.includes(kind))) : everything.kinds,
        from: ms('event_from'),
        until: ms('event_until'),
    };
}

/** Writes the query into an address's parameters. Text that may hold a secret stays out: `isKnown` tells ids. */
export function writeActivityQuery({text, kinds, from, until}: ActivityQuery, params: URLSearchParams, isKnown: (id: string) => boolean): void {
    const wanted = {
        event_text: text.trim() !== '' && isShareable(text, isKnown) ? text : undefined,
        event_kinds: kinds.size < KINDS.length ? KINDS.filter((kind) => kinds.has(kind)).join() : undefined,
        event_from: from,
        event_until: until,
    };
    for (const [name, value] of Object.entries(wanted)) {
        if (value !== undefined) {
            params.set(name, String(value));
        }
    }
}

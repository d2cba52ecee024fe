import {levels, reasons} from './log_messages.ts';

import type {IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';

export const incidentColumns = ['reason', 'who', 'token', 'level', 'count', 'first', 'last', 'trend', 'addresses'] as const;
export type IncidentColumn = typeof incidentColumns[number];

export interface IncidentSort {
    column: IncidentColumn;
    descending: boolean;
}

/** What an incident's ids mean to people; empty for what is not known. */
export interface IncidentNames {
    user: (userId: string) => string;
    token: (tokenId: string) => string;
}

const trends = ['growing', 'steady', 'fading', 'once'];

/** The incidents in order; equal ones keep the order they came in. What is not known comes last either way. */
export function sortIncidents(incidents: readonly IncidentRow[], {column, descending}: IncidentSort, names: IncidentNames): IncidentRow[] {
    const keyOf = keys[column];
    const direction = descending ? -1 : 1;
    return incidents.map((incident, i) => ({incident, i, key: keyOf(incident, names)})).sort((a, b) => {
        if (a.key === undefined || b.key === undefined) {
            return Number(a.key === undefined) - Number(b.key === undefined) || a.i - b.i;
        }
        return (direction * compare(a.key, b.key)) || a.i - b.i;
    }).map(({incident}) => incident);
}

const keys: Record<IncidentColumn, (incident: IncidentRow, names: IncidentNames) => number | string | undefined> = {
    reason: ({reason}) => reasons.indexOf(reason),
    who: ({user_ids: ids}, {user}) => (ids[0] === undefined ? undefined : `${ids.length === 1 ? '' : '\uffff'}${user(ids[0]) || ids[0]}`),
    token: ({token_ids: ids}, {token}) => (ids[0] === undefined ? undefined : `${ids.length === 1 ? '' : '\uffff'}${token(ids[0]) || ids[0]}`),
    level: ({level}) => levels.indexOf(level),
    count: ({count}) => count,
    first: ({first}) => first ?? undefined,
    last: ({last}) => last ?? undefined,
    trend: ({trend}) => trends.indexOf(trend),
    addresses: ({addresses: [most]}) => most?.[0],
};

function compare(a: number | string, b: number | string): number {
    return typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b, undefined, {numeric: true}) : Number(a > b) - Number(a < b);
}

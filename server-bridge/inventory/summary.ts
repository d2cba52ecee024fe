import {severities} from '../findings/finding.ts';

import type {Severity} from '../findings/finding.ts';
import type {Filter} from './filter.ts';
import type {FindingColumn} from './finding_column.ts';
import type {Inventory} from './inventory.ts';

const DAY_MS = 24 * 60 * 60_000;

/** When tokens were seen last: within so many days, longer ago, not at all, or not known yet. */
export const seenSpans = ['week', 'month', 'quarter', 'older', 'no_session', 'unknown'] as const;
export type SeenSpan = typeof seenSpans[number];

/** Where a span begins and ends, in days before now; only of those that are spans of time. */
export const spanDays: Readonly<Partial<Record<SeenSpan, {from: number; to: number}>>> = {
    week: {from: 7, to: 0},
    month: {from: 30, to: 7},
    quarter: {from: 90, to: 30},
    older: {from: Infinity, to: 90},
};

/** The whole inventory in a few numbers. */
export interface Summary {
    tokens: number;
    active: number;
    owners: number;

    /** Tokens whose worst finding is of this severity. */
    severity: Record<Severity, number>;

    /** Active tokens by when they were seen last. */
    seen: Record<SeenSpan, number>;
}

/** `now` is ms since 1970. */
export function summarise(inventory: Inventory, findings: FindingColumn, now: number): Summary {
    const summary: Summary = {
        tokens: inventory.size,
        active: 0,
        owners: 0,
        severity: Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>,
        seen: Object.fromEntries(seenSpans.map((span) => [span, 0])) as Record<SeenSpan, number>,
    };
    const isOwner = new Uint8Array(inventory.owners.length);
    const limits = seenSpans.flatMap((span) => (spanDays[span] ? [{span, from: now - (spanDays[span].from * DAY_MS)}] : []));
    for (let row = 0; row < inventory.rowCount; row++) {
        if (!inventory.has(row)) {
            continue;
        }
        isOwner[inventory.ownerIndex(row)] = 1;
        const worst = findings.worst(row);
        if (worst) {
            summary.severity[worst]++;
        }
        if (inventory.isActive(row)) {
            summary.active++;
            summary.seen[spanOf(inventory.lastSeen(row), limits)]++;
        }
    }
    summary.owners = isOwner.reduce((count, one) => count + one, 0);
    return summary;
}

function spanOf(lastSeen: number | undefined, limits: ReadonlyArray<{span: SeenSpan; from: number}>): SeenSpan {
    if (!lastSeen) {
        return lastSeen === 0 ? 'no_session' : 'unknown';
    }
    return limits.find(({from}) => lastSeen >= from)?.span ?? 'older';
}

type SeenFilter = Pick<Filter, 'state' | 'sessions' | 'seen_after' | 'seen_before'>;

const anySpan: SeenFilter = {state: [], sessions: [], seen_after: undefined, seen_before: undefined};

/** The part of a filter that finds the tokens of a span; without one, that asks for none. */
export function filterOfSpan(span: SeenSpan | undefined, now: number): SeenFilter {
    if (span === undefined) {
        return anySpan;
    }
    const days = spanDays[span];
    return {
        state: ['active'],
        sessions: span === 'no_session' ? ['none'] : span === 'unknown' ? ['unknown'] : [],
        seen_after: days && Number.isFinite(days.from) ? now - (days.from * DAY_MS) : undefined,
        seen_before: days && days.to > 0 ? now - (days.to * DAY_MS) : undefined,
    };
}

/** Which span a filter asks for; of times, by the day. Undefined for any other. */
export function spanOfFilter({state, sessions, seen_after, seen_before}: Filter, now: number): SeenSpan | undefined {
    const day = (at: number | undefined) => (at === undefined ? undefined : Math.round((now - at) / DAY_MS));
    return seenSpans.find((span) => {
        const wanted = filterOfSpan(span, now);
        return state.join() === 'active' && sessions.join() === wanted.sessions.join() && day(seen_after) === day(wanted.seen_after) && day(seen_before) === day(wanted.seen_before);
    });
}

import {UsageError} from './exit_code.ts';

import type {TimeRange} from '../log_sources/log_source.ts';

const DAY_MS = 86_400_000;
const units: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000, d: DAY_MS, w: 7 * DAY_MS};

/** What `--since` and `--until` say, as `parseWhen` reads them; a date as `until` means its end. Throws UsageError, also where nothing can lie between them. */
export function parseRange({since, until}: {since?: string | undefined; until?: string | undefined}, now: number): TimeRange {
    const from = since === undefined ? undefined : parseWhen('--since', since, now);
    if (from !== undefined && from > now) {
        throw new UsageError(`--since (${new Date(from).toISOString()}) lies in the future.`);
    }
    const to = until === undefined ? undefined : parseWhen('--until', until, now) + (isDay(until) ? DAY_MS - 1 : 0);
    if (from !== undefined && to !== undefined && from >= to) {
        throw new UsageError(`--since (${new Date(from).toISOString()}) has to be before --until (${new Date(to).toISOString()}).`);
    }
    return {since: from, until: to};
}

/** `2026-11-25`, `2026-11-25T10:00Z`, or how long ago (`90m`, `2h`, `7d`) as ms since 1970; UTC where no zone is named. Throws UsageError. */
export function parseWhen(option: string, text: string, now: number): number {
    const ago = (/^(\d{1,6})([smhdw])$/).exec(text);
    if (ago) {
        return now - (Number(ago[1]) * (units[ago[2] ?? ''] ?? 0));
    }
    if (!(/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?Z|[+-]\d\d:\d\d)?)?$/).test(text)) {
        throw new UsageError(`${option} takes a date (2026-11-25, 2026-11-25T10:00Z) or how long ago (90m, 2h, 7d).`);
    }
    const at = Date.parse(withZone(text));
    if (Number.isNaN(at) || !isInCalendar(text.slice(0, 10))) {
        throw new UsageError(`${option}: there is no ${text}.`);
    }
    return at;
}

function isDay(text: string): boolean {
    return (/^\d{4}-\d\d-\d\d$/).test(text);
}

// Date.parse makes March out of 2026-02-31.
function isInCalendar(day: string): boolean {
    return new Date(Date.parse(day)).toISOString().startsWith(day);
}

function withZone(text: string): string {
    const iso = text.replace(' Z', 'Z').replace(' ', 'T');
    return isDay(iso) || (/(?:Z|[+-]\d\d:\d\d)$/).test(iso) ? iso : `${iso}Z`;
}

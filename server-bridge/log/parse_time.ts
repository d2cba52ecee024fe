import {LAST_DATE} from '../rest/parse.ts';

/** A log's timestamp (`2026-11-25 01:15:03.848 Z`, `… +01:00`, RFC 3339, or seconds since 1970) as ms since 1970; null for anything else. */
export function parseTime(value: unknown): number | null {
    if (typeof value === 'number') {
        const at = Math.round(value < 1e11 ? value * 1000 : value);
        return at > 0 && at <= LAST_DATE ? at : null;
    }
    if (typeof value !== 'string') {
        return null;
    }
    const fast = asTheServerWritesIt(value);
    if (fast !== null) {
        return fast;
    }
    const match = (/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)$/).exec(value.trim());
    if (!match) {
        return null;
    }
    const [, day, time = '', zone = 'Z'] = match;
    const at = Date.parse(`${day}T${time.replace(',', '.')}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`);
    return Number.isNaN(at) ? null : at;
}

// `2026-11-25 01:15:03.848 Z`, by far the most frequent form, without an expression and without Date.parse.
function asTheServerWritesIt(text: string): number | null {
    if (text.length !== 25 || !text.endsWith(' Z') || text[10] !== ' ' || text[19] !== '.') {
        return null;
    }
    const number = (from: number, to: number) => Number(text.slice(from, to));
    const [month, day, hour, minute, second] = [number(5, 7), number(8, 10), number(11, 13), number(14, 16), number(17, 19)];
    const at = Date.UTC(number(0, 4), month - 1, day, hour, minute, second, number(20, 23));

    // A 31st of April would come back as the 1st of May.
    return hour < 24 && minute < 60 && second < 60 && month > 0 && month < 13 && new Date(at).getUTCDate() === day ? at : null;
}

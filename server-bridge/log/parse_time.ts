/** A log's timestamp (`2026-11-25 01:15:03.848 Z`, `… +01:00`, RFC 3339, or seconds since 1970) as ms since 1970; null for anything else. */
export function parseTime(value: unknown): number | null {
    if (typeof value === 'number') {
        return Number.isFinite(value) && value > 0 ? Math.round(value < 1e11 ? value * 1000 : value) : null;
    }
    if (typeof value !== 'string') {
        return null;
    }
    const match = (/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)$/).exec(value.trim());
    if (!match) {
        return null;
    }
    const [, day, time = '', zone = 'Z'] = match;
    const at = Date.parse(`${day}T${time.replace(',', '.')}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`);
    return Number.isNaN(at) ? null : at;
}

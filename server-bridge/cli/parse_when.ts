import {UsageError} from './exit_code.ts';

const units: Readonly<Record<string, number>> = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000};

/** `2026-11-25`, `2026-11-25T10:00Z`, or how long ago (`90m`, `2h`, `7d`) as ms since 1970; days are UTC. Throws UsageError. */
export function parseWhen(option: string, text: string, now: number): number {
    const ago = (/^(\d{1,6})([smhdw])$/).exec(text);
    if (ago) {
        return now - (Number(ago[1]) * (units[ago[2] ?? ''] ?? 0));
    }
    const at = (/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?Z|[+-]\d\d:\d\d)?)?$/).test(text) ? Date.parse(withZone(text)) : NaN;
    if (Number.isNaN(at)) {
        throw new UsageError(`${option} takes a date (2026-11-25, 2026-11-25T10:00Z) or how long ago (90m, 2h, 7d).`);
    }
    return at;
}

function withZone(text: string): string {
    const iso = text.replace(' Z', 'Z').replace(' ', 'T');
    return iso.length === 10 || (/(?:Z|[+-]\d\d:\d\d)$/).test(iso) ? iso : `${iso}Z`;
}

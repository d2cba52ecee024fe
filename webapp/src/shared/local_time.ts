import {DateTime} from 'luxon';

const FORMAT = 'yyyy-MM-dd\'T\'HH:mm';

/** What a `datetime-local` input shows for ms since 1970 in the time zone `zone`; empty for undefined. */
export function toLocalInput(at: number | undefined, zone: string): string {
    return at === undefined ? '' : DateTime.fromMillis(at, {zone}).toFormat(FORMAT);
}

/** Ms since 1970 of a `datetime-local` input in the time zone `zone`; undefined while it is empty or not a time. */
export function fromLocalInput(text: string, zone: string): number | undefined {
    const time = DateTime.fromISO(text, {zone});
    return text && time.isValid ? time.toMillis() : undefined;
}

/** Ms since 1970 as a date input has it, in the browser's time zone; empty for undefined. */
export function toDateInput(ms: number | undefined): string {
    if (ms === undefined || Number.isNaN(new Date(ms).getTime())) {
        return '';
    }
    const date = new Date(ms);
    return `${String(date.getFullYear()).padStart(4, '0')}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** The start of a date input's day in the browser's time zone, in ms since 1970; undefined for an empty or unfinished one. */
export function fromDateInput(value: string): number | undefined {
    const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
    return year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(day)).getTime();
}

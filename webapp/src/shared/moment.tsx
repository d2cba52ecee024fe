import React from 'react';
import {FormattedDate, FormattedRelativeTime, useIntl} from 'react-intl';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The server's clock and this one differ: so little ahead is now. */
const SKEW_MS = 5 * MINUTE_MS;

/** A time as people say it: "3 hours ago", "in 3 hours", from a month on the date; the exact time on hover. `at` is ms since 1970. */
export function Moment({at}: {at: number}) {
    const {formatDate} = useIntl();
    const exact = formatDate(at, {dateStyle: 'medium', timeStyle: 'medium'});
    return (
        <time
            dateTime={isoOf(at)}
            title={exact}
        >
            <Said at={at}/>
        </time>
    );
}

function Said({at}: {at: number}) {
    const since = Date.now() - at;
    const ago = since < 0 && since > -SKEW_MS ? 0 : since;
    const distance = Math.abs(ago);
    if (distance < HOUR_MS) {
        return (
            <FormattedRelativeTime
                value={-Math.round(ago / MINUTE_MS)}
                unit='minute'
                numeric='auto'
            />
        );
    }
    if (distance < DAY_MS) {
        return (
            <FormattedRelativeTime
                value={-Math.round(ago / HOUR_MS)}
                unit='hour'
            />
        );
    }
    if (distance < 30 * DAY_MS) {
        return (
            <FormattedRelativeTime
                value={-Math.round(ago / DAY_MS)}
                unit='day'
                numeric='auto'
            />
        );
    }
    return (
        <FormattedDate
            value={at}
            dateStyle='medium'
        />
    );
}

// The server's numbers are not always times that a Date can hold.
function isoOf(at: number): string | undefined {
    const date = new Date(at);
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

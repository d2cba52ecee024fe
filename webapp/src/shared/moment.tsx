import React from 'react';
import {FormattedDate, FormattedRelativeTime, useIntl} from 'react-intl';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A time as people say it: "3 hours ago", from a month on the date; the exact time on hover. `at` is ms since 1970. */
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
    const ago = Date.now() - at;
    if (ago < HOUR_MS) {
        return (
            <FormattedRelativeTime
                value={-Math.max(0, Math.round(ago / MINUTE_MS))}
                unit='minute'
                numeric='auto'
            />
        );
    }
    if (ago < DAY_MS) {
        return (
            <FormattedRelativeTime
                value={-Math.round(ago / HOUR_MS)}
                unit='hour'
            />
        );
    }
    if (ago < 30 * DAY_MS) {
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

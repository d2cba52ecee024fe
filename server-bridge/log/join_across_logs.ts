import {mergeEvents, SAME_REQUEST_MS} from './assemble_events.ts';

import type {LogEvent} from './event.ts';

/**
 * Events in order of time, each request once: a log that was rotated in the middle of a request tells of it in two files,
 * and a support packet holds lines that the live log holds too. Within one log they are put together as it is read.
 */
export function joinAcrossLogs(events: LogEvent[]): LogEvent[] {
    if (events.every(({source}) => source === events[0]?.source)) {
        return events;
    }
    const byRequest = new Map<string, LogEvent>();

    // The first lines of dead credentials whose refusal did not follow in the same log.
    const waiting = new Map<string, LogEvent>();
    return events.filter((event) => {
        const {request_id, fingerprint, status, source, at} = event;
        const same = request_id === null ? undefined : byRequest.get(request_id);
        if (same && same.source !== source) {
            mergeEvents(same, event, 'received');
            return false;
        }
        const first = fingerprint !== null && status === 401 && request_id !== null ? waiting.get(fingerprint) : undefined;
        if (fingerprint !== null && first && first.source !== source && (at ?? 0) - (first.at ?? 0) <= SAME_REQUEST_MS && event.reason === 'client_error') {
            waiting.delete(fingerprint);
            mergeEvents(first, event, 'received');
            byRequest.set(request_id ?? '', first);
            return false;
        }
        if (fingerprint !== null && status === null) {
            waiting.set(fingerprint, event);
        }
        if (request_id !== null && !same) {
            byRequest.set(request_id, event);
        }
        return true;
    });
}

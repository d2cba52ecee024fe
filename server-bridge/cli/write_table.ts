import {timeOf} from '../log_analysis/report.ts';

import {textTable} from './text_table.ts';

import type {Incident} from '../attribution/incidents.ts';
import type {Report} from '../log_analysis/report.ts';

const heading = ['COUNT', 'FIRST', 'LAST', 'REASON', 'SURE', 'WHO', 'FROM'];

/** The incidents for people to read, most frequent first, and what was read below them. */
export function* writeTable(report: Report): Generator<string> {
    const {scan, incidents, events} = report;
    if (incidents.length > 0) {
        yield* textTable(heading, incidents.map((incident) => cells(incident, report)), [0]);
        yield '\n';
    }
    const found = events.length === 0 ? 'No failed requests' : `${number(events.length)} failed requests in ${number(incidents.length)} incidents`;
    yield `${found}; ${number(scan.lines)} lines read, ${number(scan.unparsed)} of them no log lines.\n`;
    if (scan.dropped > 0) {
        yield `${describeDropped(scan.dropped)}\n`;
    }
    if (scan.secrets.size > 0) {
        yield `The log shows ${number(scan.secrets.size)} secrets in full. Treat it as one: some may work, or work again.\n`;
    }
    if (!report.state) {
        yield 'Whose tokens they were is not known without --state or --server.\n';
    }
}

/** That so many more events are known of than the output has. */
export function describeDropped(count: number): string {
    return `${number(count)} more failed requests were counted but not kept: narrow the time with --since and --until.`;
}

function cells({count, first, last, reason, level, user_ids, token_ids, fingerprint, addresses}: Incident, {state}: Report): string[] {
    const user = (id: string) => `@${state?.owners.find((owner) => owner.id === id)?.username ?? id}`;
    const token = (id: string) => {
        const description = state?.tokens.find((other) => other.id === id)?.description;
        return description ? `${id} (${description})` : id;
    };
    const tokens = token_ids.length > 1 ? [`one of ${token_ids.length} tokens`] : token_ids.map(token);
    const who = [...user_ids.map(user), ...tokens, ...tokens.length === 0 && fingerprint ? [`secret ${fingerprint.slice(0, 8)}`] : []].join(' ') || 'unknown';
    const [address] = addresses;
    const from = address ? address[0] + (addresses.length > 1 ? ` and ${addresses.length - 1} more` : '') : '';
    return [number(count), timeOf(first), timeOf(last), reason, level, who, from];
}

function number(value: number): string {
    return value.toLocaleString('en');
}

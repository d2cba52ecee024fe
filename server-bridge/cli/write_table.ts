import {timeOf} from '../log_analysis/report.ts';

import type {Incident} from '../attribution/incidents.ts';
import type {Report} from '../log_analysis/report.ts';

const heading = ['COUNT', 'FIRST', 'LAST', 'REASON', 'SURE', 'WHO', 'FROM'];
const WIDEST = 60;

/** The incidents for people to read, most frequent first, and what was read below them. */
export function* writeTable(report: Report): Generator<string> {
    const {scan, incidents, events} = report;
    if (incidents.length > 0) {
        const rows = [heading, ...incidents.map((incident) => cells(incident, report))];
        const widths = heading.map((_, column) => rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0));
        for (const row of rows) {
            yield `${row.map((cell, column) => (column === 0 ? cell.padStart(widths[0] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()}\n`;
        }
        yield '\n';
    }
    const found = events.length === 0 ? 'No failed requests' : `${number(events.length)} failed requests in ${number(incidents.length)} incidents`;
    yield `${found}; ${number(scan.lines)} lines read, ${number(scan.unparsed)} of them no log lines.\n`;
    if (scan.dropped > 0) {
        yield `${number(scan.dropped)} more failed requests were counted but not kept: narrow the time.\n`;
    }
    if (scan.secrets.size > 0) {
        yield `The log shows ${number(scan.secrets.size)} secrets in full. Treat it as one: some may work, or work again.\n`;
    }
    if (!report.state) {
        yield 'Whose tokens they were is not known without --state or --server.\n';
    }
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
    return [number(count), timeOf(first), timeOf(last), reason, level, who, from].map(printable);
}

function number(value: number): string {
    return value.toLocaleString('en');
}

// What a client sent may hold control sequences for the terminal it ends up on.
function printable(text: string): string {
     
    const plain = text.replace(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '?');
    return plain.length > WIDEST ? `${plain.slice(0, WIDEST - 1)}…` : plain;
}

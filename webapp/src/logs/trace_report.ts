import {codeSpan, plainText} from '../../../server-bridge/bulk/markdown.ts';

import type {Row} from '../../../server-bridge/inventory/inventory.ts';
import type {AttributedEvent, IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Known} from './known.ts';

const MAX_EVENTS = 20;
const MAX_TOKENS = 20;
const FINGERPRINT_DIGITS = 12;

export interface TracedToken {
    id: string;

    /** Undefined when the list never had the token. */
    description: string | undefined;

    /** `gone`: it was in the list and is not any more; `unlisted`: the page's list never had it, and may be older. */
    state: 'active' | 'inactive' | 'gone' | 'unlisted';
}

export interface TraceFacts {
    incident: IncidentRow;

    /** The newest last. */
    events: readonly AttributedEvent[];

    /** What the reason and the level are called and mean. */
    words: {reason: string; reason_means: string; level: string; level_means: string};

    /** Usernames by id, as far as they are known. */
    username: (userId: string) => string | undefined;
    tokens: readonly TracedToken[];
    server: string;

    /** Ms since 1970. */
    made_at: number;
}

/** An incident in Markdown, to be pasted into a ticket. Holds no secret: of a fingerprint only its first digits. Whatever came out of a log stands in code. */
export function traceReport({incident, events, words, username, tokens, server, made_at}: TraceFacts): string {
    const {count, first, last, fingerprint, addresses, paths, user_ids: userIds, token_count: tokenCount, evidence} = incident;
    const who = userIds.map((id) => (username(id) === undefined ? codeSpan(id) : `${codeSpan(username(id) ?? '')} (${codeSpan(id)})`));
    const more = tokenCount > MAX_TOKENS ? [`and ${tokenCount - MAX_TOKENS} more that fit`] : [];
    const lines = [
        `### ${text(words.reason)}: ${count} ${count === 1 ? 'request' : 'requests'}`,
        '',
        text(words.reason_means),
        '',
        `- **When:** ${first === last ? time(first) : `${time(first)} to ${time(last)}`}`,
        `- **Who:** ${listOr(who, 'not known')}`,
        `- **Token:** ${listOr([...tokens.slice(0, MAX_TOKENS).map(tokenText), ...more], 'not known')}`,
        `- **How sure:** ${text(words.level)}. ${text(words.level_means)}`,
        ...fingerprint ? [`- **Secret:** not shown; its SHA-256 begins with ${codeSpan(fingerprint.slice(0, FINGERPRINT_DIGITS))}`] : [],
        `- **Addresses:** ${listOr(addresses.map(counted), 'not in the log')}`,
        `- **Paths:** ${listOr(paths.map(counted), 'not in the log')}`,
        `- **Server:** ${codeSpan(server)}`,
        '',
        '**Evidence**',
        '',
        ...evidence.length > 0 ? evidence.map((sentence, i) => `${i + 1}. ${text(sentence)}`) : ['None.'],
        '',
    ];
    if (events.length > 0) {
        const shown = events.slice(-MAX_EVENTS);
        lines.push(
            `**${shown.length < count ? `The last ${shown.length} of ${count} requests` : 'The requests'}**`,
            '',
            '| Time (UTC) | Address | Request | Status | Request id | Log, line |',
            '|---|---|---|---|---|---|',
            ...shown.map(({event, log}) => row([
                time(event.at),
                cell(event.ip),
                cell([event.method, event.path].filter(Boolean).join(' ') || null),
                event.status === null ? '' : String(event.status),
                cell(event.request_id),
                `${cell(log)}, ${event.line}`,
            ])),
            '',
        );
    }
    lines.push(`Made with Token Audit at ${time(made_at)}.`, '');
    return lines.join('\n');
}

/** What a report says of a token; `isActive` is of those in the list. */
export function tracedToken(id: string, {token: find}: Pick<Known, 'token'>, isActive: (row: Row) => boolean): TracedToken {
    const token = find(id);
    const listed = token?.row === undefined ? 'gone' : isActive(token.row) ? 'active' : 'inactive';
    return {id, description: token?.description, state: token ? listed : 'unlisted'};
}

const states: Record<TracedToken['state'], string> = {
    active: 'active',
    inactive: 'inactive',
    gone: 'not in the list of tokens any more',
    unlisted: 'not in the list of tokens that was read',
};

function tokenText({id, description, state}: TracedToken): string {
    const named = description === undefined ? codeSpan(id) : `${codeSpan(description)} (${codeSpan(id)})`;
    return `${named}, ${states[state]}`;
}

function counted([value, count]: [string, number]): string {
    return `${codeSpan(value)} (${count})`;
}

function listOr(items: readonly string[], none: string): string {
    return items.length > 0 ? items.join('; ') : none;
}

function time(at: number | null): string {
    const date = new Date(at ?? NaN);
    return Number.isNaN(date.getTime()) ? 'at an unknown time' : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function row(cells: readonly string[]): string {
    return `| ${cells.join(' | ')} |`;
}

// A bar ends a table's cell, in code too.
function cell(value: string | null): string {
    return value === null ? '' : codeSpan(value.replaceAll('|', '¦'));
}

// A sentence of ours, which may hold a name that somebody chose.
function text(sentence: string): string {
    return plainText(sentence).replace(/[\\*_[\]()#!|<>~]/g, '\\$&').replace(/:(?=\/\/)|www(?=\.)/gi, '$&\u200b');
}

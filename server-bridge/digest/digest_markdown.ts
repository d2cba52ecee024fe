import {codeSpan} from '../bulk/markdown.ts';

import {worstOf} from './severity.ts';

import type {ExportRow} from '../export/export_row.ts';
import type {Digest} from './digest.ts';

/** The most lines of one kind: a digest is read, not searched. Fewer where it would not fit otherwise. */
const MOST = [20, 10, 5, 2, 0];

/** A post of Mattermost's holds 16,383 characters. */
const MAX_LENGTH = 16_000;
const MAX_DESCRIPTION = 60;

const caveats: Record<Digest['caveats'][number], string> = {
    other_server: 'What is remembered comes from a server at another address.',
    before_incomplete: 'The list of the last report could not be proven complete: what is "new" may have been there already.',
    before_filtered: 'The list of the last report was filtered: what is new cannot be told.',
    now_incomplete: 'The list could not be proven complete: what is "gone" may still be there.',
};

/** The digest as Markdown for a channel or a mail, the worst first; only its lists are ever cut. Names are code spans, which mention nobody and run nothing. */
export function digestToMarkdown(digest: Digest, extra: readonly string[] = []): string {
    let text = '';
    for (const most of MOST) {
        text = render(digest, extra, most);
        if (text.length <= MAX_LENGTH) {
            break;
        }
    }
    return text;
}

function render(digest: Digest, extra: readonly string[], most: number): string {
    const section = <T>(title: string, all: readonly T[], line: (one: T) => string) => listOf(title, all, line, most);
    const sections = [
        [...digest.caveats.map((caveat) => caveats[caveat]), ...extra, ...digest.notes].map((line) => `_${line}_`).join('\n'),
        digest.leaked > 0 ? `**Secrets in the log that work, or work again once somebody allows it: ${digest.leaked} more.** Treat the log as one; revoke what they belong to.` : '',
        section('Began to fail', digest.failing, ({token_id, row, incident}) => `${row ? nameOf(row) : codeSpan(token_id)}: ${incident.count} × ${incident.reason}, ${incident.level}${incident.addresses[0] ? `, from ${codeSpan(incident.addresses[0][0])}` : ''}`),
        section(digest.first ? 'Findings' : 'New findings', worstFirst(digest.dangerous), lineOf),
        section('Usable again', worstFirst(digest.revived.map((row) => ({row, rules: row.findings}))), lineOf),
        section('New tokens', digest.added, nameOf),
        digest.gone > 0 ? `**${digest.gone === 1 ? '1 token is' : `${digest.gone} tokens are`} gone.**` : '',
        digest.unclear > 0 ? `Credentials in the log of which nothing more is known: ${digest.unclear} more. Anybody can have some written there.` : '',
    ].filter(Boolean);
    return `#### Token Audit${digest.first ? ': first report' : ''}\n${sections.join('\n\n')}\n`;
}

function listOf<T>(title: string, all: readonly T[], line: (one: T) => string, most: number): string {
    if (all.length === 0) {
        return '';
    }
    const lines = [...all.slice(0, most).map((one) => `- ${line(one)}`), ...all.length > most ? [`- … and ${all.length - most} more`] : []];
    return `**${title} (${all.length})**\n${lines.join('\n')}`;
}

type Found = Digest['dangerous'][number];

function worstFirst(found: readonly Found[]): Found[] {
    return [...found].sort((a, b) => worstOf(b.row, b.rules) - worstOf(a.row, a.rules));
}

function lineOf({row, rules}: Found): string {
    return [nameOf(row), [...rules].sort((a, b) => worstOf(row, [b]) - worstOf(row, [a])).join(', ')].filter(Boolean).join(': ');
}

function nameOf({id, username, description}: ExportRow): string {
    const short = description.length > MAX_DESCRIPTION ? `${description.slice(0, MAX_DESCRIPTION)}…` : description;
    return `${codeSpan(short)} of ${codeSpan(username ?? 'unknown')} (${codeSpan(id)})`;
}

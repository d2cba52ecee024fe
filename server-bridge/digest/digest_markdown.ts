import {codeSpan} from '../bulk/markdown.ts';
import {ruleFacts} from '../findings/rule_facts.ts';

import type {ExportRow} from '../export/export_row.ts';
import type {RuleId} from '../findings/finding.ts';
import type {Digest} from './digest.ts';

/** The most lines of one kind: a digest is read, not searched. */
const MOST = 20;

/** A post of Mattermost's holds 16,383 characters. */
const MAX_LENGTH = 16_000;

const caveats: Record<Digest['caveats'][number], string> = {
    other_server: 'What is remembered comes from a server at another address.',
    before_incomplete: 'The list of the last report could not be proven complete: what is "new" may have been there already.',
    before_filtered: 'The list of the last report was filtered: what is new cannot be told.',
    now_incomplete: 'The list could not be proven complete: what is "gone" may still be there.',
};

/** The digest as Markdown for a channel or a mail. Names are code spans, which mention nobody and run nothing. */
export function digestToMarkdown(digest: Digest, extra: readonly string[] = []): string {
    const sections = [
        section('New tokens', digest.added, nameOf),
        section('Activated again', digest.reactivated, nameOf),
        section(digest.first ? 'Findings' : 'New findings', digest.dangerous, ({row, rules}) => `${nameOf(row)}: ${[...rules].sort(bySeverity).join(', ')}`),
        section('Began to fail', digest.failing, ({token_id, row, incident}) => `${row ? nameOf(row) : codeSpan(token_id)}: ${incident.count} × ${incident.reason}, ${incident.level}${incident.addresses[0] ? `, from ${codeSpan(incident.addresses[0][0])}` : ''}`),
        digest.gone > 0 ? `**${digest.gone} tokens are gone.**` : '',
        digest.leaked > 0 ? `**${digest.leaked} more secrets stand in the log in clear.** Treat it as one; revoke what they belong to.` : '',
        [...digest.caveats.map((caveat) => caveats[caveat]), ...extra].map((line) => `_${line}_`).join('\n'),
    ].filter(Boolean);
    const text = `#### Token Audit${digest.first ? ': first report' : ''}\n${sections.join('\n\n')}\n`;
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH).replace(/\n[^\n]*$/, '')}\n…\n` : text;
}

function section<T>(title: string, all: readonly T[], line: (one: T) => string): string {
    if (all.length === 0) {
        return '';
    }
    const more = all.length > MOST ? `\n- … and ${all.length - MOST} more` : '';
    return `**${title} (${all.length})**\n${all.slice(0, MOST).map((one) => `- ${line(one)}`).join('\n')}${more}`;
}

function nameOf({id, username, description}: ExportRow): string {
    return `${codeSpan(description)} of ${codeSpan(username ?? 'unknown')} (${codeSpan(id)})`;
}

const ranks = ['info', 'low', 'medium', 'high'];

function bySeverity(a: RuleId, b: RuleId): number {
    const rank = (rule: RuleId) => ranks.indexOf(ruleFacts[rule].usable ?? ruleFacts[rule].unusable ?? 'info');
    return rank(b) - rank(a);
}

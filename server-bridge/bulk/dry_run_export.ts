import {codeSpan, plainText} from './markdown.ts';

import type {DryRun} from './dry_run.ts';

/** What each owner will be told, as in the export. */
interface PlannedMessage {
    user_id: string;
    username: string;
    message: string;
}

export interface DryRunDetails {

    /** Ms since 1970. */
    at: number;

    /** Username of who made the plan. */
    by: string;
    reason: string;

    /** Empty when nobody will be told. */
    messages: PlannedMessage[];
}

/** The schema of `dryRunToJson`, as its `schema` field says. A change of meaning gets another number. */
const PLAN_SCHEMA = 'token-audit/bulk-plan/1';

/** The plan for a machine: ids, usernames and descriptions, never a secret. */
export function dryRunToJson(dry: DryRun, {at, by, reason, messages}: DryRunDetails): string {
    const usernames = usernamesOf(dry);
    return JSON.stringify({
        schema: PLAN_SCHEMA,
        planned_at: new Date(at).toISOString(),
        planned_by: by,
        action: dry.action,
        reason,
        counts: {tokens: dry.tokens.length, owners: dry.owners.length, bots: dry.bots, unchanged: dry.unchanged, in_use: dry.in_use, in_use_not_known: dry.not_known},
        in_use_within_days: dry.within_days,
        tokens: dry.tokens.map(({id, user_id, description, last_seen}) => ({
            id,
            user_id,
            username: usernames.get(user_id) ?? null,
            description,
            last_seen_at: last_seen === undefined ? null : new Date(last_seen).toISOString(),
        })),
        messages,
    }, null, 2);
}

/** The plan as Markdown for a change ticket. */
export function dryRunToMarkdown(dry: DryRun, {at, by, reason, messages}: DryRunDetails): string {
    const usernames = usernamesOf(dry);
    const inUse = `${dry.in_use} in the last ${dry.within_days} days${dry.not_known > 0 ? `, not known of ${dry.not_known}` : ''}${dry.in_use > 0 ? ': this will probably break something' : ''}`;
    return [
        `# Token Audit: ${dry.action} ${dry.tokens.length} access ${dry.tokens.length === 1 ? 'token' : 'tokens'}`,
        '',
        `- Planned: ${new Date(at).toISOString()} by ${codeSpan(by)}`,
        `- Reason: ${plainText(reason) || 'none given'}`,
        `- Owners: ${dry.owners.length}, ${dry.bots} of them bots`,
        `- Seen: ${inUse}`,
        `- ${dry.action === 'revoke' ? 'Cannot be undone' : 'Can be undone'}`,
        `- Already so, and left alone: ${dry.unchanged}`,
        '',
        '## Tokens',
        '',
        ...dry.tokens.map(({id, user_id, description, last_seen}) =>
            `- ${codeSpan(description)}, token ${codeSpan(id)} of ${codeSpan(usernames.get(user_id) ?? user_id)}${last_seen === undefined ? '' : `, last seen ${new Date(last_seen).toISOString()} at least`}`),
        '',
        '## What owners will be told',
        '',
        ...(messages.length === 0 ? ['Nobody will be told.'] : messages.flatMap(({username, message}) => [
            `To ${codeSpan(username)}:`,
            '',
            ...message.split('\n').map((line) => `> ${line}`),
            '',
        ])),
        '',
    ].join('\n');
}

function usernamesOf({owners}: DryRun): Map<string, string> {
    return new Map(owners.flatMap(({user_id, owner}) => (owner ? [[user_id, owner.username] as const] : [])));
}

import {codeSpan, cutMarkdown, plainText} from './markdown.ts';

import type {TokenAction} from './token_action.ts';

/** The shortest limit a Mattermost server has for a message, in characters. */
const MAX_MESSAGE = 4000;

// What is told in the owner's name of the past: the message is sent after the change.
const done: Record<TokenAction, string> = {deactivate: 'deactivated', activate: 'activated', revoke: 'revoked'};

/** A token as its owner, or its bot's owner, knows it. */
export interface ToldToken {
    id: string;
    description: string;

    /** Username of the bot it belongs to; absent for the owner's own. */
    bot?: string;
}

export interface OwnerMessageFacts {

    /** Null when nothing was done: then {{action}} stays as it is. */
    action: TokenAction | null;
    reason: string;

    /** Username of who does it. */
    admin: string;
    tokens: readonly ToldToken[];
}

/**
 * What an owner is told: `template` with {{count}}, {{action}}, {{reason}}, {{admin}} and {{tokens}} filled in, at most
 * 4,000 characters. Anything else in braces stays as it is; what is filled in is never looked at again.
 */
export function renderOwnerMessage(template: string, {action, reason, admin, tokens}: OwnerMessageFacts): string {
    const values = new Map<string, string>([
        ['count', String(tokens.length)],
        ...action ? [['action', done[action]] as const] : [],
        ['reason', plainText(reason) || 'none given'],
        ['admin', codeSpan(admin)],
    ]);
    const room = MAX_MESSAGE - fill(template, values).length;
    const message = fill(template, values.set('tokens', listOf(tokens, room)));
    return message.length > MAX_MESSAGE ? cutMarkdown(message, MAX_MESSAGE / 2) : message;
}

function fill(template: string, values: ReadonlyMap<string, string>): string {
    return template.replace(/\{\{\s*([a-z]+)\s*\}\}/g, (placeholder, name: string) => values.get(name) ?? placeholder);
}

/** As many tokens as there is room for, and how many more there are. */
function listOf(tokens: readonly ToldToken[], room: number): string {
    const lines: string[] = [];
    let left = room - 40;
    for (const {id, description, bot} of tokens) {
        const line = `- ${description ? codeSpan(description) : 'token'} (${codeSpan(id)}${bot === undefined ? '' : `, of the bot ${codeSpan(bot)}`})`;
        left -= line.length + 1;
        if (left < 0) {
            lines.push(`- and ${tokens.length - lines.length} more`);
            break;
        }
        lines.push(line);
    }
    return lines.join('\n');
}

import {timeOf} from '../log_analysis/report.ts';

import {printable} from './printable.ts';

import type {Owner} from '../owners/owner.ts';
import type {Token} from '../tokens/token.ts';
import type {Answer, Trace, TokenFacts} from '../trace/answer.ts';

const notRegistered = {
    own: 'none of your tokens is registered with it',
    some_owners: 'no owner who could be asked registered it; not every owner could be, so another may have',
    all_owners: 'no owner registered it: whose it is cannot be known',
};

/** The answers as JSON: `{answers: [Answer …], tokens: {id: TokenFacts}, audits_back_to, left_out}`. Times are ms since 1970. */
export function writeTraceJson({answers, tokens, audits_back_to, left_out}: Trace): string {
    return `${JSON.stringify({answers, tokens: Object.fromEntries(tokens), audits_back_to, left_out}, undefined, 2)}\n`;
}

/** The answers for people to read, a paragraph each. */
export function writeTraceText(trace: Trace): string {
    const notes = [
        trace.left_out > 0 ? `${trace.left_out} more words were left out.` : '',
        trace.audits_back_to === undefined ? '' : `Audits were read back to ${timeOf(trace.audits_back_to)}.`,
    ].filter(Boolean);
    const paragraphs = trace.answers.map((answer) => paragraphOf(answer, trace));
    return paragraphs.length === 0 ? 'Nothing in this text can be traced.\n' : `${[...paragraphs, ...notes].join('\n\n')}\n`;
}

function paragraphOf(answer: Answer, trace: Trace): string {
    switch (answer.kind) {
    case 'token':
        return tokenText(answer.facts, trace);
    case 'gone_token':
    case 'hidden_token':
        return lines(`Access token ${answer.id}, which ${answer.kind === 'gone_token' ? 'is not there any more' : 'you may not see; it may still work'}`, answer.events.map((event) => `${timeOf(event.at)} ${event.kind} by ${nameOf(event.actor_id, trace)}`));
    case 'user':
        return lines(`${answer.owner.is_bot ? 'Bot' : 'User'} ${at(answer.owner)} ${answer.owner.id}${answer.owner.delete_at > 0 ? ', deactivated' : ''}`, [
            ...answer.bot_owner ? [`belongs to ${at(answer.bot_owner)}`] : [],
            ...answer.tokens ? answer.tokens.map((token) => `token ${tokenName(token)}, ${stateOf(token)}`) : ['their tokens are not for you to see'],
        ]);
    case 'session':
        return lines(`Session ${answer.id} of ${nameOf(answer.user_id, trace)}`, [
            answer.token_id === null ? 'a login' : answer.token_id === undefined ? 'it has ended, or is not for you to see' : `of access token ${answer.token_id}`,
            ...answer.last_seen === undefined ? [] : [`last seen at least ${timeOf(answer.last_seen)}`],
        ]);
    case 'address':
        return lines(`Address ${answer.address}`, answer.users.length === 0 ?
            ['no audit that was read came from there'] :
            answer.users.map((user) => `${nameOf(user.user_id, trace)}: ${user.count} audits, last ${timeOf(user.last_at)}`));
    case 'request':
        return lines(`Request ${answer.id}`, ['only the log knows it: token-audit scan']);
    case 'secret':
    case 'fingerprint':
        return lines(`${answer.kind === 'secret' ? 'A secret: treat it as leaked. Its fingerprint begins with' : 'The fingerprint of a secret:'} ${answer.fingerprint.slice(0, 8)}`, answer.match.token_ids.length === 0 ?
            [notRegistered[answer.match.searched]] :
            answer.match.token_ids.map((id) => {
                const facts = trace.tokens.get(id);
                return facts ? tokenText(facts, trace) : `registered for token ${id}, which you cannot see (any more)`;
            }));
    case 'fragment':
        return lines(`A word of ${answer.length} characters`, ['ids have 26, fingerprints 64; it was not looked up, as a secret may be in it']);
    case 'unknown':
        return lines(answer.word.kind === 'id' ? answer.word.id : answer.word.kind === 'username' ? `@${answer.word.username}` : answer.word.email, ['nobody and nothing within your reach is called so']);
    }
}

function tokenText({token, owner, sessions, findings, events}: TokenFacts, trace: Trace): string {
    const seen = sessions?.reduce((latest, session) => Math.max(latest, session.last_activity_at, session.create_at), 0);
    return lines(`Access token ${tokenName(token)}, ${stateOf(token)}, of ${owner ? at(owner) : token.user_id}`, [
        seen === undefined ? 'whether it was seen is not known' : seen === 0 ? 'no session' : `last seen at least ${timeOf(seen)}`,
        ...findings.map(({severity, rule}) => `${severity}: ${rule}`),
        ...events.map((event) => `${timeOf(event.at)} ${event.kind} by ${nameOf(event.actor_id, trace)} from ${event.ip_address || 'unknown'}`),
    ]);
}

function lines(first: string, more: readonly string[]): string {
    return [first, ...more.flatMap((line) => line.split('\n')).map((line) => `  ${printable(line, 200)}`)].join('\n');
}

function tokenName({id, description}: Token): string {
    return description ? `${id} (${printable(description)})` : id;
}

function stateOf({is_active}: Token): string {
    return is_active ? 'active' : 'inactive';
}

function nameOf(userId: string, {people}: Trace): string {
    const owner = people.get(userId);
    return owner ? at(owner) : userId || 'somebody unknown';
}

function at({username}: Owner): string {
    return `@${printable(username)}`;
}

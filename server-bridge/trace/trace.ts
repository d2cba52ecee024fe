import * as v from 'valibot';

import {parseOwners} from '../owners/owner.ts';
import {orUndefined} from '../rest/or_undefined.ts';
import {idSchema, parse} from '../rest/parse.ts';

import {auditsOf} from './audit_lookup.ts';
import {parseSessions} from './known.ts';
import {matchFingerprint} from './match_fingerprint.ts';
import {TokenLookup} from './token_lookup.ts';

import type {Audit, TokenEvent} from '../audits/token_event.ts';
import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Answer, Trace} from './answer.ts';
import type {AnySession, Known} from './known.ts';
import type {Registered} from './match_fingerprint.ts';
import type {Word} from './word.ts';

/** More words than this are left out: each may be a request, and nobody reads more answers. */
export const MAX_WORDS = 60;

const emailsSchema = v.array(v.object({id: idSchema, email: v.optional(v.string(), '')}));

/**
 * Looks up every word as far as the caller's rights reach. What is asked for goes in the body of a request, never in
 * a URL, unless the server itself named it. `registered` are fingerprints beside the caller's own. Throws RestError.
 */
export async function trace(client: RestClient, words: readonly Word[], known: Known, registered?: Registered, now = Date.now()): Promise<Trace> {
    const wanted = words.slice(0, MAX_WORDS);
    const tokens = new TokenLookup(client, known, now);
    const ids = wanted.flatMap((word) => (word.kind === 'id' && word.field !== 'request_id' ? word.id : []));
    const [people, byName, byEmail, audits] = await Promise.all([
        peopleOf(client, ids.filter((id) => !known.tokens?.some((token) => token.id === id))),
        namesOf(client, wanted.flatMap((word) => (word.kind === 'username' ? word.username : []))),
        emailsOf(client, wanted.flatMap((word) => (word.kind === 'email' ? word.email : []))),
        wanted.some(({kind}) => kind === 'id' || kind === 'address' || kind === 'secret' || kind === 'fingerprint') ? auditsOf(client, known) : known,
    ]);
    tokens.audits = audits.audits;
    tokens.addPeople([known.me, ...known.bots, ...people, ...byName, ...byEmail.values()]);

    const answerOf = async (word: Word): Promise<Answer> => {
        switch (word.kind) {
        case 'id':
            return await answerToId(word, tokens, client, known);
        case 'username': {
            const owner = byName.find(({username}) => username === word.username);
            return owner ? await tokens.answerOfUser(owner) : {kind: 'unknown', word};
        }
        case 'email': {
            const owner = byEmail.get(word.email);
            return owner ? await tokens.answerOfUser(owner) : {kind: 'unknown', word};
        }
        case 'address':
            return {kind: 'address', address: word.address, users: usersAt(word.address, audits.audits)};
        case 'secret':
        case 'fingerprint': {
            const match = matchFingerprint(word.fingerprint, known, registered);
            await tokens.load(match.token_ids);
            return {...word, match};
        }
        case 'fragment':
            return word;
        }
    };
    const answers = await Promise.all(wanted.map(answerOf));
    await tokens.load(answers.flatMap((answer) => (answer.kind === 'session' ? answer.token_id ?? [] : [])));
    await tokens.name(answers);
    return {answers: withoutRepeats(answers), tokens: tokens.facts, people: tokens.people, audits_back_to: audits.audits_back_to, left_out: words.length - wanted.length};
}

async function answerToId({id, field}: Extract<Word, {kind: 'id'}>, tokens: TokenLookup, client: RestClient, known: Known): Promise<Answer> {
    if (field === 'request_id') {
        return {kind: 'request', id};
    }
    const owner = tokens.person(id);
    if (owner) {
        return tokens.answerOfUser(owner);
    }
    await tokens.load([id]);
    const facts = tokens.facts.get(id);
    if (facts) {
        return {kind: 'token', facts};
    }
    const events = tokens.eventsOf(id);
    if (events.length > 0) {
        return {kind: isGone(events, known) ? 'gone_token' : 'hidden_token', id, events};
    }
    return await answerToSession(id, tokens, client, known) ?? {kind: 'unknown', word: {kind: 'id', id, field}};
}

// Not to find a token proves only to those that it is gone whose lists would hold it.
function isGone(events: readonly TokenEvent[], {is_admin, listed}: Known): boolean {
    return is_admin || events.some(({kind, owner_id}) => kind === 'revoked' || (kind === 'created' && listed.has(owner_id)));
}

async function answerToSession(id: string, tokens: TokenLookup, client: RestClient, known: Known): Promise<Answer | undefined> {
    const audits = tokens.audits.filter(({session_id}) => session_id === id);
    const own = known.sessions.find((session) => session.id === id);
    const userId = own?.user_id ?? audits.find(({user_id}) => user_id)?.user_id;
    if (!userId) {
        return undefined;
    }
    const sessions: AnySession[] = own ? [own] : known.is_admin ? await orUndefined(client.getSessions(userId).then(parseSessions)) ?? [] : [];
    const session = sessions.find((one) => one.id === id);
    return {
        kind: 'session',
        id,
        user_id: userId,
        owner: tokens.person(userId),
        is_own: userId === known.me.id,
        token_id: session?.token_id,
        last_seen: session && Math.max(session.last_activity_at, session.create_at),
        audits: audits.slice(0, 20),
    };
}

function usersAt(address: string, audits: readonly Audit[]): Extract<Answer, {kind: 'address'}>['users'] {
    const users = new Map<string, {user_id: string; owner: undefined; count: number; last_at: number}>();
    for (const {user_id, ip_address, create_at} of audits) {
        if (ip_address === address && user_id) {
            const user = users.get(user_id) ?? {user_id, owner: undefined, count: 0, last_at: 0};
            users.set(user_id, {...user, count: user.count + 1, last_at: Math.max(user.last_at, create_at)});
        }
    }
    return [...users.values()].sort((a, b) => b.last_at - a.last_at);
}

async function peopleOf(client: RestClient, ids: string[]): Promise<Owner[]> {
    return ids.length === 0 ? [] : parseOwners(await client.getProfilesByIds(ids));
}

async function namesOf(client: RestClient, usernames: string[]): Promise<Owner[]> {
    return usernames.length === 0 ? [] : parseOwners(await client.getProfilesByUsernames(usernames));
}

async function emailsOf(client: RestClient, emails: string[]): Promise<Map<string, Owner>> {
    const found = await Promise.all(emails.map(async (email): Promise<Array<[string, Owner]>> => {
        const answer: unknown = await client.searchUsers(email, {allow_inactive: true});
        const same = parse(emailsSchema, answer).find((user) => user.email.toLowerCase() === email);
        const owner = parseOwners(answer).find(({id}) => id === same?.id);
        return owner ? [[email, owner]] : [];
    }));
    return new Map(found.flat());
}

// An id and a name may be one person's; a session may lead to a token that is named as well.
function withoutRepeats(answers: Answer[]): Answer[] {
    const seen = new Set<string>();
    return answers.filter((answer) => {
        const key = answer.kind === 'user' ? answer.owner.id : answer.kind === 'token' ? answer.facts.token.id : undefined;
        const isNew = key === undefined || !seen.has(key);
        if (key !== undefined) {
            seen.add(key);
        }
        return isNew;
    });
}

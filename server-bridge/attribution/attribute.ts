import {foundTokenReasons} from '../log/event.ts';
import {fingerprintOf} from '../log/fingerprint.ts';

import {AddressBook} from './address_book.ts';
import {SecretAttributor} from './attribute_secret.ts';
import {UserAttributor} from './attribute_user.ts';
import {Candidates} from './candidates.ts';
import {gatherKnowledge} from './knowledge.ts';
import {AuditMatcher} from './match_audits.ts';

import type {AuditRecord, LogEvent} from '../log/event.ts';
import type {SecretCase} from './attribute_secret.ts';
import type {UserEvent} from './attribute_user.ts';
import type {Attribution} from './attribution.ts';
import type {Knowledge} from './knowledge.ts';
import type {ServerState} from './server_state.ts';

/** What events are attributed with, besides themselves. */
export interface AttributionSources {

    /** Read after the log was written: a token made later than the reading is not known to exist. Without it nothing can be attributed. */
    state?: ServerState | undefined;

    /** Rows of the audit file, in any order. */
    records?: readonly AuditRecord[];

    /** Fingerprints that owners registered, each with its token's id; the caller has checked that the token is that owner's. */
    registered?: ReadonlyMap<string, string>;

    /** False where `state` may lack tokens: nothing is then the sole one it can be. */
    is_complete?: boolean;
}

/** Says for each event who made it, how sure that is, and why; in the order of `events`. Pure. */
export function attribute(events: readonly LogEvent[], {is_complete = true, ...sources}: AttributionSources): Attribution[] {
    const doubts = [
        ...is_complete ? [] : ['The list of tokens could not be proven complete: another one may exist'],
        ...events.some(({is_plain}) => is_plain) ? ['The log is plain text, in which a client can write whole lines; LogSettings.FileJson would make it sure'] : [],
    ];
    const attributions = attributeAll(events, sources);
    return doubts.length === 0 ? attributions : attributions.map((attribution) => doubted(attribution, doubts));
}

// Elimination is worth no more than what it goes by: the tokens that are known, and lines that nobody else wrote.
function doubted(attribution: Attribution, doubts: readonly string[]): Attribution {
    return attribution.level === 'sole' ? {...attribution, level: 'likely', evidence: [...attribution.evidence, ...doubts]} : attribution;
}

function attributeAll(events: readonly LogEvent[], {state, records = [], registered = new Map()}: AttributionSources): Attribution[] {
    if (!state) {
        return events.map(withoutState);
    }
    const knowledge = gatherKnowledge(state, records);
    const candidates = new Candidates(knowledge);
    const book = new AddressBook();
    const users = new UserAttributor(candidates, new AuditMatcher(knowledge, events), book);
    const secrets = new SecretAttributor(candidates, book);
    const result = new Map<LogEvent, Attribution>();

    fillFromAudits(book, knowledge);
    const byUser = events.filter(isByUser);
    const proveByMention = mentionProver(knowledge);
    for (const event of byUser) {
        const proof = users.prove(event);
        if (proof) {
            result.set(event, proof);
        }
        book.addUser(event.ip, event.user_id, proof?.level === 'none' || (!proof && book.hadLoginOf(event.ip, event.user_id)));
        proof?.token_ids.forEach((id) => book.addToken(event.ip, id));
    }

    const cases = openCases(events, secrets, knowledge);
    for (const secret of cases) {
        secret.events.forEach((event) => book.addUser(event.ip, event.user_id));
        secrets.prove(secret, registered);
        noteDecision(book, secret);
    }
    cases.forEach((secret) => secrets.judge(secret));
    secrets.judgeNetworks(cases);
    secrets.settle(cases);
    secrets.exclude(cases);
    for (const secret of cases) {
        const conclusion = secrets.conclude(secret);
        secret.events.forEach((event) => result.set(event, conclusion));
    }
    return events.map((event) => proveByMention(event) ?? result.get(event) ?? (isByUser(event) ? users.judge(event) : nothing(event)));
}

function isByUser(event: LogEvent): event is UserEvent {
    return event.user_id !== null && event.fingerprint === null;
}

function withoutState({user_id}: LogEvent): Attribution {
    return {level: 'none', user_ids: user_id ? [user_id] : [], token_ids: [], evidence: [`${user_id ? 'The server names the user' : 'The line names no user'}; which tokens there are is not known without the server's state`]};
}

function nothing(event: LogEvent): Attribution {
    return {level: 'none', user_ids: [], token_ids: [], evidence: [event.ip ? 'The request came without a credential that the log tells of' : 'The log tells neither user nor credential']};
}

function fillFromAudits(book: AddressBook, {state, records, sessions}: Knowledge): void {
    const note = (ip: string, userId: string, sessionId: string, isLoginPath: boolean) => {
        const token = sessions.get(sessionId)?.token_id;
        book.addUser(ip, userId, isLoginPath || token === null);
        if (token) {
            book.addToken(ip, token);
        }
    };
    state.audits.forEach((row) => note(row.ip_address, row.user_id, row.session_id, (/\/log(?:in|out)(?:\/|$)/).test(row.action)));
    records.forEach((row) => note(row.ip, row.user_id, row.session_id, (/^log(?:in|out)$/).test(row.event_name)));
}

function openCases(events: readonly LogEvent[], secrets: SecretAttributor, knowledge: Knowledge): SecretCase[] {
    const groups = new Map<string, LogEvent[]>();
    for (const event of events) {
        if (event.fingerprint) {
            const group = groups.get(event.fingerprint);
            if (group) {
                group.push(event);
            } else {
                groups.set(event.fingerprint, [event]);
            }
        }
    }

    // Where requests are counted by account, what is throttled is a user id and not a secret.
    const isThrottled = events.some((event) => event.reason === 'rate_limited' && event.fingerprint);
    const userOfFingerprint = new Map(isThrottled ? [...knowledge.owners.keys()].map((id) => [fingerprintOf(id), id]) : []);
    return [...groups].map(([fingerprint, group]) => {
        const userId = userOfFingerprint.get(fingerprint);
        return secrets.open(fingerprint, group, userId);
    });
}

function noteDecision(book: AddressBook, {decided, events}: SecretCase): void {
    if (decided) {
        events.forEach((event) => {
            book.addUser(event.ip, decided.user_ids[0] ?? null);
            decided.token_ids.forEach((id) => book.addToken(event.ip, id));
        });
    }
}

/**
 * A token's id in a line that refuses a token that the server had found is that token's. In any other line an id is what
 * the request was about, or what somebody sent as a credential, and says nothing of who made it.
 */
function mentionProver({tokens}: Knowledge): (event: LogEvent) => Attribution | undefined {
    let tokenOfFingerprint: Map<string, string> | undefined;
    return ({mentions, user_id, fingerprint, reason, is_plain}) => {
        if (is_plain || mentions.length === 0 || fingerprint === null || !foundTokenReasons.has(reason)) {
            return undefined;
        }
        tokenOfFingerprint ??= new Map([...tokens.keys()].map((id) => [fingerprintOf(id), id]));
        const named = mentions.map((mention) => tokenOfFingerprint?.get(mention)).filter((id) => id !== undefined);
        const token = tokens.get(named[0] ?? '');
        if (named.length !== 1 || !token?.user_id || (user_id !== null && user_id !== token.user_id)) {
            return undefined;
        }
        return {level: 'exact', user_ids: [token.user_id], token_ids: [token.id], evidence: ['The line names the token by its id']};
    };
}

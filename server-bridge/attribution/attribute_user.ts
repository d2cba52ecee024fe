import {countOf, explainReason, nameOf} from './explain.ts';
import {isEveryLoginKnown, loginStateAt} from './session_history.ts';
import {plain, strict} from './token_history.ts';

import type {LogEvent} from '../log/event.ts';
import type {AddressBook} from './address_book.ts';
import type {Attribution} from './attribution.ts';
import type {Candidates} from './candidates.ts';
import type {AuditMatcher} from './match_audits.ts';
import type {KnownToken} from './token_history.ts';

/** A request whose user the server named: which of the user's tokens made it, or did a login? */
export interface UserEvent extends LogEvent {
    user_id: string;
}

/** Tells the token of requests whose user is known. Proof first (`prove`), then, with all that others proved, evidence (`judge`). */
export class UserAttributor {
    constructor(private readonly candidates: Candidates, private readonly matcher: AuditMatcher, private readonly book: AddressBook) {}

    /** What is certain about the event, a login included; undefined when nothing is. */
    prove(event: UserEvent): Attribution | undefined {
        const {user_id, at} = event;
        if (event.is_login_session) {
            return this.#login(event, 'The line itself tells of a cookie, which only a login has');
        }
        const matched = this.matcher.match(event);
        const session_id = matched?.session_ids[0];
        if (matched?.is_certain && session_id) {
            const byAudit = this.#bySession(event, session_id, matched.source);
            if (byAudit) {
                return byAudit;
            }
        }
        const {knowledge} = this.candidates;
        const isTokenForSure = event.reason === 'tokens_switched_off' || this.#loginState(event) === 'none';
        if (at === null || at - strict.slack < knowledge.known_since || !isTokenForSure) {
            return undefined;
        }
        const [only, ...others] = this.candidates.thatFit([event], strict) ?? [];
        return only && only.user_id === user_id && others.length === 0 ? {
            level: 'sole',
            user_ids: [user_id],
            token_ids: [only.id],
            evidence: [`The server names ${this.#name(user_id)}, who could not have used a login session here and has one token that worked at that moment`],
        } : undefined;
    }

    /** The best that can be said, from what fits, and from where the same tokens and logins were seen. */
    judge(event: UserEvent): Attribution {
        const {user_id, ip} = event;
        const matched = this.matcher.match(event);
        const sessions = matched?.session_ids.map((id) => this.candidates.knowledge.sessions.get(id)?.token_id) ?? [];
        if (sessions.length > 0 && sessions.every((token) => token === null)) {
            return this.#login(event, `${capital(matched?.source ?? '')} names a login session`);
        }
        const fitting = matched ? this.#fittingSessions(event, matched.session_ids) : this.candidates.thatFit([event], plain);
        const tokens = (fitting ?? []).filter((token) => token.user_id === user_id);
        const who = `The server names ${this.#name(user_id)}`;
        const here = tokens.filter((token) => this.book.tokensAt(ip).has(token.id));
        if (here.length === 1 && here[0] && !this.#mayBeLogin(event) && this.#isTellingAddress(event, here[0], tokens)) {
            return this.#likely(event, here[0], [who, `This address was seen with this token of ${this.#name(user_id)} and no other`]);
        }
        if (event.reason !== 'tokens_switched_off' && this.#mayBeLogin(event)) {
            return {level: 'none', user_ids: [user_id], token_ids: [], evidence: [who, ip ? `${this.#name(user_id)} logged in from the same address: a login and a token cannot be told apart here` : `${this.#name(user_id)} had a login session at the time, and the line tells no address`]};
        }
        const [only, ...others] = tokens;
        const rule = others.length > 0 && here.length === 0 ? this.book.tokensKeepToOneAddress() : undefined;
        const elsewhere = rule ? tokens.filter((token) => !this.book.isUsedElsewhere(ip, token.id)) : [];
        if (rule && elsewhere.length === 1 && elsewhere[0]) {
            return this.#likely(event, elsewhere[0], [who, `Their other tokens were used from other addresses; in this log ${rule.right} of ${rule.cases} tokens kept to one`]);
        }
        if (!only) {
            return this.#login(event, 'No token of theirs can have worked at that moment');
        }
        return others.length === 0 ?
            this.#likely(event, only, [who, `${this.#name(user_id)} has one token that can have worked at that moment, and no login was seen from this address`]) :
            {level: 'candidates', user_ids: [user_id], token_ids: tokens.map((token) => token.id), evidence: [who, `${countOf(tokens.length, 'token')} of theirs worked at that moment`]};
    }

    // One token seen here says nothing about another of the same user, unless that one is elsewhere or addresses serve one each.
    #isTellingAddress({ip, user_id}: UserEvent, here: KnownToken, tokens: readonly KnownToken[]): boolean {
        const {knowledge} = this.candidates;
        return this.book.ownerOf(ip)?.user_id === user_id && (
            tokens.every((token) => token === here || this.book.isUsedElsewhere(ip, token.id)) ||
            this.book.addressesServeOneToken((id) => knowledge.tokensOfUser.get(knowledge.tokens.get(id)?.user_id ?? '')?.length ?? 0)
        );
    }

    #bySession({user_id, at}: UserEvent, sessionId: string, source: string): Attribution | undefined {
        const {knowledge} = this.candidates;
        const session = knowledge.sessions.get(sessionId);
        if (session?.token_id === null) {
            return {level: 'none', user_ids: [user_id], token_ids: [], evidence: [`By ${source} the request was made with a login session, not with a token`]};
        }
        const token = session?.token_id ? knowledge.tokens.get(session.token_id) : undefined;
        if (token) {
            return token.user_id === user_id ? {level: 'exact', user_ids: [user_id], token_ids: [token.id], evidence: [`${capital(source)} names the session of this request, and the session belongs to this token`]} : undefined;
        }
        if (at === null || at - strict.slack < knowledge.known_since || !this.#isNoLogin(user_id)) {
            return undefined;
        }
        const fitting = this.candidates.thatFit([{...blankEvent, at, user_id}], strict)?.filter((other) => this.#mayOwn(other, sessionId, at, strict.slack));
        const [only, ...others] = fitting ?? [];
        return only && only.user_id === user_id && others.length === 0 ? {
            level: 'sole',
            user_ids: [user_id],
            token_ids: [only.id],
            evidence: [`${capital(source)} names an ended session that was no login, and ${this.#name(user_id)} has one token it can have belonged to`],
        } : undefined;
    }

    // An ended session belongs to a token that has no other since before.
    #fittingSessions(event: UserEvent, sessionIds: readonly string[]): KnownToken[] {
        const {knowledge} = this.candidates;
        const fitting = this.candidates.thatFit([event], plain) ?? [];
        return fitting.filter((token) => sessionIds.some((id) => {
            const owner = knowledge.sessions.get(id)?.token_id;
            return owner === token.id || (owner === undefined && this.#mayOwn(token, id, event.at ?? 0, plain.slack));
        }));
    }

    #mayOwn(token: KnownToken, sessionId: string, at: number, slack: number): boolean {
        const live = this.candidates.liveSessionsOf(token.user_id ?? '')?.find((session) => session.token_id === token.id);
        return !live || live.id === sessionId || live.begins > at - slack;
    }

    #isNoLogin(userId: string): boolean {
        const {owners, accounts, known_since} = this.candidates.knowledge;
        const account = accounts.get(userId);
        return (owners.get(userId)?.is_bot && !account?.logins.length) || isEveryLoginKnown(account, known_since);
    }

    #loginState({user_id, at}: UserEvent, caution = strict) {
        const {owners, accounts, known_since} = this.candidates.knowledge;
        return loginStateAt(accounts.get(user_id), owners.get(user_id)?.is_bot ?? false, known_since, at ?? 0, caution);
    }

    #mayBeLogin(event: UserEvent): boolean {
        return this.#loginState(event, plain) === 'possible' && (event.ip === null || this.book.hadLoginOf(event.ip, event.user_id));
    }

    #login({user_id, reason}: UserEvent, why: string): Attribution {
        return {level: 'none', user_ids: [user_id], token_ids: [], evidence: [`${why}: a login session of ${this.#name(user_id)}, not a token`, explainReason(reason)]};
    }

    #likely({user_id}: UserEvent, token: KnownToken, evidence: string[]): Attribution {
        return {level: 'likely', user_ids: [user_id], token_ids: [token.id], evidence};
    }

    #name(userId: string): string {
        return nameOf(this.candidates.knowledge, userId);
    }
}

const blankEvent: LogEvent = {
    source: 0, line: 0, at: null, reason: 'denied', status: 403, request_id: null, ip: null, path: null, method: null,
    user_id: null, fingerprint: null, is_login_session: false, is_plain: false, mentions: [],
};

function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

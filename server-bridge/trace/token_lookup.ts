import * as v from 'valibot';

import {lifecycles} from '../audits/lifecycles.ts';
import {toTokenEvent} from '../audits/token_event.ts';
import {evaluate} from '../findings/evaluate.ts';
import {defaultPolicy, parsePolicy} from '../findings/policy.ts';
import {parseOwners} from '../owners/owner.ts';
import {loadCreateRight} from '../people/create_right.ts';
import {orUndefined} from '../rest/or_undefined.ts';
import {loadServerSettings} from '../rest/server_settings.ts';
import {parseTokens} from '../tokens/token.ts';

import {parseSessions} from './known.ts';

import type {Audit, TokenEvent} from '../audits/token_event.ts';
import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {TokenSession} from '../sessions/session.ts';
import type {Token} from '../tokens/token.ts';
import type {Answer, TokenFacts} from './answer.ts';
import type {AnySession, Known} from './known.ts';

const botSchema = v.object({owner_id: v.string()});

/** Looks up tokens and people of one trace, each once. */
export class TokenLookup {
    audits: readonly Audit[] = [];
    readonly facts = new Map<string, TokenFacts>();
    readonly #people = new Map<string, Owner>();
    readonly #tokensOfUser = new Map<string, Promise<Token[]>>();
    readonly #sessionsOfUser = new Map<string, Promise<AnySession[] | undefined>>();
    #settings: ReturnType<typeof loadServerSettings> | undefined;
    #createRight: ReturnType<typeof loadCreateRight> | undefined;

    constructor(private readonly client: RestClient, private readonly known: Known, private readonly now: number) {}

    addPeople(people: readonly Owner[]): void {
        people.forEach((person) => this.#people.set(person.id, person));
    }

    person(id: string): Owner | undefined {
        return this.#people.get(id);
    }

    /** What the audits tell of a token, newest first. */
    eventsOf(tokenId: string): TokenEvent[] {
        return this.audits.flatMap((audit) => toTokenEvent(audit) ?? []).filter(({token_id}) => token_id === tokenId);
    }

    /** Looks up tokens by id, into `facts`; ids of anything else change nothing. Throws RestError. */
    async load(ids: readonly string[]): Promise<void> {
        await Promise.all([...new Set(ids)].filter((id) => !this.facts.has(id)).map(async (id) => {
            const own = this.known.tokens?.find((token) => token.id === id);
            const token = own ?? (this.known.is_admin ? (await this.#search(id)).find((one) => one.id === id) : undefined);
            if (token) {
                this.facts.set(id, await this.#factsOf(token));
            }
        }));
    }

    async answerOfUser(owner: Owner): Promise<Answer> {
        const is_me = owner.id === this.known.me.id;
        const isOwn = is_me || this.known.bots.some(({id}) => id === owner.id);
        const tokens = this.known.is_admin ? await this.#tokensOf(owner.id) : isOwn ? this.known.tokens?.filter(({user_id}) => user_id === owner.id) : undefined;
        return {kind: 'user', owner, is_me, bot_owner: await this.#botOwner(owner), tokens};
    }

    /** Puts names to the users that `answers` know by id only. Throws RestError. */
    async name(answers: Answer[]): Promise<void> {
        const events = [...this.facts.values()].flatMap((facts) => facts.events).concat(answers.flatMap((answer) => (answer.kind === 'gone_token' || answer.kind === 'hidden_token' ? answer.events : [])));
        const ids = [
            ...answers.flatMap((answer) => (answer.kind === 'session' ? [answer.user_id] : answer.kind === 'address' ? answer.users.map(({user_id}) => user_id) : [])),
            ...events.map(({actor_id}) => actor_id),
        ];
        await this.#askFor(ids);
        for (const answer of answers) {
            if (answer.kind === 'session') {
                answer.owner = this.person(answer.user_id);
            } else if (answer.kind === 'address') {
                answer.users = answer.users.map((user) => ({...user, owner: this.person(user.user_id)}));
            }
        }
    }

    /** Everybody whose name is known by now. */
    get people(): ReadonlyMap<string, Owner> {
        return this.#people;
    }

    async #factsOf(token: Token): Promise<TokenFacts> {
        const {known, client} = this;
        const is_own = token.user_id === known.me.id || known.bots.some(({id}) => id === token.user_id);
        await this.#askFor([token.user_id]);
        const owner = this.person(token.user_id);
        const [settings, right, sessions, siblings, bot_owner] = await Promise.all([
            known.is_admin ? this.#settings ??= loadServerSettings(client) : undefined,
            known.is_admin ? this.#createRight ??= loadCreateRight(client) : undefined,
            token.user_id === known.me.id ? known.sessions : this.#sessionsOf(token.user_id),
            known.is_admin ? this.#tokensOf(token.user_id) : known.tokens?.filter(({user_id}) => user_id === token.user_id) ?? [],
            owner && this.#botOwner(owner),
        ]);
        const own = sessions?.filter(({token_id}) => token_id === token.id).map((session): TokenSession => ({...session, token_id: token.id}));
        const events = this.eventsOf(token.id);
        const lifecycle = lifecycles(events).get(token.id);
        const findings = evaluate({
            token,
            owner,
            bot_owner,
            sessions: own,
            active_tokens_of_owner: siblings.filter(({is_active}) => is_active).length,

            // Where everybody's audits may be read there are some: signing in is one. One's own leave out what an admin made.
            created: lifecycle?.created ? {...lifecycle.created, by_token_id: undefined} : known.is_admin && this.audits.length > 0 ? 'before_audits' : undefined,
            deactivated_at: lifecycle?.deactivated_at,
            secrets_seen_in_log: 0,
        }, settings ? parsePolicy(settings.plugin) : defaultPolicy, {maximum_lifetime_days: settings?.maximum_lifetime_days, ...right && {create_right: right}}, this.now);
        return {token, owner, is_own, sessions: own, findings, is_partial: !own || !lifecycle?.created, events};
    }

    async #botOwner(owner: Owner): Promise<Owner | undefined> {
        if (!owner.is_bot) {
            return undefined;
        }
        if (this.known.bots.some(({id}) => id === owner.id)) {
            return this.known.me;
        }
        const bot = v.safeParse(botSchema, await orUndefined(this.client.getBot(owner.id)));
        if (!bot.success || !(/^[a-z0-9]{26}$/).test(bot.output.owner_id)) {
            return undefined;
        }
        await this.#askFor([bot.output.owner_id]);
        return this.person(bot.output.owner_id);
    }

    async #askFor(ids: readonly string[]): Promise<void> {
        const missing = [...new Set(ids)].filter((id) => (/^[a-z0-9]{26}$/).test(id) && !this.#people.has(id));
        if (missing.length > 0) {
            this.addPeople(parseOwners(await this.client.getProfilesByIds(missing)));
        }
    }

    #tokensOf(userId: string): Promise<Token[]> {
        const asked = this.#tokensOfUser.get(userId) ?? this.#search(userId).then((tokens) => tokens.filter(({user_id}) => user_id === userId));
        this.#tokensOfUser.set(userId, asked);
        return asked;
    }

    #sessionsOf(userId: string): Promise<AnySession[] | undefined> {
        const asked = this.#sessionsOfUser.get(userId) ?? orUndefined(this.client.getSessions(userId).then(parseSessions));
        this.#sessionsOfUser.set(userId, asked);
        return asked;
    }

    async #search(term: string): Promise<Token[]> {
        return parseTokens(await this.client.searchTokens(term));
    }
}

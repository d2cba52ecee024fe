import {foundTokenReasons} from '../log/event.ts';

import {networkOf} from './address_book.ts';
import {countOf, explainReason, nameOf} from './explain.ts';
import {plain, strict} from './token_history.ts';

import type {LogEvent} from '../log/event.ts';
import type {AddressBook} from './address_book.ts';
import type {Attribution, Level} from './attribution.ts';
import type {Candidates} from './candidates.ts';
import type {KnownToken} from './token_history.ts';

/** Everything one secret did. All of it was done with one credential, so what is known of one event holds for all. */
export interface SecretCase {
    fingerprint: string;
    events: LogEvent[];

    /** Tokens it can be, and the decision once there is one. */
    fitting: KnownToken[] | undefined;
    decided?: Attribution | undefined;
}

/** Secrets of one network that are tried together; assigning more takes long and says little. */
const LARGEST_GROUP = 6;

/** Tells the token behind each secret. Proof first (`prove`), then evidence (`judge`), then what is left over (`exclude`). */
export class SecretAttributor {
    constructor(private readonly candidates: Candidates, private readonly book: AddressBook) {}

    /** `userId` is whose account id the throttled "secret" turned out to be. */
    open(fingerprint: string, events: LogEvent[], userId?: string): SecretCase {
        const login = events.find((event) => event.is_login_session);
        const user_ids = [userId ?? events.find((event) => event.user_id)?.user_id].filter((id) => typeof id === 'string');
        if (userId || login) {
            const why = userId ? `Requests are counted by account here, and the key is ${this.#name(userId)}` : 'The server treats this credential as a login session';
            return {fingerprint, events, fitting: [], decided: {level: 'none', user_ids, token_ids: [], evidence: [why]}};
        }
        return {fingerprint, events, fitting: this.candidates.thatFit(events, plain)};
    }

    /** Decides the case when one token alone can be behind the secret. */
    prove(secret: SecretCase, registered: ReadonlyMap<string, string>): void {
        if (secret.decided) {
            return;
        }
        const {knowledge} = this.candidates;
        const userId = secret.events.find((event) => event.user_id)?.user_id;
        const token = knowledge.tokens.get(registered.get(secret.fingerprint) ?? '');
        if (token?.user_id && (!userId || userId === token.user_id)) {
            secret.decided = {level: 'exact', user_ids: [token.user_id], token_ids: [token.id], evidence: ['The fingerprint of this secret was registered when the token was made']};
            return;
        }
        const isProvable = secret.events.some((event) => foundTokenReasons.has(event.reason)) &&
            secret.events.every((event) => event.at !== null && event.at - strict.slack >= knowledge.known_since);
        const [only, ...others] = (isProvable && this.candidates.thatFit(secret.events, strict)) || [];
        if (only?.user_id && others.length === 0) {
            secret.decided = {level: 'sole', user_ids: [only.user_id], token_ids: [only.id], evidence: [this.#verdict(secret), `Only one token ${userId ? `of ${this.#name(userId)} ` : ''}was in that state then; a login session is never refused this way`]};
        }
    }

    /** Decides the case by where the secret was used, if that leaves one token. */
    judge(secret: SecretCase): void {
        const {fitting = [], events} = secret;
        if (secret.decided) {
            return;
        }
        const addresses = [...new Set(events.map((event) => event.ip))].filter((ip) => ip !== null);
        const used = fitting.filter((token) => addresses.some((ip) => this.book.tokensAt(ip).has(token.id)));
        const isOwned = this.book.addressesAreOwned() && !addresses.some((ip) => this.book.isShared(ip));
        if (used.length === 1 && used[0] && isOwned) {
            this.#decide(secret, used[0], 'likely', 'The same address used this token');
            return;
        }
        const owners = new Set(addresses.map((ip) => this.book.ownerOf(ip)?.user_id).filter((id) => id !== undefined));
        const [ownerId] = owners;
        if (owners.size === 1 && ownerId && isOwned) {
            this.#narrow(secret, ownerId, `The same address was used by ${this.#name(ownerId)} and nobody else`);
            return;
        }
        const neighbour = owners.size === 0 ? this.book.neighbourOf(addresses[0] ?? null) : undefined;
        if (neighbour && isOwned) {
            this.#narrow(secret, neighbour.user_id, `Addresses next to it were used by ${this.#name(neighbour.user_id)} alone; in this log neighbours belonged together in ${neighbour.right} of ${neighbour.cases} cases`);
        }
    }

    /** Decides secrets of one network together, if neighbours belong together in this log and one user alone has tokens for all. */
    judgeNetworks(secrets: readonly SecretCase[]): void {
        const rule = this.book.neighboursBelongTogether();
        if (!rule) {
            return;
        }
        const networks = new Map<string, SecretCase[]>();
        for (const secret of secrets) {
            const [ip, ...more] = new Set(secret.events.map((event) => event.ip));
            if (ip && more.length === 0 && !this.book.ownerOf(ip) && !this.book.isShared(ip) && !secret.decided) {
                networks.set(networkOf(ip), [...networks.get(networkOf(ip)) ?? [], secret]);
            }
        }
        for (const group of networks.values()) {
            const owners = group.length > 1 && group.length <= LARGEST_GROUP ? ownersOfAll(group) : [];
            const [ownerId] = owners;
            if (owners.length === 1 && ownerId) {
                group.forEach((secret) => this.#narrow(secret, ownerId, `${countOf(group.length, 'secret')} came from neighbouring addresses, and ${this.#name(ownerId)} alone has tokens for all of them; in this log neighbours belonged together in ${rule.right} of ${rule.cases} cases`));
            }
        }
    }

    /** One token has one secret: where evidence gave it to several, it is not known which of them has it. */
    settle(secrets: readonly SecretCase[]): void {
        const claims = new Map<string, SecretCase[]>();
        for (const secret of secrets) {
            const [id] = secret.decided?.token_ids ?? [];
            if (id && secret.decided?.token_ids.length === 1 && !this.#wasRotated(id)) {
                claims.set(id, [...claims.get(id) ?? [], secret]);
            }
        }
        for (const rivals of claims.values()) {
            const isProven = rivals.some((secret) => secret.decided?.level !== 'likely');
            rivals.filter((secret) => rivals.length > 1 && secret.decided?.level === 'likely').forEach((secret) => {
                const claimed = secret.decided?.token_ids ?? [];
                if (!secret.events.some((event) => foundTokenReasons.has(event.reason))) {
                    secret.fitting = [];
                } else if (isProven) {
                    secret.fitting = secret.fitting?.filter((token) => !claimed.includes(token.id));
                }
                secret.decided = undefined;
            });
        }
    }

    /** Takes tokens that are behind one secret from the others, until nothing changes. A rotated token has had two secrets. */
    exclude(secrets: readonly SecretCase[]): void {
        const open = secrets.filter((secret) => secret.events.some((event) => foundTokenReasons.has(event.reason)) && this.#isCovered(secret));
        for (let changed = true; changed;) {
            changed = false;
            const taken = this.#taken(secrets, () => true);
            const proven = this.#taken(secrets, (level) => level !== 'likely');
            for (const secret of open.filter((other) => !other.decided)) {
                const [only, ...others] = secret.fitting?.filter((token) => !taken.has(token.id)) ?? [];
                if (only && others.length === 0 && (secret.fitting?.length ?? 0) > 1) {
                    this.#decide(secret, only, 'likely', 'The other tokens in that state belong to other secrets of this log');
                    changed = true;
                }

                // What is merely likely must not cost the truth its place among several.
                secret.fitting = secret.fitting?.filter((token) => !proven.has(token.id));
            }
        }
    }

    #taken(secrets: readonly SecretCase[], isEnough: (level: Level) => boolean): Set<string> {
        const decisions = secrets.flatMap(({decided}) => (decided?.token_ids.length === 1 && isEnough(decided.level) ? decided.token_ids : []));
        return new Set(decisions.filter((id) => !this.#wasRotated(id)));
    }

    // What a token was before the audits begin is not known.
    #isCovered({events}: SecretCase): boolean {
        return events.every((event) => event.at !== null && event.at >= this.candidates.knowledge.known_since);
    }

    /** What can be said in the end. */
    conclude(secret: SecretCase): Attribution {
        if (secret.decided) {
            return secret.decided;
        }
        const {fitting = [], events} = secret;
        const named = events.find((event) => event.user_id)?.user_id;
        const known = this.#addressOwner(secret);
        const owners = new Set(fitting.map((token) => token.user_id));
        const isToken = events.some((event) => foundTokenReasons.has(event.reason));
        if (isToken && fitting.length > 0 && this.#isCovered(secret)) {
            const [only] = owners;
            return {
                level: 'candidates',
                user_ids: named ? [named] : owners.size === 1 && only ? [only] : [],
                token_ids: fitting.map((token) => token.id),
                evidence: [this.#verdict(secret), `${countOf(fitting.length, 'token')} ${fitting.length === 1 ? 'was' : 'were'} in that state then`],
            };
        }
        return {
            level: 'none',
            user_ids: named ? [named] : known ? [known.user_id] : [],
            token_ids: [],
            evidence: [this.#verdict(secret), ...known ? [known.why] : [], ...isToken ? [] : ['A deleted token, an ended login session and a made-up secret look the same here'].filter(() => events.some((event) => event.reason === 'deleted_or_unknown'))],
        };
    }

    #addressOwner({events}: SecretCase): {user_id: string; why: string} | undefined {
        const owners = events.map((event) => this.book.ownerOf(event.ip));
        const [first] = owners;

        // An unknown secret may be anybody's invention; only where somebody logged in it has a plain explanation.
        const isPlausible = first?.is_login_only || !events.some((event) => event.reason === 'deleted_or_unknown');
        return first && isPlausible && owners.every((owner) => owner?.user_id === first.user_id) ? {
            user_id: first.user_id,
            why: first.is_login_only ? `${this.#name(first.user_id)} logged in from the same address: perhaps a session of theirs that ended` : `The same address was used by ${this.#name(first.user_id)} and nobody else`,
        } : undefined;
    }

    #narrow(secret: SecretCase, userId: string, why: string): void {
        const fitting = secret.fitting ?? this.candidates.thatFit(secret.events.map((event) => ({...event, user_id: userId})), plain) ?? [];
        const own = fitting.filter((token) => token.user_id === userId);
        const isToken = secret.events.some((event) => foundTokenReasons.has(event.reason));

        // A secret from where its owner logs in may be an ended login just as well.
        if (own.length === 0 || (!isToken && secret.events.some((event) => this.book.hadLoginOf(event.ip, userId)))) {
            return;
        }
        if (own.length === 1 && own[0]) {
            this.#decide(secret, own[0], 'likely', why);
            return;
        }
        secret.fitting = own;
        secret.decided = {level: 'candidates', user_ids: [userId], token_ids: own.map((token) => token.id), evidence: [this.#verdict(secret), why, `${countOf(own.length, 'token')} of theirs fit`]};
    }

    #decide(secret: SecretCase, token: KnownToken, level: 'likely', why: string): void {
        secret.decided = {level, user_ids: token.user_id ? [token.user_id] : [], token_ids: [token.id], evidence: [this.#verdict(secret), why]};
    }

    #wasRotated(tokenId: string): boolean {
        return this.candidates.knowledge.tokens.get(tokenId)?.changes.some((change) => change.kind === 'rotate') ?? false;
    }

    #verdict({events}: SecretCase): string {
        return [...new Set(events.map((event) => explainReason(event.reason)))].join('; ');
    }

    #name(userId: string): string {
        return nameOf(this.candidates.knowledge, userId);
    }
}

// Users who have a token of their own for each of the secrets.
function ownersOfAll(group: readonly SecretCase[]): string[] {
    const users = new Set(group.flatMap((secret) => secret.fitting?.map((token) => token.user_id) ?? []));
    return [...users].filter((user): user is string => user !== null && canAssign(group.map((secret) => (secret.fitting ?? []).filter((token) => token.user_id === user).map((token) => token.id)), new Set()));
}

function canAssign([first, ...rest]: string[][], taken: ReadonlySet<string>): boolean {
    return !first || first.some((id) => !taken.has(id) && canAssign(rest, new Set([...taken, id])));
}

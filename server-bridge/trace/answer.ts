import type {Audit, TokenEvent} from '../audits/token_event.ts';
import type {Finding} from '../findings/finding.ts';
import type {Owner} from '../owners/owner.ts';
import type {TokenSession} from '../sessions/session.ts';
import type {Token} from '../tokens/token.ts';
import type {Word} from './word.ts';

/** Everything known about one token, as far as the caller's rights reach. */
export interface TokenFacts {
    token: Token;

    /** Undefined where the caller may not see who it is. */
    owner: Owner | undefined;

    /** Whether it is the caller's, or a bot's of theirs. */
    is_own: boolean;

    /** Its own sessions; undefined where they may not be read. */
    sessions: readonly TokenSession[] | undefined;

    /** Worst first. */
    findings: Finding[];

    /** Something the rules look at is not known. */
    is_partial: boolean;

    /** What the audits that were read tell of it, newest first. */
    events: TokenEvent[];
}

/** What the registered fingerprints say of one. `all_owners`: those of everybody were looked through, `some_owners`: not all could be read, `own`: only the caller's. */
export interface FingerprintMatch {
    token_ids: string[];
    searched: 'own' | 'some_owners' | 'all_owners';
}

/** What one word of the text turned out to be. */
export type Answer =
    | {kind: 'token'; facts: TokenFacts}

    /** A token that is gone; its history is all there is. */
    | {kind: 'gone_token'; id: string; events: TokenEvent[]}

    /** A token that the caller may not see (any more); it may still work. */
    | {kind: 'hidden_token'; id: string; events: TokenEvent[]}
    | {kind: 'user'; owner: Owner; is_me: boolean; bot_owner: Owner | undefined; tokens: Token[] | undefined}

    /** `token_id` is null for a login; undefined where the session has ended or may not be read. */
    | {kind: 'session'; id: string; user_id: string; owner: Owner | undefined; is_own: boolean; token_id: string | null | undefined; last_seen: number | undefined; audits: Audit[]}
    | {kind: 'address'; address: string; users: Array<{user_id: string; owner: Owner | undefined; count: number; last_at: number}>}
    | {kind: 'request'; id: string}
    | {kind: 'secret'; fingerprint: string; is_token: boolean; match: FingerprintMatch}
    | {kind: 'fingerprint'; fingerprint: string; match: FingerprintMatch}
    | {kind: 'fragment'; length: number}

    /** Nothing within reach is called so. */
    | {kind: 'unknown'; word: Extract<Word, {kind: 'id' | 'username' | 'email'}>};

/** The answers to a text, secrets first, then what was known as an id at once. Holds no secret. */
export interface Trace {
    answers: Answer[];

    /** Tokens that answers lead to, by id. */
    tokens: ReadonlyMap<string, TokenFacts>;

    /** Everybody whom the answers name, by user id, as far as the caller may see them. */
    people: ReadonlyMap<string, Owner>;

    /** Since when the audits that were read tell, ms since 1970; undefined where they were not read, or to the beginning. */
    audits_back_to: number | undefined;

    /** Words beyond the most that are looked up at once. */
    left_out: number;
}

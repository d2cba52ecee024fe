import type {Owner} from '../owners/owner.ts';
import type {CreateRight} from '../people/create_right.ts';
import type {TokenSession} from '../sessions/session.ts';
import type {Token} from '../tokens/token.ts';

/** Most severe last, so that a higher number is worse. */
export const severities = ['info', 'low', 'medium', 'high'] as const;
export type Severity = typeof severities[number];

/** Every rule, in the order they are shown. A rule's position is its bit in the inventory's column: only ever append. */
export const ruleIds = [
    'owner_is_system_admin',
    'owner_deactivated',
    'owner_may_not_create',
    'owner_may_post_anywhere',
    'owner_is_guest',
    'bot_without_active_owner',
    'never_expires',
    'expires_soon',
    'expired',
    'beyond_lifetime_policy',
    'no_session',
    'not_seen_lately',
    'inactive_for_long',
    'too_many_active',
    'no_telling_description',
    'created_by_token',
    'secret_seen_in_log',
] as const;
export type RuleId = typeof ruleIds[number];

/** What is dangerous about one token, with what was seen and where that comes from. */
export interface Finding {
    rule: RuleId;
    severity: Severity;

    /** What was seen, as values for the rule's message: ids, names, counts, times in ms since 1970. */
    evidence: Readonly<Record<string, string | number>>;

    /** Where that was read, as a REST path without ids, such as `GET /users/{id}/sessions`. */
    source: string;
}

/** Everything known about one token. `undefined` = not known (yet); a rule that needs it then stays silent. */
export interface Subject {
    token: Token;
    owner: Owner | undefined;

    /** The bot's owner; only for a bot whose owner is known. */
    bot_owner: Owner | undefined;

    /** The token's own sessions. */
    sessions: readonly TokenSession[] | undefined;

    /** Active tokens of the same owner, this one included. */
    active_tokens_of_owner: number;

    /** `before_audits`: the audits were read, and begin later than the token. Undefined while, or because, they were not. */
    created: {at: number; actor_id: string; by_token_id: string | undefined} | 'before_audits' | undefined;

    /** When the token was last deactivated, ms since 1970. */
    deactivated_at: number | undefined;

    /** How often its secret was seen in a log that was read in this session. */
    secrets_seen_in_log: number;
}

/** What the server can and wants: a rule about expiry stays silent on a server that does not know it. */
export interface ServerPolicy {

    /** Days; 0 = no limit; undefined = the server does not know such a policy. */
    maximum_lifetime_days: number | undefined;

    /** Missing where it was not read: then a server as it is installed is judged. */
    create_right?: CreateRight;
}

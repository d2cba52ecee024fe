import type {Owner} from '../owners/owner.ts';
import type {TokenSession} from '../sessions/session.ts';
import type {Token} from '../tokens/token.ts';
import type {ServerPolicy, Subject} from './finding.ts';

/** For tests: the moment they take place, and a token of which everything is known and nothing is dangerous. */
export const NOW = Date.UTC(2026, 10, 25);
const DAY = 24 * 60 * 60 * 1000;
export const daysAgo = (days: number) => NOW - (days * DAY);
export const inDays = (days: number) => NOW + (days * DAY);
export const id = (letter: string) => letter.repeat(26);

export const noLimit: ServerPolicy = {maximum_lifetime_days: 0};
export const rightOf = (...roles: string[]): ServerPolicy => ({...noLimit, create_right: {roles: new Set(roles), known: true}});
export const limitOf = (days: number): ServerPolicy => ({maximum_lifetime_days: days});

export interface Known extends Partial<Omit<Subject, 'token' | 'owner' | 'bot_owner'>> {
    token?: Partial<Token>;
    owner?: Partial<Owner> | 'unknown';
    bot_owner?: Partial<Owner>;
}

export const session = (seenAt: number, createdAt = seenAt): TokenSession => ({id: id('s'), token_id: id('t'), create_at: createdAt, last_activity_at: seenAt});

export function owner(of: Partial<Owner> = {}): Owner {
    const someone = {id: id('u'), username: 'alice', first_name: '', last_name: '', nickname: '', is_bot: false, delete_at: 0};
    return {...someone, roles: ['system_user', 'system_user_access_token'], ...of};
}

export function subject({token, owner: whose = {}, bot_owner, ...rest}: Known = {}): Subject {
    return {
        token: {id: id('t'), user_id: id('u'), description: 'Backup of the wiki', is_active: true, expires_at: inDays(60), ...token},
        owner: whose === 'unknown' ? undefined : owner(whose),
        bot_owner: bot_owner && owner({id: id('o'), username: 'olga', ...bot_owner}),
        sessions: [session(daysAgo(1))],
        active_tokens_of_owner: 1,
        created: {at: daysAgo(30), actor_id: id('u'), by_token_id: undefined},
        deactivated_at: undefined,
        secrets_seen_in_log: 0,
        ...rest,
    };
}

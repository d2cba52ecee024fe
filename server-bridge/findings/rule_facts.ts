import type {RuleId, Severity} from './finding.ts';
import type {Policy} from './policy.ts';

/** What holds for a rule whatever it finds. */
export interface RuleFacts {

    /** While the token can be used; undefined = the rule is silent then. */
    usable: Severity | undefined;

    /** While it cannot: inactive, expired, or its owner is deactivated. Less severe, because someone must first bring it back. */
    unusable: Severity | undefined;

    /** Where its evidence is read. */
    source: string;
    threshold?: keyof Policy;
}

const tokens = 'GET /users/tokens';
const owners = 'POST /users/ids';
const sessions = 'GET /users/{id}/sessions';
const audits = 'GET /audits';

export const ruleFacts: Readonly<Record<RuleId, RuleFacts>> = {
    owner_is_system_admin: {usable: 'high', unusable: 'low', source: owners},
    owner_deactivated: {usable: undefined, unusable: 'medium', source: owners},
    owner_may_not_create: {usable: 'medium', unusable: undefined, source: owners},
    owner_may_post_anywhere: {usable: 'medium', unusable: 'info', source: owners},
    owner_is_guest: {usable: 'medium', unusable: 'info', source: owners},
    bot_without_active_owner: {usable: 'medium', unusable: 'info', source: 'GET /bots'},
    never_expires: {usable: 'low', unusable: 'info', source: tokens},
    expires_soon: {usable: 'low', unusable: undefined, source: tokens, threshold: 'expires_soon_days'},
    expired: {usable: undefined, unusable: 'info', source: tokens},
    beyond_lifetime_policy: {usable: 'medium', unusable: 'low', source: 'GET /config'},
    no_session: {usable: 'low', unusable: undefined, source: sessions, threshold: 'no_session_days'},
    not_seen_lately: {usable: 'medium', unusable: undefined, source: sessions, threshold: 'not_seen_days'},
    inactive_for_long: {usable: undefined, unusable: 'low', source: audits, threshold: 'inactive_days'},
    too_many_active: {usable: 'low', unusable: undefined, source: tokens, threshold: 'max_active_tokens'},
    no_telling_description: {usable: 'low', unusable: 'info', source: tokens},
    created_by_token: {usable: 'medium', unusable: 'low', source: audits},
    secret_seen_in_log: {usable: 'high', unusable: 'medium', source: 'GET /logs/download'},
};

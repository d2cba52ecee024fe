import {beyondLifetimePolicy, expired, expiresSoon, neverExpires} from './expiry_rules.ts';
import {createdByToken, noTellingDescription, secretSeenInLog} from './origin_rules.ts';
import {botWithoutActiveOwner, ownerDeactivated, ownerIsGuest, ownerIsSystemAdmin, ownerMayNotCreate, ownerMayPostAnywhere} from './owner_rules.ts';
import {inactiveForLong, noSession, notSeenLately, tooManyActive} from './use_rules.ts';

import type {RuleId} from './finding.ts';
import type {Rule} from './rule.ts';

export const rules: Readonly<Record<RuleId, Rule>> = {
    owner_is_system_admin: ownerIsSystemAdmin,
    owner_deactivated: ownerDeactivated,
    owner_may_not_create: ownerMayNotCreate,
    owner_may_post_anywhere: ownerMayPostAnywhere,
    owner_is_guest: ownerIsGuest,
    bot_without_active_owner: botWithoutActiveOwner,
    never_expires: neverExpires,
    expires_soon: expiresSoon,
    expired,
    beyond_lifetime_policy: beyondLifetimePolicy,
    no_session: noSession,
    not_seen_lately: notSeenLately,
    inactive_for_long: inactiveForLong,
    too_many_active: tooManyActive,
    no_telling_description: noTellingDescription,
    created_by_token: createdByToken,
    secret_seen_in_log: secretSeenInLog,
};

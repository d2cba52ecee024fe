import {defineMessages} from 'react-intl';

import type {RuleId} from '../../../server-bridge/findings/finding.ts';

type PerRule = Record<RuleId, {id: string; defaultMessage: string}>;

/** What each rule is called. */
export const ruleNames = defineMessages({
    owner_is_system_admin: {id: 'token_audit.rule.owner_is_system_admin.name', defaultMessage: 'Owner is a system admin'},
    owner_deactivated: {id: 'token_audit.rule.owner_deactivated.name', defaultMessage: 'Owner is deactivated'},
    owner_may_not_create: {id: 'token_audit.rule.owner_may_not_create.name', defaultMessage: 'Owner may not create tokens'},
    owner_may_post_anywhere: {id: 'token_audit.rule.owner_may_post_anywhere.name', defaultMessage: 'Owner may post anywhere'},
    owner_is_guest: {id: 'token_audit.rule.owner_is_guest.name', defaultMessage: 'Owner is a guest'},
    bot_without_active_owner: {id: 'token_audit.rule.bot_without_active_owner.name', defaultMessage: 'Bot without an active owner'},
    never_expires: {id: 'token_audit.rule.never_expires.name', defaultMessage: 'Never expires'},
    expires_soon: {id: 'token_audit.rule.expires_soon.name', defaultMessage: 'Expires soon'},
    expired: {id: 'token_audit.rule.expired.name', defaultMessage: 'Expired'},
    beyond_lifetime_policy: {id: 'token_audit.rule.beyond_lifetime_policy.name', defaultMessage: 'Longer than the server allows'},
    no_session: {id: 'token_audit.rule.no_session.name', defaultMessage: 'No session'},
    not_seen_lately: {id: 'token_audit.rule.not_seen_lately.name', defaultMessage: 'Not seen lately'},
    inactive_for_long: {id: 'token_audit.rule.inactive_for_long.name', defaultMessage: 'Inactive for long'},
    too_many_active: {id: 'token_audit.rule.too_many_active.name', defaultMessage: 'Many active tokens'},
    no_telling_description: {id: 'token_audit.rule.no_telling_description.name', defaultMessage: 'Description does not tell the purpose'},
    created_by_token: {id: 'token_audit.rule.created_by_token.name', defaultMessage: 'Created with another token'},
    secret_seen_in_log: {id: 'token_audit.rule.secret_seen_in_log.name', defaultMessage: 'Secret seen in a log'},
} satisfies PerRule);

/** Why it matters, and what to do. */
export const ruleExplanations = defineMessages({
    owner_is_system_admin: {id: 'token_audit.rule.owner_is_system_admin.why', defaultMessage: 'Whoever holds this token controls the whole server, without password or second factor. Give the job a bot with only the rights it needs, then revoke the token.'},
    owner_deactivated: {id: 'token_audit.rule.owner_deactivated.why', defaultMessage: 'The token is stopped only by its owner’s account: the day the account is activated again, the token works again, for whoever has it by then. Revoke it, or hand its job to a bot.'},
    owner_may_not_create: {id: 'token_audit.rule.owner_may_not_create.why', defaultMessage: 'Taking away the right to create tokens does not stop the ones that exist, and hides them from their owner, who cannot remove them. Deactivate the token, or give the right back if it is wanted.'},
    owner_may_post_anywhere: {id: 'token_audit.rule.owner_may_post_anywhere.why', defaultMessage: 'The token can write into channels its owner has not joined, so a stolen one can mislead many people. Take the extra right away if the job does not need it.'},
    owner_is_guest: {id: 'token_audit.rule.owner_is_guest.why', defaultMessage: 'Someone from outside holds a key that goes around the way guests sign in. Ask their host whether it is needed; otherwise deactivate it.'},
    bot_without_active_owner: {id: 'token_audit.rule.bot_without_active_owner.why', defaultMessage: 'The person who answered for this bot is gone, so nobody will notice misuse. Give the bot a new owner, or deactivate its tokens.'},
    never_expires: {id: 'token_audit.rule.never_expires.why', defaultMessage: 'If the secret leaks, it stays good until somebody notices. Replace the token by one with an end.'},
    expires_soon: {id: 'token_audit.rule.expires_soon.why', defaultMessage: 'What uses the token stops that day. Tell its owner to replace it before then, or let it end if it is not needed.'},
    expired: {id: 'token_audit.rule.expired.why', defaultMessage: 'The token does not work any more and is only in the way. Revoke it.'},
    beyond_lifetime_policy: {id: 'token_audit.rule.beyond_lifetime_policy.why', defaultMessage: 'The server limits how long new tokens may last; this one was made before and goes beyond. Ask its owner to replace it, then revoke it.'},
    no_session: {id: 'token_audit.rule.no_session.why', defaultMessage: 'No trace of use: perhaps nobody needs this token. Ask its owner, or deactivate it and see whether anyone misses it.'},
    not_seen_lately: {id: 'token_audit.rule.not_seen_lately.why', defaultMessage: 'A forgotten token is one whose theft nobody notices. Ask its owner, or deactivate it and see whether anyone misses it. It may have been used since without a trace, as the server does not note every use.'},
    inactive_for_long: {id: 'token_audit.rule.inactive_for_long.why', defaultMessage: 'A deactivated token can be activated again with one click, by mistake too, and its old secret works again. Nobody missed this one: revoke it.'},
    too_many_active: {id: 'token_audit.rule.too_many_active.why', defaultMessage: 'Nobody keeps track of that many keys, and one that leaks is not noticed. Ask the owner which ones are in use, and deactivate the rest.'},
    no_telling_description: {id: 'token_audit.rule.no_telling_description.why', defaultMessage: 'When nobody knows what a token is for, nobody dares to remove it. A description cannot be changed: ask the owner to replace the token by one that says what uses it and where.'},
    created_by_token: {id: 'token_audit.rule.created_by_token.why', defaultMessage: 'A thief makes further tokens to keep a way in after the stolen one is revoked; a program that hands out tokens looks the same. If you do not know that program, deactivate both tokens.'},
    secret_seen_in_log: {id: 'token_audit.rule.secret_seen_in_log.why', defaultMessage: 'Everyone who can read that log can use the token, once it works. Revoke it and have its owner make a new one; deactivating is not enough, because an activated token has its old secret.'},
} satisfies PerRule);

/** What was seen. Their values come from `evidenceValues`. */
export const ruleEvidence = defineMessages({
    owner_is_system_admin: {id: 'token_audit.rule.owner_is_system_admin.evidence', defaultMessage: '@{owner} is a system admin.'},
    owner_deactivated: {id: 'token_audit.rule.owner_deactivated.evidence', defaultMessage: '@{owner} was deactivated on {since, date, medium}; the token is still active and returns with the account.'},
    owner_may_not_create: {id: 'token_audit.rule.owner_may_not_create.evidence', defaultMessage: '@{owner} has no right to create tokens, but this one works.'},
    owner_may_post_anywhere: {id: 'token_audit.rule.owner_may_post_anywhere.evidence', defaultMessage: '{role, select, system_post_all {@{owner} may post in every channel, private ones and direct messages included.} other {@{owner} may post in every public channel.}}'},
    owner_is_guest: {id: 'token_audit.rule.owner_is_guest.evidence', defaultMessage: '@{owner} is a guest.'},
    bot_without_active_owner: {id: 'token_audit.rule.bot_without_active_owner.evidence', defaultMessage: 'The owner of @{bot} is @{owner}, who was deactivated on {since, date, medium}.'},
    never_expires: {id: 'token_audit.rule.never_expires.evidence', defaultMessage: 'The token has no end.'},
    expires_soon: {id: 'token_audit.rule.expires_soon.evidence', defaultMessage: 'The token expires on {expires_at, date, medium}, at {expires_at, time, short}.'},
    expired: {id: 'token_audit.rule.expired.evidence', defaultMessage: 'The token expired on {expires_at, date, medium}.'},
    beyond_lifetime_policy: {id: 'token_audit.rule.beyond_lifetime_policy.evidence', defaultMessage: '{expires_at, plural, =0 {The token never expires} other {The token expires on {expires_at, date, medium}}}; the server allows at most {limit, plural, one {# day} other {# days}} from now.'},
    no_session: {id: 'token_audit.rule.no_session.evidence', defaultMessage: 'No session: not used since it was created, re-enabled or its sessions were ended.{created_at, plural, =0 {} other { It was created on {created_at, date, medium}.}}'},
    not_seen_lately: {id: 'token_audit.rule.not_seen_lately.evidence', defaultMessage: 'Last seen, at least, on {seen_at, date, medium}: more than {limit, plural, one {# day} other {# days}} ago.'},
    inactive_for_long: {id: 'token_audit.rule.inactive_for_long.evidence', defaultMessage: 'Deactivated on {deactivated_at, date, medium}: more than {limit, plural, one {# day} other {# days}} ago.'},
    too_many_active: {id: 'token_audit.rule.too_many_active.evidence', defaultMessage: 'The owner has {count, plural, one {# active token} other {# active tokens}}; the limit is {limit, number}.'},
    no_telling_description: {id: 'token_audit.rule.no_telling_description.evidence', defaultMessage: '{length, plural, =0 {The token has no description.} other {The description is “{description}”.}}'},
    created_by_token: {id: 'token_audit.rule.created_by_token.evidence', defaultMessage: 'Created on {created_at, date, medium} with the token {by_token}.'},
    secret_seen_in_log: {id: 'token_audit.rule.secret_seen_in_log.evidence', defaultMessage: '{count, plural, one {The secret stands in the log, in # place.} other {The secret stands in the log, in # places.}}'},
} satisfies PerRule);

import {defineMessages} from 'react-intl';

import type {RuleId} from '../../../server-bridge/findings/finding.ts';

/** The findings as a token's owner reads them. Those that only others can have are here as well: the server decides what is true. */
export const myFindings = defineMessages({
    owner_is_system_admin: {id: 'token_audit.mine.finding.owner_is_system_admin', defaultMessage: 'Anyone with this token’s secret is an administrator of this server.'},
    owner_deactivated: {id: 'token_audit.mine.finding.owner_deactivated', defaultMessage: 'Its account is deactivated; the token works again when the account does.'},
    owner_may_not_create: {id: 'token_audit.mine.finding.owner_may_not_create', defaultMessage: 'You may not create tokens any more, but this one still works.'},
    owner_may_post_anywhere: {id: 'token_audit.mine.finding.owner_may_post_anywhere', defaultMessage: 'It can post in channels that its account has not joined.'},
    owner_is_guest: {id: 'token_audit.mine.finding.owner_is_guest', defaultMessage: 'It belongs to a guest account.'},
    bot_without_active_owner: {id: 'token_audit.mine.finding.bot_without_active_owner', defaultMessage: 'Nobody active answers for this bot.'},
    never_expires: {id: 'token_audit.mine.finding.never_expires', defaultMessage: 'It never expires: a leaked secret stays good until somebody notices.'},
    expires_soon: {id: 'token_audit.mine.finding.expires_soon', defaultMessage: 'It expires on {expires_at, date, medium}; what uses it stops then.'},
    expired: {id: 'token_audit.mine.finding.expired', defaultMessage: 'It has expired and can be deleted.'},
    beyond_lifetime_policy: {id: 'token_audit.mine.finding.beyond_lifetime_policy', defaultMessage: 'It lasts longer than this server allows ({limit, plural, one {# day} other {# days}}). Rotate it.'},
    no_session: {id: 'token_audit.mine.finding.no_session', defaultMessage: 'There is no trace of use. If you do not need it, delete it.'},
    not_seen_lately: {id: 'token_audit.mine.finding.not_seen_lately', defaultMessage: 'It was last seen on {seen_at, date, medium}, at least. If you do not need it, delete it.'},
    inactive_for_long: {id: 'token_audit.mine.finding.inactive_for_long', defaultMessage: 'It has been inactive since {deactivated_at, date, medium}. Nobody missed it: delete it.'},
    too_many_active: {id: 'token_audit.mine.finding.too_many_active', defaultMessage: 'You have {count, plural, one {# active token} other {# active tokens}}: a leaked one would hardly be noticed.'},
    no_telling_description: {id: 'token_audit.mine.finding.no_telling_description', defaultMessage: 'Its description does not tell what uses it.'},
    created_by_token: {id: 'token_audit.mine.finding.created_by_token', defaultMessage: 'It was created with another token of yours. If that was not you, deactivate both.'},
    secret_seen_in_log: {id: 'token_audit.mine.finding.secret_seen_in_log', defaultMessage: 'Its secret stands in a log. Rotate it.'},
} satisfies Record<RuleId, {id: string; defaultMessage: string}>);

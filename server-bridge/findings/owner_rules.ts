import {installedRight, rolesToCreate} from '../people/create_right.ts';

import {finding, hasExpired, isUsable} from './rule.ts';

import type {Rule} from './rule.ts';

/** The token can do everything on the server, past passwords and multi-factor authentication. */
export const ownerIsSystemAdmin: Rule = (subject, _policy, _server, now) => {
    const {owner} = subject;
    return owner?.roles.includes('system_admin') ? finding('owner_is_system_admin', subject, now, {owner: owner.username}) : undefined;
};

/** The token is stopped by its owner's state only and works again with the account. One that is inactive or expired does not come back. */
export const ownerDeactivated: Rule = (subject, _policy, _server, now) => {
    const {owner, token} = subject;
    if (!owner || owner.delete_at <= 0 || !token.is_active || hasExpired(subject, now)) {
        return undefined;
    }
    return finding('owner_deactivated', subject, now, {owner: owner.username, since: owner.delete_at});
};

/**
 * The right to have tokens was taken away or never given, but this one works, and its owner cannot see it to remove it.
 * Bots need no right. Every account has a role: an owner without any is one whose roles could not be read.
 */
export const ownerMayNotCreate: Rule = (subject, _policy, {create_right: right = installedRight}, now) => {
    const {owner} = subject;
    if (!owner || owner.is_bot || owner.roles.length === 0 || rolesToCreate(right, owner).length > 0) {
        return undefined;
    }
    return isUsable(subject, now) ? finding('owner_may_not_create', subject, now, {owner: owner.username}) : undefined;
};

/** The token can write where its owner is no member; only in public channels is the lesser case. */
export const ownerMayPostAnywhere: Rule = (subject, _policy, _server, now) => {
    const {owner} = subject;
    if (owner?.roles.includes('system_post_all')) {
        return finding('owner_may_post_anywhere', subject, now, {owner: owner.username, role: 'system_post_all'});
    }
    if (owner?.roles.includes('system_post_all_public')) {
        const severity = isUsable(subject, now) ? 'low' : 'info';
        return finding('owner_may_post_anywhere', subject, now, {owner: owner.username, role: 'system_post_all_public'}, severity);
    }
    return undefined;
};

/** Someone from outside has a key that outlives sign-in. */
export const ownerIsGuest: Rule = (subject, _policy, _server, now) => {
    const {owner} = subject;
    return owner?.roles.includes('system_guest') ? finding('owner_is_guest', subject, now, {owner: owner.username}) : undefined;
};

/** Nobody answers for the bot any more. */
export const botWithoutActiveOwner: Rule = (subject, _policy, _server, now) => {
    const {owner, bot_owner} = subject;
    if (!owner?.is_bot || !bot_owner || bot_owner.delete_at <= 0) {
        return undefined;
    }
    return finding('bot_without_active_owner', subject, now, {bot: owner.username, owner: bot_owner.username, since: bot_owner.delete_at});
};

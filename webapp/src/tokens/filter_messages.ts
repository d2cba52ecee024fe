import {defineMessages} from 'react-intl';

import type {OwnerKind, SessionState} from '../../../server-bridge/inventory/filter.ts';

export const stateNames = defineMessages({
    active: {id: 'token_audit.state.active', defaultMessage: 'Active'},
    inactive: {id: 'token_audit.state.inactive', defaultMessage: 'Inactive'},
} satisfies Record<'active' | 'inactive', {id: string; defaultMessage: string}>);

export const ownerKindNames = defineMessages({
    person: {id: 'token_audit.filter.owner.person', defaultMessage: 'Person'},
    bot: {id: 'token_audit.filter.owner.bot', defaultMessage: 'Bot'},
    guest: {id: 'token_audit.filter.owner.guest', defaultMessage: 'Guest'},
    admin: {id: 'token_audit.filter.owner.admin', defaultMessage: 'System admin'},
    deactivated: {id: 'token_audit.filter.owner.deactivated', defaultMessage: 'Deactivated'},
} satisfies Record<OwnerKind, {id: string; defaultMessage: string}>);

export const sessionStateNames = defineMessages({
    some: {id: 'token_audit.filter.sessions.some', defaultMessage: 'Has sessions'},
    none: {id: 'token_audit.filter.sessions.none', defaultMessage: 'No session'},
    unknown: {id: 'token_audit.filter.sessions.unknown', defaultMessage: 'Sessions not known'},
} satisfies Record<SessionState, {id: string; defaultMessage: string}>);

export const timeFields = ['seen_after', 'seen_before', 'created_after', 'created_before'] as const;
export type TimeField = typeof timeFields[number];

export const timeNames = defineMessages({
    seen_after: {id: 'token_audit.filter.seen_after', defaultMessage: 'Last seen on or after'},
    seen_before: {id: 'token_audit.filter.seen_before', defaultMessage: 'Last seen before'},
    created_after: {id: 'token_audit.filter.created_after', defaultMessage: 'Created on or after'},
    created_before: {id: 'token_audit.filter.created_before', defaultMessage: 'Created before'},
} satisfies Record<TimeField, {id: string; defaultMessage: string}>);

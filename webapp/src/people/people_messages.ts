import {defineMessages} from 'react-intl';

import type {PostReach} from '../../../server-bridge/people/create_right.ts';
import type {Group, PeopleQuery} from './people_rows.ts';

interface Message {
    id: string;
    defaultMessage: string;
}

export const groupNames = defineMessages({
    all: {id: 'token_audit.people.group.all', defaultMessage: 'All'},
    create: {id: 'token_audit.people.group.create', defaultMessage: 'May create tokens'},
    post: {id: 'token_audit.people.group.post', defaultMessage: 'May post anywhere'},
    unused: {id: 'token_audit.people.group.unused', defaultMessage: 'Right without active token'},
    without: {id: 'token_audit.people.group.without', defaultMessage: 'Active tokens without the right'},
} satisfies Record<Group, Message>);

export const groupHelp = defineMessages({
    all: {id: 'token_audit.people.group.all.help', defaultMessage: 'Everyone with one of these rights, and everyone who has active tokens without the right to create any'},
    create: {id: 'token_audit.people.group.create.help', defaultMessage: 'By a role of their own'},
    post: {id: 'token_audit.people.group.post.help', defaultMessage: 'In every channel, or in every public one, without being a member'},
    unused: {id: 'token_audit.people.group.unused.help', defaultMessage: 'They were given the right and have no active token: perhaps they no longer need it'},
    without: {id: 'token_audit.people.group.without.help', defaultMessage: 'They can neither see nor delete the tokens they have'},
} satisfies Record<Group, Message>);

export const columnNames = defineMessages({
    name: {id: 'token_audit.people.column.name', defaultMessage: 'Person'},
    create: {id: 'token_audit.people.column.create', defaultMessage: 'May create tokens'},
    post: {id: 'token_audit.people.column.post', defaultMessage: 'May post'},
    active: {id: 'token_audit.people.column.active', defaultMessage: 'Active tokens'},
    change: {id: 'token_audit.people.column.change', defaultMessage: 'Change'},
} satisfies Record<PeopleQuery['sort'] | 'create' | 'post' | 'change', Message>);

export const postNames = defineMessages({
    everywhere: {id: 'token_audit.people.post.everywhere', defaultMessage: 'In every channel and direct message'},
    public: {id: 'token_audit.people.post.public', defaultMessage: 'In every public channel'},
    member: {id: 'token_audit.people.post.member', defaultMessage: 'Where they are a member'},
} satisfies Record<PostReach, Message>);

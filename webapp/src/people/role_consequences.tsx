import React from 'react';
import {FormattedList, FormattedMessage} from 'react-intl';

import {CREATE_ROLE, rolesToCreate} from '../../../server-bridge/people/create_right.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {CreateRight} from '../../../server-bridge/people/create_right.ts';
import type {WantedRights} from './use_role_change.ts';

interface Props {
    owner: Owner;
    held: WantedRights;
    wanted: WantedRights;
    right: CreateRight;

    /** How many of the person's tokens are active; undefined while not known. */
    active: number | undefined;
}

/** What the chosen change stops and what it does not. */
export function RoleConsequences({owner, held, wanted, right, active}: Props) {
    const lines: Array<{key: string; text: React.ReactNode}> = [];
    const say = (key: string, text: React.ReactNode) => lines.push({key, text});
    if (held.create && !wanted.create) {
        sayTaken(say, owner, right, active);
    }
    if (!held.create && wanted.create) {
        sayGiven(say, owner);
    }
    if (held.post !== wanted.post && wanted.post !== 'everywhere' && held.post !== 'member') {
        say('post', (
            <FormattedMessage
                id='token_audit.people.effect.post_less'
                defaultMessage='They, and every token of theirs, can no longer post where that right alone let them. What was posted stays.'
            />
        ));
    }
    if (held.post !== wanted.post && wanted.post !== 'member') {
        say('post_more', (
            <FormattedMessage
                id='token_audit.people.effect.post_more'
                defaultMessage='Every active token of theirs may post there from now on as well.'
            />
        ));
    }
    return (
        <div role='status'>
            {lines.length > 0 && (
                <div className='TokenAudit__consequences'>
                    <ul>{lines.map(({key, text}) => <li key={key}>{text}</li>)}</ul>
                </div>
            )}
        </div>
    );
}

type Say = (key: string, text: React.ReactNode) => void;

function sayTaken(say: Say, owner: Owner, right: CreateRight, active: number | undefined): void {
    const others = rolesToCreate(right, owner).filter((role) => role !== CREATE_ROLE);
    if (owner.is_bot) {
        say('bot', (
            <FormattedMessage
                id='token_audit.people.effect.take_bot'
                defaultMessage='Nothing changes: for a bot the role does nothing, and its tokens work without it.'
            />
        ));
        return;
    }
    if (others.length > 0) {
        say('others', (
            <FormattedMessage
                id='token_audit.people.effect.take_others'
                defaultMessage='They may still create tokens, by {roles}.'
                values={{roles: <FormattedList value={others}/>}}
            />
        ));
        return;
    }
    say('stops', (
        <FormattedMessage
            id='token_audit.people.effect.take_stops'
            defaultMessage='They can no longer create tokens, nor see, deactivate or delete the ones they have.'
        />
    ));
    if (owner.delete_at > 0) {
        say('keeps_deactivated', (
            <FormattedMessage
                id='token_audit.people.effect.take_deactivated'
                defaultMessage='Their tokens do not work while the account is deactivated. Once it is active again, those that are active work without the right as well.'
            />
        ));
    } else {
        sayKept(say, active);
    }
    if (active !== 0) {
        say('then', (
            <FormattedMessage
                id='token_audit.people.effect.take_then'
                defaultMessage='You are asked next whether to deactivate them too.'
            />
        ));
    }
}

function sayKept(say: Say, active: number | undefined): void {
    say('keeps', (
        <strong>
            <FormattedMessage
                id='token_audit.people.effect.take_keeps'
                defaultMessage='It does not stop their tokens: {known, select, true {{active, plural, =0 {none is active now, but any that is activated works.} one {# active token keeps working.} other {# active tokens keep working.}}} other {all that are active keep working.}}'
                values={{known: active !== undefined, active: active ?? 0}}
            />
        </strong>
    ));
}

function sayGiven(say: Say, owner: Owner): void {
    say('gives', (
        <FormattedMessage
            id='token_audit.people.effect.give'
            defaultMessage='They can create any number of tokens, and see, deactivate and delete all of their own, also those they had before.'
        />
    ));
    if (owner.roles.includes('system_guest')) {
        say('guest', (
            <FormattedMessage
                id='token_audit.people.effect.give_guest'
                defaultMessage='This is a guest: someone from outside gets keys that outlive their sign-in.'
            />
        ));
    }
    if (owner.delete_at > 0) {
        say('deactivated', (
            <FormattedMessage
                id='token_audit.people.effect.give_deactivated'
                defaultMessage='The account is deactivated: this takes effect once it is active again.'
            />
        ));
    }
}

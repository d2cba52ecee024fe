import React, {useId} from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {CREATE_ROLE, POST_ALL_ROLE, POST_PUBLIC_ROLE} from '../../../server-bridge/people/create_right.ts';

import {postNames} from './people_messages.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {PostReach} from '../../../server-bridge/people/create_right.ts';
import type {WantedRights} from './use_role_change.ts';

const reaches: Array<{reach: PostReach; role?: string}> = [{reach: 'member'}, {reach: 'public', role: POST_PUBLIC_ROLE}, {reach: 'everywhere', role: POST_ALL_ROLE}];

const createHelp = defineMessages({
    person: {id: 'token_audit.people.choice.create.help', defaultMessage: 'Role {role}. A token does what its owner may do, without password and multi-factor authentication.'},
    bot: {id: 'token_audit.people.choice.create.bot', defaultMessage: 'Bots cannot create tokens: those who manage the bot do, under Integrations → Bot Accounts.'},
    admin: {id: 'token_audit.people.choice.create.admin', defaultMessage: 'System admins may always create tokens. Who is one is decided under User Management → Users.'},
});

interface Props {
    owner: Owner;
    wanted: WantedRights;
    onWanted: (wanted: WantedRights) => void;
    disabled: boolean;
}

/** The choices of the System Console's own "Manage Roles" that are about tokens. */
export function RightChoices({owner, wanted, onWanted, disabled}: Props) {
    const id = useId();
    const admin = owner.roles.includes('system_admin');

    // A bot's useless role can be taken away, not given.
    const fixed = admin || (owner.is_bot && !owner.roles.includes(CREATE_ROLE));
    return (
        <>
            <label
                className='TokenAudit__choice'
                htmlFor={`${id}create`}
            >
                <input
                    id={`${id}create`}
                    type='checkbox'
                    checked={wanted.create || admin}
                    disabled={disabled || fixed}
                    aria-describedby={`${id}create-help`}
                    onChange={(event) => onWanted({...wanted, create: event.target.checked})}
                />
                <span>
                    <FormattedMessage
                        id='token_audit.people.choice.create'
                        defaultMessage='May create personal access tokens'
                    />
                    <span
                        id={`${id}create-help`}
                        className='TokenAudit__muted TokenAudit__small'
                    >
                        <FormattedMessage
                            {...createHelp[admin ? 'admin' : owner.is_bot ? 'bot' : 'person']}
                            values={{role: CREATE_ROLE}}
                        />
                    </span>
                </span>
            </label>
            <fieldset className='TokenAudit__choices'>
                <legend>
                    <FormattedMessage
                        id='token_audit.people.choice.post'
                        defaultMessage='May post'
                    />
                </legend>
                {reaches.map(({reach, role}) => (
                    <label
                        key={reach}
                        className='TokenAudit__choice'
                        htmlFor={`${id}${reach}`}
                    >
                        <input
                            id={`${id}${reach}`}
                            type='radio'
                            name={`${id}post`}
                            checked={wanted.post === reach}
                            disabled={disabled || admin}
                            onChange={() => onWanted({...wanted, post: reach})}
                        />
                        <span>
                            <FormattedMessage {...postNames[reach]}/>
                            {role && (
                                <span className='TokenAudit__muted TokenAudit__small'>
                                    <FormattedMessage
                                        id='token_audit.people.choice.post.role'
                                        defaultMessage='Role {role}. It holds for the whole account, with or without a token.'
                                        values={{role}}
                                    />
                                </span>
                            )}
                        </span>
                    </label>
                ))}
            </fieldset>
        </>
    );
}

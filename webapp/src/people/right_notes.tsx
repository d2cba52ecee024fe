import React from 'react';
import {FormattedList, FormattedMessage} from 'react-intl';

import {CREATE_PERMISSION, CREATE_ROLE, everybodysRights} from '../../../server-bridge/people/create_right.ts';
import {Icon} from '../shared/icons.tsx';
import '../shared/notes.css';

import type {CreateRight} from '../../../server-bridge/people/create_right.ts';

/** What the list cannot show: a right that everybody has, roles of an unusual kind, roles that could not be read. */
export function RightNotes({right}: {right: CreateRight}) {
    const everybody = everybodysRights(right);
    const unusual = [...right.roles].filter((role) => role !== 'system_admin' && role !== CREATE_ROLE && !everybody.includes(role));
    return (
        <>
            {everybody.length > 0 && (
                <Note>
                    <FormattedMessage
                        id='token_audit.people.everybody'
                        defaultMessage='Everyone with the role {roles} may create tokens, because that role has the permission {permission}. They are not listed, and taking the right from one person does not stop them.'
                        values={{roles: <FormattedList value={everybody}/>, permission: CREATE_PERMISSION}}
                    />
                </Note>
            )}
            {unusual.length > 0 && (
                <Note>
                    <FormattedMessage
                        id='token_audit.people.unusual'
                        defaultMessage='On this server {count, plural, one {the role {roles} gives} other {the roles {roles} give}} the right to create tokens as well. Those who hold {count, plural, one {it} other {one of them}} are listed; it is changed under User Management → Permissions or Delegated Granular Administration.'
                        values={{count: unusual.length, roles: <FormattedList value={unusual}/>}}
                    />
                </Note>
            )}
            {!right.known && (
                <Note>
                    <FormattedMessage
                        id='token_audit.people.roles_unknown'
                        defaultMessage='Your account may not read the server’s roles (permission manage_system). A role that was changed to give the right to create tokens would not show here.'
                    />
                </Note>
            )}
        </>
    );
}

function Note({children}: {children: React.ReactNode}) {
    return (
        <p className='TokenAudit__note TokenAudit__note--off'>
            <Icon name='alert'/>
            <span>{children}</span>
        </p>
    );
}

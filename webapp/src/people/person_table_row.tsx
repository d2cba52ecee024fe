import React from 'react';
import {FormattedList, FormattedMessage, useIntl} from 'react-intl';

import {CREATE_ROLE} from '../../../server-bridge/people/create_right.ts';
import {OwnerCell} from '../shared/owner_cell.tsx';
import {Trust} from '../shared/trust.tsx';

import {postNames} from './people_messages.ts';
import {isIn} from './people_rows.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {PersonRow} from './people_rows.ts';

interface Props {
    row: PersonRow;
    counted: boolean;

    /** Where it stands among the rows shown, from 0. */
    position: number;

    /** Distance from the first row, in px. */
    top: number;
    onChange: (owner: Owner) => void;
    onShowTokens: (owner: Owner) => void;
}

/** One person's rights and tokens. */
export function PersonTableRow({row, counted, position, top, onChange, onShowTokens}: Props) {
    const {formatMessage} = useIntl();
    const {owner, post, active} = row;
    const name = `@${owner.username}`;
    return (
        <div
            role='row'
            aria-rowindex={position + 2}
            className='TokenAudit__row TokenAudit__row--body TokenAudit__row--people'
            style={{transform: `translateY(${top}px)`}}
        >
            <Cell>
                <OwnerCell
                    owner={owner}
                    userId={owner.id}
                />
            </Cell>
            <Cell><CreateRightCell row={row}/></Cell>
            <Cell>
                <span className={post === 'member' ? 'TokenAudit__muted' : undefined}><FormattedMessage {...postNames[post]}/></span>
            </Cell>
            <Cell>
                {!counted ? <span className='TokenAudit__muted'>{'…'}</span> : active === 0 ? <span className='TokenAudit__muted'>{'0'}</span> : (
                    <button
                        type='button'
                        className='TokenAudit__link'
                        aria-label={formatMessage({id: 'token_audit.people.show_tokens', defaultMessage: '{count, plural, one {# active token} other {# active tokens}} of {name}: show'}, {count: active, name})}
                        onClick={() => onShowTokens(owner)}
                    >
                        <FormattedMessage
                            id='token_audit.people.number'
                            defaultMessage='{count, number}'
                            values={{count: active}}
                        />
                    </button>
                )}
            </Cell>
            <Cell>
                <button
                    type='button'
                    className='btn btn-tertiary btn-sm'
                    aria-label={formatMessage({id: 'token_audit.people.change_of', defaultMessage: 'Manage roles of {name}'}, {name})}
                    onClick={() => onChange(owner)}
                >
                    <FormattedMessage
                        id='token_audit.people.change'
                        defaultMessage='Manage roles'
                    />
                </button>
            </Cell>
        </div>
    );
}

function CreateRightCell({row}: {row: PersonRow}) {
    const {owner, may_create: may, create_by: by} = row;
    if (owner.is_bot && owner.roles.includes(CREATE_ROLE)) {
        return (
            <span className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.people.create.bot'
                    defaultMessage='No: for a bot the role does nothing'
                />
            </span>
        );
    }
    if (isIn(row, 'without')) {
        return (
            <Trust>
                <FormattedMessage
                    id='token_audit.people.create.without'
                    defaultMessage='No, but has active tokens'
                />
            </Trust>
        );
    }
    if (!may) {
        return (
            <span className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.people.create.no'
                    defaultMessage='No'
                />
            </span>
        );
    }
    return (
        <span className='TokenAudit__owner'>
            <span>
                {owner.delete_at > 0 ? (
                    <FormattedMessage
                        id='token_audit.people.create.deactivated'
                        defaultMessage='Once the account is active again'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.people.create.yes'
                        defaultMessage='Yes'
                    />
                )}
            </span>
            <span className='TokenAudit__muted TokenAudit__ellipsis'>
                {by.length > 0 ? <FormattedList value={by}/> : (
                    <FormattedMessage
                        id='token_audit.people.create.everybody'
                        defaultMessage='As everybody'
                    />
                )}
            </span>
        </span>
    );
}

function Cell({children}: {children: React.ReactNode}) {
    return (
        <div
            role='cell'
            className='TokenAudit__cell'
        >
            {children}
        </div>
    );
}

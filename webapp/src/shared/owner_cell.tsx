import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {fullName, ownerMarks} from '../../../server-bridge/owners/owner.ts';

import type {Owner, OwnerMark} from '../../../server-bridge/owners/owner.ts';

const marks = defineMessages({
    deactivated: {id: 'token_audit.owner.deactivated', defaultMessage: 'Deactivated'},
    system_admin: {id: 'token_audit.owner.system_admin', defaultMessage: 'System admin'},
    bot: {id: 'token_audit.owner.bot', defaultMessage: 'Bot'},
    guest: {id: 'token_audit.owner.guest', defaultMessage: 'Guest'},
} satisfies Record<OwnerMark, {id: string; defaultMessage: string}>);

const COLOURS = 6;

interface Props {
    owner: Owner | undefined;
    userId: string;
}

/** Who a token belongs to. Initials instead of the picture: a request for every row would spend the server's rate limit. */
export function OwnerCell({owner, userId}: Props) {
    if (!owner) {
        return (
            <span className='TokenAudit__muted TokenAudit__ellipsis'>
                <FormattedMessage
                    id='token_audit.owner.unknown'
                    defaultMessage='Unknown user {userId}'
                    values={{userId}}
                />
            </span>
        );
    }
    const name = fullName(owner);
    return (
        <>
            <span
                className={`TokenAudit__avatar TokenAudit__avatar--${colourOf(owner.id)}`}
                aria-hidden='true'
            >
                {(owner.username[0] ?? '?').toUpperCase()}
            </span>
            <span className='TokenAudit__owner'>
                <span className='TokenAudit__owner-name'>
                    <span className='TokenAudit__ellipsis'><bdi>{name || `@${owner.username}`}</bdi></span>
                    {ownerMarks(owner).map((mark) => (
                        <span
                            key={mark}
                            className={`TokenAudit__mark TokenAudit__mark--${mark}`}
                        >
                            <FormattedMessage {...marks[mark]}/>
                        </span>
                    ))}
                </span>
                {name && <span className='TokenAudit__muted TokenAudit__ellipsis'>{`@${owner.username}`}</span>}
            </span>
        </>
    );
}

function colourOf(userId: string): number {
    let sum = 0;
    for (let i = 0; i < userId.length; i++) {
        sum += userId.charCodeAt(i);
    }
    return sum % COLOURS;
}

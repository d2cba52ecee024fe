import React from 'react';
import {FormattedMessage} from 'react-intl';

import {isDue} from '../../../server-bridge/my_tokens/reminder.ts';
import {evidenceValues} from '../findings/evidence.tsx';
import {SeverityMark} from '../findings/severity_mark.tsx';
import {TokenState} from '../tokens/token_state.tsx';

import {Created} from './created.tsx';
import {myFindings} from './my_finding_messages.ts';
import {PartName} from './rotation_part.tsx';
import {Seen} from './seen.tsx';
import {mayOwnMore} from './standing.tsx';

import type {MyToken} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {RotationPart} from './rotation_part.tsx';
import type {Mine} from './use_my_tokens.ts';

export type ItemAction = 'deactivate' | 'activate' | 'rotate' | 'revoke';

interface Props {
    mine: MyToken;
    all: Mine['all'];
    reminder: Mine['reminder'];

    /** In a rotation, which of its two tokens this is. */
    part: RotationPart | undefined;
    onAction: (action: ItemAction) => void;
}

/** One token of the user's: what it is, when it was seen, what is wrong with it, what can be done. */
export function TokenItem({mine, all, reminder, part, onAction}: Props) {
    const {token, owner, sessions, findings} = mine;
    const isNamesake = all.tokens.some((other) => other !== mine && other.token.description === token.description);
    const name = (
        <>
            {` ${token.description}`}
            {part ? <>{', '}<PartName part={part}/></> : isNamesake && `, ${token.id}`}
        </>
    );
    return (
        <li
            className='TokenAudit__my-token'
            data-token={token.id}
        >
            <div className='TokenAudit__my-token-head'>
                <strong><bdi>{token.description}</bdi></strong>
                {owner.is_bot && <span className='TokenAudit__mark'>{`@${owner.username}`}</span>}
                {part && <span className='TokenAudit__mark'><PartName part={part}/></span>}
                <TokenState active={token.is_active}/>
                {!part && isDue(mine, reminder, Date.now()) && (
                    <span className='TokenAudit__due'>
                        <FormattedMessage
                            id='token_audit.mine.due'
                            defaultMessage='Due for rotation'
                        />
                    </span>
                )}
            </div>
            <p className='TokenAudit__muted TokenAudit__my-token-facts'>
                <span>
                    <Created mine={mine}/>
                </span>
                <span><Seen mine={mine}/></span>
                {sessions !== undefined && sessions.length > 1 && (
                    <span>
                        <FormattedMessage
                            id='token_audit.mine.sessions'
                            defaultMessage='{count, plural, one {# session} other {# sessions}}'
                            values={{count: sessions.length}}
                        />
                    </span>
                )}
                {token.expires_at !== undefined && token.expires_at > 0 && (
                    <span>
                        <FormattedMessage
                            id='token_audit.mine.expires'
                            defaultMessage='Expires {at, date, medium}'
                            values={{at: token.expires_at}}
                        />
                    </span>
                )}
                <code className='TokenAudit__my-token-id'>{token.id}</code>
            </p>
            {findings.length > 0 && (
                <ul className='TokenAudit__my-findings'>
                    {findings.map((finding) => (
                        <li key={finding.rule}>
                            <SeverityMark severity={finding.severity}/>
                            <span>
                                <FormattedMessage
                                    {...myFindings[finding.rule]}
                                    values={evidenceValues(finding)}
                                />
                            </span>
                        </li>
                    ))}
                </ul>
            )}
            <div className='TokenAudit__actions'>
                {!part && token.is_active && mayOwnMore(all, owner) && (
                    <Action
                        onClick={() => onAction('rotate')}
                        name={name}
                    >
                        <FormattedMessage
                            id='token_audit.mine.rotate'
                            defaultMessage='Rotate'
                        />
                    </Action>
                )}
                <Action
                    onClick={() => onAction(token.is_active ? 'deactivate' : 'activate')}
                    name={name}
                >
                    {token.is_active ? (
                        <FormattedMessage
                            id='token_audit.mine.deactivate'
                            defaultMessage='Deactivate'
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.mine.activate'
                            defaultMessage='Activate'
                        />
                    )}
                </Action>
                <Action
                    onClick={() => onAction('revoke')}
                    name={name}
                >
                    <FormattedMessage
                        id='token_audit.mine.delete'
                        defaultMessage='Delete'
                    />
                </Action>
            </div>
        </li>
    );
}

function Action({name, onClick, children}: {name: React.ReactNode; onClick: () => void; children: React.ReactNode}) {
    return (
        <button
            type='button'
            className='TokenAudit__link'
            onClick={onClick}
        >
            {children}
            <span className='TokenAudit__unseen'>{name}</span>
        </button>
    );
}

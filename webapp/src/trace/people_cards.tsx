import React from 'react';
import {FormattedMessage} from 'react-intl';
import {Link} from 'react-router-dom';

import {Moment} from '../shared/moment.tsx';
import {OwnerCell} from '../shared/owner_cell.tsx';
import {TokenState} from '../tokens/token_state.tsx';

import {logsLink, ownerLink} from './links.ts';
import {TokenHistory} from './token_history.tsx';

import type {Answer} from '../../../server-bridge/trace/answer.ts';
import type {CardProps} from './answers.tsx';

type Of<K extends Answer['kind']> = CardProps & {answer: Extract<Answer, {kind: K}>};

const MOST_TOKENS = 20;

/** A person or a bot, and the tokens of theirs that may be seen. */
export function UserCard({answer: {owner, is_me, bot_owner, tokens}, known}: Of<'user'>) {
    return (
        <article className='TokenAudit__trace-card'>
            <div className='TokenAudit__trace-head'>
                <h2 className='TokenAudit__trace-owner'>
                    <OwnerCell
                        owner={owner}
                        userId={owner.id}
                    />
                </h2>
                {is_me && (
                    <FormattedMessage
                        id='token_audit.trace.you'
                        defaultMessage='This is you'
                    />
                )}
            </div>
            <p className='TokenAudit__trace-kind'>
                <FormattedMessage
                    id='token_audit.trace.user'
                    defaultMessage='{kind, select, bot {Bot} other {User}} {id}'
                    values={{kind: owner.is_bot ? 'bot' : 'user', id: <code key='id'>{owner.id}</code>}}
                />
                {bot_owner && (
                    <>
                        {' · '}
                        <FormattedMessage
                            id='token_audit.trace.bot_owner'
                            defaultMessage='belongs to {owner}'
                            values={{owner: `@${bot_owner.username}`}}
                        />
                    </>
                )}
            </p>
            {tokens && tokens.length > 0 && (
                <ul className='TokenAudit__lines'>
                    {tokens.slice(0, MOST_TOKENS).map((token) => (
                        <li key={token.id}>
                            <bdi>{token.description || token.id}</bdi>
                            {' '}
                            <TokenState active={token.is_active}/>
                        </li>
                    ))}
                </ul>
            )}
            <p>
                {tokens ? (
                    <FormattedMessage
                        id='token_audit.trace.user_tokens'
                        defaultMessage='{count, plural, =0 {No access tokens} one {# access token} other {# access tokens}}, {active, number} active'
                        values={{count: tokens.length, active: tokens.filter(({is_active}) => is_active).length}}
                    />
                ) : (
                    <span className='TokenAudit__muted'>
                        <FormattedMessage
                            id='token_audit.trace.user_tokens_hidden'
                            defaultMessage='Which access tokens they have only a system admin can see.'
                        />
                    </span>
                )}
            </p>
            {known.is_admin && (
                <div className='TokenAudit__trace-links'>
                    <Link to={ownerLink(owner.username)}>
                        <FormattedMessage
                            id='token_audit.trace.open_owner'
                            defaultMessage='Their tokens in Access Tokens'
                        />
                    </Link>
                    <Link to={logsLink({log_user_id: owner.id})}>
                        <FormattedMessage
                            id='token_audit.trace.user_log_events'
                            defaultMessage='Their events in the log'
                        />
                    </Link>
                </div>
            )}
        </article>
    );
}

/** A token of which nothing but its history is to be seen: it was revoked, or it is out of reach. */
export function UnseenTokenCard({answer: {kind, id, events}, trace}: Of<'gone_token' | 'hidden_token'>) {
    return (
        <article className='TokenAudit__trace-card'>
            <h2>
                {kind === 'gone_token' ? (
                    <FormattedMessage
                        id='token_audit.trace.gone'
                        defaultMessage='A token that is not there any more'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.trace.hidden'
                        defaultMessage='A token that you may not see'
                    />
                )}
            </h2>
            <p className='TokenAudit__trace-kind'>
                <FormattedMessage
                    id='token_audit.trace.token'
                    defaultMessage='Access token {id}'
                    values={{id: <code key='id'>{id}</code>}}
                />
            </p>
            <TokenHistory
                events={events}
                trace={trace}
            />
            <p className='TokenAudit__muted'>
                {kind === 'gone_token' ? (
                    <FormattedMessage
                        id='token_audit.trace.gone_why'
                        defaultMessage='Nothing is left to do: what used it stopped working when it was revoked.'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.trace.hidden_why'
                        defaultMessage='It may still work: it is somebody else’s, or your right to see it was taken away. A system admin can see it and revoke it.'
                    />
                )}
            </p>
        </article>
    );
}

/** A session, whose it is and what opened it. */
export function SessionCard({answer: {id, owner, user_id, is_own, token_id, last_seen, audits}, trace}: Of<'session'>) {
    const token = token_id ? trace.tokens.get(token_id)?.token : undefined;
    return (
        <article className='TokenAudit__trace-card'>
            <h2>
                {token_id === null && (
                    <FormattedMessage
                        id='token_audit.trace.login_session'
                        defaultMessage='A login session{own, select, true { of yours} other {}}'
                        values={{own: String(is_own)}}
                    />
                )}
                {token_id === undefined && (
                    <FormattedMessage
                        id='token_audit.trace.ended_session'
                        defaultMessage='A session that has ended, or that you may not see'
                    />
                )}
                {typeof token_id === 'string' && (
                    <FormattedMessage
                        id='token_audit.trace.token_session'
                        defaultMessage='A session of the access token {token}'
                        values={{token: <bdi key='token'>{token?.description || token_id}</bdi>}}
                    />
                )}
            </h2>
            <p className='TokenAudit__trace-kind'>
                <FormattedMessage
                    id='token_audit.trace.session'
                    defaultMessage='Session {id}'
                    values={{id: <code key='id'>{id}</code>}}
                />
                {typeof token_id === 'string' && (
                    <>
                        {' · '}
                        <FormattedMessage
                            id='token_audit.trace.token'
                            defaultMessage='Access token {id}'
                            values={{id: <code key='id'>{token_id}</code>}}
                        />
                    </>
                )}
            </p>
            <div className='TokenAudit__trace-owner'>
                <OwnerCell
                    owner={owner}
                    userId={user_id}
                />
            </div>
            {last_seen !== undefined && (
                <p>
                    <FormattedMessage
                        id='token_audit.trace.session_seen'
                        defaultMessage='Last seen (at least) {when}'
                        values={{when: (
                            <Moment
                                key='when'
                                at={last_seen}
                            />
                        )}}
                    />
                </p>
            )}
            {audits.length > 0 && (
                <details>
                    <summary>
                        <FormattedMessage
                            id='token_audit.trace.session_audits'
                            defaultMessage='{count, plural, one {# audit} other {# audits}}'
                            values={{count: audits.length}}
                        />
                    </summary>
                    <ul className='TokenAudit__lines'>
                        {audits.map((audit) => (
                            <li key={audit.id}>
                                <Moment at={audit.create_at}/>
                                {' '}
                                <code>{audit.action}</code>
                                {' '}
                                <span className='TokenAudit__muted'>{audit.ip_address}</span>
                            </li>
                        ))}
                    </ul>
                </details>
            )}
        </article>
    );
}

import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {TokenCard} from './token_card.tsx';

import type {Answer} from '../../../server-bridge/trace/answer.ts';
import type {CardProps} from './answers.tsx';

/** A secret, of which only the fingerprint is left, or a fingerprint: whose it is, where its owner registered it. */
export function SecretCard({answer, ...card}: CardProps & {answer: Extract<Answer, {kind: 'secret' | 'fingerprint'}>}) {
    const {fingerprint, match} = answer;
    const {known, trace, onRevoke} = card;
    const isLeaked = answer.kind === 'secret';
    const found = match.token_ids.flatMap((id) => trace.tokens.get(id) ?? []);
    const isToken = answer.kind === 'fingerprint' || answer.is_token;
    const own = known.tokens?.filter(({is_active}) => is_active) ?? [];
    return (
        <article className={`TokenAudit__trace-card ${isLeaked ? 'TokenAudit__trace-card--leaked' : ''}`}>
            <div className='TokenAudit__trace-head'>
                <h2>
                    {isLeaked && <Icon name='alert'/>}
                    {' '}
                    {isLeaked ? (
                        <FormattedMessage
                            id='token_audit.trace.leaked'
                            defaultMessage='A secret was in this text: treat it as leaked'
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.trace.fingerprint_title'
                            defaultMessage='The fingerprint of a secret'
                        />
                    )}
                </h2>
            </div>
            <p className='TokenAudit__trace-kind'>
                <FormattedMessage
                    id='token_audit.trace.fingerprint'
                    defaultMessage='Fingerprint {fingerprint}'
                    values={{fingerprint: <code key='fingerprint'>{fingerprint.slice(0, 8)}</code>}}
                />
            </p>
            {isLeaked && (
                <p>
                    <FormattedMessage
                        id='token_audit.trace.leaked_what'
                        defaultMessage='It was taken out of the box, and this page sent it nowhere. Whoever can read where you copied it from can act with it until it is revoked: delete it there too.'
                    />
                </p>
            )}
            {!isToken && (
                <p>
                    <FormattedMessage
                        id='token_audit.trace.other_secret'
                        defaultMessage='It does not have the form of an access token: change it where it belongs.'
                    />
                </p>
            )}
            {found.length > 0 && (
                <p>
                    <FormattedMessage
                        id='token_audit.trace.fingerprint_found'
                        defaultMessage='{own, select, true {It is the secret of a token of yours:} other {It is the secret of this token:}}'
                        values={{own: String(found.every(({is_own}) => is_own))}}
                    />
                </p>
            )}
            {found.map((facts) => (
                <TokenCard
                    key={facts.token.id}
                    facts={facts}
                    {...card}
                />
            ))}
            {found.length === 0 && match.token_ids.length > 0 && (
                <p>
                    <FormattedMessage
                        id='token_audit.trace.fingerprint_gone'
                        defaultMessage='It was registered for the token {id}, which is not among those that you can see: it was revoked, and then the secret does not work, or your right to see it was taken away.'
                        values={{id: <code key='id'>{match.token_ids[0]}</code>}}
                    />
                </p>
            )}
            {isToken && match.token_ids.length === 0 && (
                <p>
                    <FormattedMessage
                        id='token_audit.trace.fingerprint_unknown'
                        defaultMessage='{searched, select, own {None of your tokens is registered with this fingerprint.} some_owners {No owner who could be asked registered this fingerprint. Not every owner could be asked: another may have.} other {No owner registered this fingerprint.}} Whose secret it is could only be found out by signing in with it, which would be misuse. Tokens that were made outside of this plugin are not registered.'
                        values={{searched: match.searched}}
                    />
                </p>
            )}
            {isLeaked && isToken && match.token_ids.length === 0 && own.length > 0 && (
                <section>
                    <h3>
                        <FormattedMessage
                            id='token_audit.trace.may_be_yours'
                            defaultMessage='If it may be one of yours, revoke that one'
                        />
                    </h3>
                    <ul className='TokenAudit__lines'>
                        {own.map((token) => (
                            <li
                                key={token.id}
                                className='TokenAudit__trace-links'
                            >
                                <bdi>{token.description || token.id}</bdi>
                                <button
                                    type='button'
                                    className='TokenAudit__link'
                                    onClick={() => onRevoke(token)}
                                >
                                    <FormattedMessage
                                        id='token_audit.trace.revoke_this'
                                        defaultMessage='Revoke<hidden> {token}</hidden>'
                                        values={{token: token.description || token.id, hidden: (chunks) => (
                                            <span
                                                key='hidden'
                                                className='sr-only'
                                            >
                                                {chunks}
                                            </span>
                                        )}}
                                    />
                                </button>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </article>
    );
}

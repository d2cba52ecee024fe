import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';
import {Link} from 'react-router-dom';

import {FindingList} from '../findings/finding_list.tsx';
import {FindingMarks} from '../findings/finding_marks.tsx';
import {Moment} from '../shared/moment.tsx';
import {OwnerCell} from '../shared/owner_cell.tsx';
import {LastSeen} from '../tokens/last_seen.tsx';
import {TokenState} from '../tokens/token_state.tsx';

import {logsLink, tokenLink} from './links.ts';
import {TokenHistory} from './token_history.tsx';

import type {TokenFacts} from '../../../server-bridge/trace/answer.ts';
import type {CardProps} from './answers.tsx';

/** Everything known about a token, and what may be done with it. */
export function TokenCard({facts, known, trace, onRevoke}: CardProps & {facts: TokenFacts}) {
    const {token, owner, sessions, findings, is_own, is_partial, events} = facts;
    const {formatMessage} = useIntl();
    const lastSeen = sessions?.reduce((latest, session) => Math.max(latest, session.last_activity_at, session.create_at), 0);
    return (
        <article className='TokenAudit__trace-card'>
            <div className='TokenAudit__trace-head'>
                <h2><bdi>{token.description || token.id}</bdi></h2>
                <TokenState active={token.is_active}/>
            </div>
            <p className='TokenAudit__trace-kind'>
                {is_own ? (
                    <FormattedMessage
                        id='token_audit.trace.your_token'
                        defaultMessage='Your access token {id}'
                        values={{id: <code key='id'>{token.id}</code>}}
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.trace.token'
                        defaultMessage='Access token {id}'
                        values={{id: <code key='id'>{token.id}</code>}}
                    />
                )}
            </p>
            <div className='TokenAudit__trace-owner'>
                <OwnerCell
                    owner={owner}
                    userId={token.user_id}
                />
            </div>
            <dl className='TokenAudit__facts'>
                <div>
                    <dt>{formatMessage({id: 'token_audit.panel.last_seen', defaultMessage: 'Last seen (at least)'})}</dt>
                    <dd>
                        {lastSeen === undefined ? (
                            <FormattedMessage
                                id='token_audit.trace.not_known'
                                defaultMessage='Not known'
                            />
                        ) : (
                            <LastSeen
                                at={lastSeen}
                                sessions={sessions?.length ?? 0}
                            />
                        )}
                    </dd>
                </div>
                {token.expires_at !== undefined && (
                    <div>
                        <dt>{formatMessage({id: 'token_audit.panel.expires', defaultMessage: 'Expires'})}</dt>
                        <dd>
                            {token.expires_at ? <Moment at={token.expires_at}/> : (
                                <FormattedMessage
                                    id='token_audit.table.never'
                                    defaultMessage='Never'
                                />
                            )}
                        </dd>
                    </div>
                )}
            </dl>
            <section>
                <h3>
                    <FormattedMessage
                        id='token_audit.panel.findings'
                        defaultMessage='Findings'
                    />
                </h3>
                {findings.length > 0 ? (
                    <details>
                        <summary>
                            <FindingMarks
                                findings={findings}
                                partial={is_partial}
                            />
                        </summary>
                        <FindingList
                            findings={findings}
                            partial={is_partial}
                        />
                    </details>
                ) : (
                    <FindingList
                        findings={findings}
                        partial={is_partial}
                    />
                )}
            </section>
            <TokenHistory
                events={events}
                trace={trace}
            />
            <div className='TokenAudit__trace-links'>
                {known.is_admin && (
                    <>
                        <Link to={tokenLink(token.id)}>
                            <FormattedMessage
                                id='token_audit.trace.open'
                                defaultMessage='Open in Access Tokens'
                            />
                        </Link>
                        <Link to={logsLink({log_token_id: token.id})}>
                            <FormattedMessage
                                id='token_audit.trace.log_events'
                                defaultMessage='Its events in the log'
                            />
                        </Link>
                    </>
                )}
                {(is_own || known.is_admin) && (
                    <button
                        type='button'
                        className='btn btn-tertiary btn-danger btn-sm'
                        onClick={() => onRevoke(token)}
                    >
                        <FormattedMessage
                            id='token_audit.action.revoke'
                            defaultMessage='Revoke'
                        />
                    </button>
                )}
            </div>
        </article>
    );
}

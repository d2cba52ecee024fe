import React from 'react';
import {FormattedMessage} from 'react-intl';

import {existsSince, isDue} from '../../../server-bridge/my_tokens/reminder.ts';
import {evidenceValues} from '../findings/evidence.tsx';
import {SeverityMark} from '../findings/severity_mark.tsx';
import {Moment} from '../shared/moment.tsx';
import {TokenState} from '../tokens/token_state.tsx';

import {myFindings} from './my_finding_messages.ts';
import {Seen} from './seen.tsx';
import {mayOwnMore} from './standing.tsx';

import type {MyToken} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {Mine} from './use_my_tokens.ts';

export type ItemAction = 'deactivate' | 'activate' | 'rotate' | 'revoke';

interface Props {
    mine: MyToken;
    all: Mine['all'];
    reminder: Mine['reminder'];
    rotating: boolean;
    onAction: (action: ItemAction) => void;
}

/** One token of the user's: what it is, when it was seen, what is wrong with it, what can be done. */
export function TokenItem({mine, all, reminder, rotating, onAction}: Props) {
    const {token, owner, lifecycle, sessions, findings} = mine;
    const since = existsSince(mine, all);
    return (
        <li className='TokenAudit__my-token'>
            <div className='TokenAudit__my-token-head'>
                <strong><bdi>{token.description}</bdi></strong>
                {owner.is_bot && <span className='TokenAudit__mark'>{`@${owner.username}`}</span>}
                <TokenState active={token.is_active}/>
                {!rotating && isDue(mine, all, reminder, Date.now()) && (
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
                    {lifecycle?.created || since === undefined ? (
                        <FormattedMessage
                            id='token_audit.mine.created'
                            defaultMessage='{known, select, yes {Created {when}} other {Created: not known}}'
                            values={{
                                known: since === undefined ? 'no' : 'yes',
                                when: since !== undefined && (
                                    <Moment
                                        key='when'
                                        at={since}
                                    />
                                ),
                            }}
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.mine.created_before'
                            defaultMessage='Created before {when}'
                            values={{
                                when: (
                                    <Moment
                                        key='when'
                                        at={since}
                                    />
                                ),
                            }}
                        />
                    )}
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
                {!rotating && mayOwnMore(all, owner) && (
                    <Action
                        onClick={() => onAction('rotate')}
                        description={token.description}
                    >
                        <FormattedMessage
                            id='token_audit.mine.rotate'
                            defaultMessage='Rotate'
                        />
                    </Action>
                )}
                <Action
                    onClick={() => onAction(token.is_active ? 'deactivate' : 'activate')}
                    description={token.description}
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
                    description={token.description}
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

function Action({description, onClick, children}: {description: string; onClick: () => void; children: React.ReactNode}) {
    return (
        <button
            type='button'
            className='TokenAudit__link'
            onClick={onClick}
        >
            {children}
            <span className='TokenAudit__unseen'>{` ${description}`}</span>
        </button>
    );
}

import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import type {LeakReport} from '../../../server-bridge/log_analysis/log_query.ts';

interface Props {
    leak: LeakReport;
    onSelect: (tokenIds: string[]) => void;
}

/** That the log itself gives secrets away: how many, which of them could work again, and what to do. */
export function LeakNotice({leak: {secrets, revivable, live, token_ids: tokenIds}, onSelect}: Props) {
    const [more, setMore] = useState(false);
    return (
        <div
            className={`TokenAudit__notice ${revivable + live > 0 ? 'TokenAudit__notice--danger' : ''}`}
            role='note'
        >
            <Icon name='alert'/>
            <div>
                <p>
                    <strong>
                        <FormattedMessage
                            id='token_audit.leak.secrets'
                            defaultMessage='The log shows {secrets, plural, one {# secret} other {# secrets}} in clear.'
                            values={{secrets}}
                        />
                    </strong>
                    {' '}
                    {live > 0 && (
                        <>
                            <FormattedMessage
                                id='token_audit.leak.live'
                                defaultMessage='{live, plural, one {# belongs to a token or session that works right now.} other {# belong to tokens or sessions that work right now.}}'
                                values={{live}}
                            />
                            {' '}
                        </>
                    )}
                    <FormattedMessage
                        id='token_audit.leak.revivable'
                        defaultMessage='{revivable, plural, =0 {None is known to belong to a token that could work again.} one {# belongs to a token that is only deactivated, or whose owner is: it works again when they come back.} other {# belong to tokens that are only deactivated, or whose owners are: they work again when those come back.}}'
                        values={{revivable}}
                    />
                </p>
                {more && (
                    <ul className='TokenAudit__blindness'>
                        <li>
                            <FormattedMessage
                                id='token_audit.leak.revoke'
                                defaultMessage='Revoke those tokens rather than keeping them deactivated; owners who still need one create a new one.'
                            />
                        </li>
                        <li>
                            <FormattedMessage
                                id='token_audit.leak.access'
                                defaultMessage='Treat the log and every copy of it as a secret: rotated files, backups, log collectors, support packets and tickets.'
                            />
                        </li>
                        <li>
                            <FormattedMessage
                                id='token_audit.leak.level'
                                defaultMessage='The server writes the secret of a refused request at the log levels INFO and DEBUG. Stopping what uses dead tokens stops it.'
                            />
                        </li>
                    </ul>
                )}
            </div>
            <span className='TokenAudit__notice-actions'>
                {tokenIds.length > 0 && (
                    <button
                        type='button'
                        className='btn btn-sm btn-tertiary'
                        onClick={() => onSelect(tokenIds)}
                    >
                        <FormattedMessage
                            id='token_audit.leak.select'
                            defaultMessage='{count, plural, one {Select # token} other {Select # tokens}}'
                            values={{count: tokenIds.length}}
                        />
                    </button>
                )}
                <button
                    type='button'
                    className='TokenAudit__link'
                    aria-expanded={more}
                    onClick={() => setMore(!more)}
                >
                    <FormattedMessage
                        id='token_audit.leak.what_to_do'
                        defaultMessage='What to do'
                    />
                </button>
            </span>
        </div>
    );
}

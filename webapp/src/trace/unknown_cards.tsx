import React from 'react';
import {FormattedMessage} from 'react-intl';
import {useStore} from 'react-redux';
import {Link} from 'react-router-dom';

import {hostKindOf} from './host_state.ts';
import {logsLink} from './links.ts';

import type {Answer} from '../../../server-bridge/trace/answer.ts';

/** A request id: only the log knows it. */
export function RequestCard({id, isAdmin}: {id: string; isAdmin: boolean}) {
    return (
        <article className='TokenAudit__trace-card'>
            <h2>
                <FormattedMessage
                    id='token_audit.trace.request'
                    defaultMessage='A request'
                />
            </h2>
            <p className='TokenAudit__trace-kind'>
                <FormattedMessage
                    id='token_audit.trace.request_id'
                    defaultMessage='Request {id}'
                    values={{id: <code key='id'>{id}</code>}}
                />
            </p>
            <p>
                {isAdmin ? (
                    <FormattedMessage
                        id='token_audit.trace.request_admin'
                        defaultMessage='Only the server’s log knows it. Open the log and search there for the id.'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.trace.request_ask'
                        defaultMessage='Only the server’s log knows it, and that only a system admin can read.'
                    />
                )}
            </p>
            {isAdmin && <LogLink/>}
        </article>
    );
}

/** Nothing within reach is called so. */
export function UnknownCard({word, isAdmin}: {word: Extract<Answer, {kind: 'unknown'}>['word']; isAdmin: boolean}) {
    const store = useStore();
    const name = word.kind === 'id' ? word.id : word.kind === 'username' ? `@${word.username}` : word.email;
    const hostKind = word.kind === 'id' ? hostKindOf(store.getState(), word.id) : undefined;
    return (
        <article className='TokenAudit__trace-card'>
            <h2><code>{name}</code></h2>
            <p>
                {word.kind !== 'id' && (
                    <FormattedMessage
                        id='token_audit.trace.nobody'
                        defaultMessage='{isAdmin, select, true {Nobody on this server is called so.} other {Nobody whom you may see is called so.}}'
                        values={{isAdmin: String(isAdmin)}}
                    />
                )}
                {word.kind === 'id' && hostKind && (
                    <FormattedMessage
                        id='token_audit.trace.host_thing'
                        defaultMessage='{kind, select, channels {A channel of yours.} teams {A team of yours.} posts {A message that you may read.} other {Something that this page has loaded.}} It is neither a person nor a token.'
                        values={{kind: hostKind}}
                    />
                )}
                {word.kind === 'id' && !hostKind && (
                    <FormattedMessage
                        id='token_audit.trace.unknown'
                        defaultMessage='{isAdmin, select, true {No user, no token and no session that the audits name has this id. It may be a request’s, which only the log knows, or that of a channel, a message or something that was deleted.} other {No user whom you may see, no token and no session of yours has this id. A system admin can see more.}}'
                        values={{isAdmin: String(isAdmin)}}
                    />
                )}
            </p>
            {word.kind === 'id' && isAdmin && !hostKind && <LogLink/>}
        </article>
    );
}

/** A row of letters and digits that is too long or too short for an id, and may hold a secret. */
export function FragmentCard({length}: {length: number}) {
    return (
        <article className='TokenAudit__trace-card'>
            <h2>
                <FormattedMessage
                    id='token_audit.trace.fragment'
                    defaultMessage='A word of {length, number} characters'
                    values={{length}}
                />
            </h2>
            <p>
                <FormattedMessage
                    id='token_audit.trace.fragment_why'
                    defaultMessage='Ids have 26, of a–z and 0–9, fingerprints 64. Perhaps it was not copied whole. It was not looked up, as a secret or a piece of one may be in it. If it is a name, look its person up by their user ID.'
                />
            </p>
        </article>
    );
}

function LogLink() {
    return (
        <div className='TokenAudit__trace-links'>
            <Link to={logsLink({})}>
                <FormattedMessage
                    id='token_audit.trace.open_log'
                    defaultMessage='Open the log'
                />
            </Link>
        </div>
    );
}

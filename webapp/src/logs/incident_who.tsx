import React from 'react';
import {FormattedMessage} from 'react-intl';

import {OwnerCell} from '../shared/owner_cell.tsx';
import {TokenName} from '../shared/token_name.tsx';

import type {IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Known} from './known.ts';

const NAMED = 20;

/** Whose requests they were, or an honest no. */
export function IncidentWho({incident: {user_ids: ids, is_awaited: isAwaited}, known}: {incident: IncidentRow; known: Known}) {
    const [only] = ids;
    if (only === undefined) {
        return (
            <span className='TokenAudit__muted TokenAudit__ellipsis'>
                {isAwaited ? '…' : (
                    <FormattedMessage
                        id='token_audit.logs.who_unknown'
                        defaultMessage='Cannot be known'
                    />
                )}
            </span>
        );
    }
    if (ids.length > 1) {
        return (
            <span
                className='TokenAudit__ellipsis'
                title={ids.slice(0, NAMED).map((id) => (known.owner(id) ? `@${known.owner(id)?.username}` : id)).join('\n')}
            >
                <FormattedMessage
                    id='token_audit.logs.one_of_people'
                    defaultMessage='One of {count, number} people'
                    values={{count: ids.length}}
                />
            </span>
        );
    }
    return (
        <OwnerCell
            owner={known.owner(only)}
            userId={only}
        />
    );
}

/** Which token they came with, or how many it may have been, or that it is not known. */
export function IncidentToken({incident: {token_ids: ids, token_count: count, fingerprint, is_awaited: isAwaited}, known}: {incident: IncidentRow; known: Known}) {
    const [only] = ids;
    if (only === undefined) {
        return (
            <span className='TokenAudit__muted TokenAudit__token-name'>
                {isAwaited ? '…' : (
                    <FormattedMessage
                        id='token_audit.logs.token_unknown'
                        defaultMessage='Not known'
                    />
                )}
                {fingerprint && <Fingerprint fingerprint={fingerprint}/>}
            </span>
        );
    }
    if (ids.length > 1) {
        return (
            <span
                className='TokenAudit__ellipsis'
                title={ids.slice(0, NAMED).map((id) => known.token(id)?.description || id).join('\n')}
            >
                <FormattedMessage
                    id='token_audit.logs.one_of_tokens'
                    defaultMessage='One of {count, number} tokens'
                    values={{count}}
                />
            </span>
        );
    }
    return (
        <TokenName
            id={only}
            description={known.token(only)?.description}
        />
    );
}

/** The first digits of a secret's SHA-256: enough to tell two apart, too few to look for one. */
export function Fingerprint({fingerprint}: {fingerprint: string}) {
    return (
        <span className='TokenAudit__small TokenAudit__muted TokenAudit__ellipsis'>
            <FormattedMessage
                id='token_audit.logs.fingerprint'
                defaultMessage='Secret {digits}…'
                values={{digits: <code key='digits'>{fingerprint.slice(0, 12)}</code>}}
            />
        </span>
    );
}

import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {Moment} from '../shared/moment.tsx';

import {AddressCard} from './address_card.tsx';
import {AskAdmin} from './ask_admin.tsx';
import {SessionCard, UnseenTokenCard, UserCard} from './people_cards.tsx';
import {RevokeDialog} from './revoke_dialog.tsx';
import {SecretCard} from './secret_card.tsx';
import {TokenCard} from './token_card.tsx';
import {FragmentCard, RequestCard, UnknownCard} from './unknown_cards.tsx';

import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {Token} from '../../../server-bridge/tokens/token.ts';
import type {Answer, Trace} from '../../../server-bridge/trace/answer.ts';
import type {Known} from '../../../server-bridge/trace/known.ts';

interface Props {
    client: RestClient;
    known: Known;
    trace: Trace;

    /** Asks again, after a token was revoked. */
    onChanged: () => Promise<void>;
}

/** What every card needs to say whose something is and what may be done. */
export interface CardProps {
    trace: Trace;
    known: Known;
    onRevoke: (token: Token) => void;
}

/** A card for each word of the text; what is out of reach can be asked of an admin. */
export function Answers({client, known, trace, onChanged}: Props) {
    const [revoking, setRevoking] = useState<Token>();
    const card = {trace, known, onRevoke: setRevoking};
    const open = trace.answers.filter((answer) => isOpen(answer, trace));
    return (
        <>
            <ul className='TokenAudit__answers'>
                {trace.answers.map((answer, i) => (
                    <li key={i}>
                        <Card
                            answer={answer}
                            {...card}
                        />
                    </li>
                ))}
            </ul>
            {trace.left_out > 0 && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.trace.left_out'
                        defaultMessage='{count, plural, one {# more word was} other {# more words were}} left out: trace a shorter text.'
                        values={{count: trace.left_out}}
                    />
                </p>
            )}
            {trace.audits_back_to !== undefined && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.trace.audits_back_to'
                        defaultMessage='Audits were read back to {since}; what was before is not known here.'
                        values={{since: (
                            <Moment
                                key='since'
                                at={trace.audits_back_to}
                            />
                        )}}
                    />
                </p>
            )}
            {!known.is_admin && open.length > 0 && (
                <AskAdmin
                    client={client}
                    me={known.me}
                    open={open}
                />
            )}
            {revoking && (
                <RevokeDialog
                    client={client}
                    token={revoking}
                    onDone={onChanged}
                    onClose={() => setRevoking(undefined)}
                />
            )}
        </>
    );
}

function Card({answer, ...card}: CardProps & {answer: Answer}) {
    switch (answer.kind) {
    case 'token':
        return (
            <TokenCard
                facts={answer.facts}
                {...card}
            />
        );
    case 'gone_token':
    case 'hidden_token':
        return (
            <UnseenTokenCard
                answer={answer}
                {...card}
            />
        );
    case 'user':
        return (
            <UserCard
                answer={answer}
                {...card}
            />
        );
    case 'session':
        return (
            <SessionCard
                answer={answer}
                {...card}
            />
        );
    case 'address':
        return (
            <AddressCard
                answer={answer}
                {...card}
            />
        );
    case 'request':
        return (
            <RequestCard
                id={answer.id}
                isAdmin={card.known.is_admin}
            />
        );
    case 'secret':
    case 'fingerprint':
        return (
            <SecretCard
                answer={answer}
                {...card}
            />
        );
    case 'fragment':
        return <FragmentCard length={answer.length}/>;
    case 'unknown':
        return (
            <UnknownCard
                word={answer.word}
                isAdmin={card.known.is_admin}
            />
        );
    }
}

/** What somebody with more rights could say more about. */
function isOpen(answer: Answer, trace: Trace): boolean {
    return answer.kind === 'unknown' || answer.kind === 'request' || answer.kind === 'gone_token' || answer.kind === 'hidden_token' ||
        (answer.kind === 'address' && answer.users.length === 0) ||
        ((answer.kind === 'secret' || answer.kind === 'fingerprint') && !answer.match.token_ids.some((id) => trace.tokens.has(id)));
}

import React, {useEffect, useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {canRotate, createToken, rotateInPlace} from '../../../server-bridge/my_tokens/create_token.ts';
import {rememberRotation} from '../../../server-bridge/my_tokens/rotations.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {Dialog} from '../shared/dialog.tsx';

import {CreationError} from './creation_error.tsx';
import {CreationOutcome, isCreation} from './creation_outcome.tsx';
import {defaultExpiry, expiresAt, ExpiryField} from './expiry_field.tsx';

import type {Rotated} from '../../../server-bridge/my_tokens/create_token.ts';
import type {MyToken, MyTokens} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {CreationState} from './creation_outcome.tsx';

type Way = 'beside' | 'in place';
type Unseen = Extract<Rotated, {kind: 'unseen'}>;

interface Props {
    client: RestClient;
    all: MyTokens;
    mine: MyToken;

    /** `noted`: the rotation is noted down by then, or could not be. */
    onClose: (changed: boolean, noted?: Promise<void>) => void;
}

/** Gives a token's job a new secret: beside the old one until the new one is known to work, or in place where the server can. */
export function RotateDialog({client, all, mine: {token, owner}, onClose}: Props) {
    const [inPlacePossible, setInPlacePossible] = useState(false);
    const [way, setWay] = useState<Way>('beside');
    const [days, setDays] = useState(defaultExpiry(all.maximum_lifetime_days ?? 0));
    const [state, setState] = useState<CreationState>('asking');
    const [unseen, setUnseen] = useState<Unseen>();
    const noted = useRef<Promise<void>>();

    useEffect(() => {
        let left = false;

        // Where this cannot be found out, the way beside always works.
        void canRotate(client).catch(() => false).then((possible) => left || setInPlacePossible(possible));
        return () => {
            left = true;
        };
    }, [client]);

    const rotate = async () => {
        setState('creating');
        const expires_at = all.maximum_lifetime_days === undefined ? undefined : expiresAt(days, Date.now());
        if (way === 'in place') {
            const rotated = await rotateInPlace(client, token, expires_at ?? 0).catch(toRestError);
            if (rotated.kind === 'unseen') {
                setUnseen((before) => ({...rotated, certain: rotated.certain || before?.certain === true}));
            }
            setState(rotated.kind === 'unseen' ? 'asking' : rotated);
            return;
        }
        const creation = await createToken(client, {user_id: owner.id, description: token.description, expires_at}).catch(toRestError);
        if ('kind' in creation && creation.kind === 'created') {
            // The secret does not wait for this. Both tokens are listed all the same should it fail: only their belonging together is lost.
            noted.current = rememberRotation(client, all.me.id, {old_id: token.id, new_id: creation.token.id, started_at: Date.now()}).catch(() => undefined);
        }
        setState(creation);
    };

    if (isCreation(state)) {
        return (
            <CreationOutcome
                client={client}
                userId={all.me.id}
                creation={state}
                onFound={setState}
                onDone={() => onClose(true, noted.current)}
            />
        );
    }
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.mine.rotate.title'
                    defaultMessage='Rotate “{description}”'
                    values={{description: <bdi key='description'>{token.description}</bdi>}}
                />
            }
            onClose={state === 'creating' ? undefined : () => onClose(unseen !== undefined)}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        disabled={state === 'creating'}
                        onClick={() => onClose(unseen !== undefined)}
                    >
                        <FormattedMessage
                            id='token_audit.mine.cancel'
                            defaultMessage='Cancel'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-primary'
                        disabled={state === 'creating'}
                        onClick={() => void rotate()}
                    >
                        <FormattedMessage
                            id='token_audit.mine.rotate.confirm'
                            defaultMessage='Make the new secret'
                        />
                    </button>
                </>
            }
        >
            {unseen && <UnseenSecret certain={unseen.certain}/>}
            {state instanceof Error && <CreationError error={state}/>}
            {inPlacePossible && (
                <Ways
                    way={way}
                    onWay={setWay}
                />
            )}
            <p>
                {way === 'beside' ? (
                    <FormattedMessage
                        id='token_audit.mine.rotate.beside'
                        defaultMessage='A second token with the same description is made. The old one keeps working until you have seen that the new one does; then you delete it here.'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.mine.rotate.in_place'
                        defaultMessage='The token gets a new secret at once, and what uses the old one stops at once.'
                    />
                )}
            </p>
            {all.maximum_lifetime_days !== undefined && (
                <ExpiryField
                    maximumDays={all.maximum_lifetime_days}
                    days={days}
                    onDays={setDays}
                />
            )}
        </Dialog>
    );
}

/** The way out is another new secret: the token stays the same one. */
function UnseenSecret({certain}: {certain: boolean}) {
    return (
        <p
            className='TokenAudit__banner'
            role='alert'
        >
            {certain ? (
                <FormattedMessage
                    id='token_audit.mine.rotate.unseen'
                    defaultMessage='The server gave the token a new secret, but the connection broke before its answer arrived: nobody has seen that secret, and the old one has stopped. Make a new secret once more.'
                />
            ) : (
                <FormattedMessage
                    id='token_audit.mine.rotate.maybe_unseen'
                    defaultMessage='The connection broke before the server’s answer arrived. The token may have a new secret that nobody has seen, and the old one may have stopped. Make a new secret once more.'
                />
            )}
        </p>
    );
}

function Ways({way, onWay}: {way: Way; onWay: (way: Way) => void}) {
    return (
        <fieldset className='TokenAudit__ways'>
            <legend>
                <FormattedMessage
                    id='token_audit.mine.rotate.way'
                    defaultMessage='How'
                />
            </legend>
            {(['beside', 'in place'] as const).map((choice) => (
                <label
                    key={choice}
                    className='TokenAudit__check'
                >
                    <input
                        type='radio'
                        name='token-audit-rotate'
                        checked={way === choice}
                        onChange={() => onWay(choice)}
                    />
                    {choice === 'beside' ? (
                        <FormattedMessage
                            id='token_audit.mine.rotate.way.beside'
                            defaultMessage='Step by step, without an interruption'
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.mine.rotate.way.in_place'
                            defaultMessage='At once, as when the secret has leaked'
                        />
                    )}
                </label>
            ))}
        </fieldset>
    );
}

import React, {useId, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {createToken, MAX_DESCRIPTION} from '../../../server-bridge/my_tokens/create_token.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {Dialog} from '../shared/dialog.tsx';

import {CreationError} from './creation_error.tsx';
import {CreationOutcome, isCreation} from './creation_outcome.tsx';
import {defaultExpiry, expiresAt, ExpiryField} from './expiry_field.tsx';
import {mayOwnMore} from './standing.tsx';

import type {MyTokens} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {CreationState} from './creation_outcome.tsx';

interface Props {
    client: RestClient;
    all: MyTokens;

    /** `changed`: there may be other tokens now. */
    onClose: (changed: boolean) => void;
}

/** Makes a token and shows its secret, once. */
export function CreateDialog({client, all, onClose}: Props) {
    const [description, setDescription] = useState('');
    const owners = [all.me, ...all.bots].filter((owner) => mayOwnMore(all, owner));
    const [ownerId, setOwnerId] = useState(owners[0]?.id ?? all.me.id);
    const [days, setDays] = useState(defaultExpiry(all.maximum_lifetime_days ?? 0));
    const [state, setState] = useState<CreationState>('asking');
    const descriptionId = useId();
    const ownerFieldId = useId();
    const ready = description.trim() !== '' && state !== 'creating';

    const create = async () => {
        setState('creating');
        const expires_at = all.maximum_lifetime_days === undefined ? undefined : expiresAt(days, Date.now());
        setState(await createToken(client, {user_id: ownerId, description: description.trim(), expires_at}).catch(toRestError));
    };

    if (isCreation(state)) {
        return (
            <CreationOutcome
                client={client}
                userId={all.me.id}
                creation={state}
                onFound={setState}
                onDone={() => onClose(true)}
            />
        );
    }
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.mine.create.title'
                    defaultMessage='Create a token'
                />
            }
            onClose={state === 'creating' ? undefined : () => onClose(false)}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        disabled={state === 'creating'}
                        onClick={() => onClose(false)}
                    >
                        <FormattedMessage
                            id='token_audit.mine.cancel'
                            defaultMessage='Cancel'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-primary'
                        disabled={!ready}
                        onClick={() => void create()}
                    >
                        <FormattedMessage
                            id='token_audit.mine.create.confirm'
                            defaultMessage='Create token'
                        />
                    </button>
                </>
            }
        >
            {state instanceof Error && <CreationError error={state}/>}
            <div className='TokenAudit__field'>
                <label htmlFor={descriptionId}>
                    <FormattedMessage
                        id='token_audit.mine.create.description'
                        defaultMessage='What will use it, and where'
                    />
                </label>
                <input
                    id={descriptionId}
                    className='form-control'
                    maxLength={MAX_DESCRIPTION}
                    autoComplete='off'
                    value={description}
                    onChange={(event) => setDescription(event.target.value)}
                    onKeyDown={(event) => {
                        if (event.key === 'Enter' && !event.nativeEvent.isComposing && ready) {
                            event.preventDefault();
                            void create();
                        }
                    }}
                />
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.mine.create.description_help'
                        defaultMessage='Such as “backup script on the file server”. It cannot be changed later, and is all that tells this token from others.'
                    />
                </p>
            </div>
            {all.bots.length > 0 && (
                <div className='TokenAudit__field'>
                    <label htmlFor={ownerFieldId}>
                        <FormattedMessage
                            id='token_audit.mine.create.owner'
                            defaultMessage='It acts as'
                        />
                    </label>
                    <select
                        id={ownerFieldId}
                        className='form-control'
                        value={ownerId}
                        onChange={(event) => setOwnerId(event.target.value)}
                    >
                        {owners.map((owner) => (
                            <option
                                key={owner.id}
                                value={owner.id}
                            >
                                {`@${owner.username}`}
                            </option>
                        ))}
                    </select>
                </div>
            )}
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

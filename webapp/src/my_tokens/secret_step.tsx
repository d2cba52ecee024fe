import React, {useEffect, useId, useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {registerFingerprint} from '../../../server-bridge/my_tokens/fingerprints.ts';
import {Dialog} from '../shared/dialog.tsx';
import {Icon} from '../shared/icons.tsx';

import {copyTextOf} from './copy_text.ts';
import {Snippet} from './snippet.tsx';

import type {Secret} from '../../../server-bridge/my_tokens/create_token.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {Token} from '../../../server-bridge/tokens/token.ts';

interface Props {
    client: RestClient;

    /** Who is signed in: in their preferences the fingerprint is noted, also of a token of a bot of theirs. */
    userId: string;
    token: Token;
    secret: Secret;

    /** The person has stored the secret, and it is forgotten. */
    onStored: () => void;
}

/** Shows a new secret, this once. It cannot be left before the person says that it is stored; then it is gone from memory. */
export function SecretStep({client, userId, token, secret, onStored}: Props) {
    const [stored, setStored] = useState(false);
    const [copied, setCopied] = useState<'yes' | 'by hand'>();
    const shown = useRef<HTMLElement>(null);
    const storedId = useId();

    useEffect(() => {
        const keep = (event: BeforeUnloadEvent) => event.preventDefault();
        window.addEventListener('beforeunload', keep);
        return () => window.removeEventListener('beforeunload', keep);
    }, []);

    const copy = async () => {
        if (shown.current) {
            setCopied(await copyTextOf(shown.current) ? 'yes' : 'by hand');
        }
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.mine.secret.title'
                    defaultMessage='Store the secret now'
                />
            }
            onClose={undefined}
            footer={
                <button
                    type='button'
                    className='btn btn-primary'
                    disabled={!stored}
                    onClick={() => {
                        secret.forget();
                        onStored();
                    }}
                >
                    <FormattedMessage
                        id='token_audit.mine.secret.done'
                        defaultMessage='Done'
                    />
                </button>
            }
        >
            <p>
                <FormattedMessage
                    id='token_audit.mine.secret.once'
                    defaultMessage='This is the only time that the secret of “{description}” is shown. Whoever has it can do what its account can: keep it where you keep passwords.'
                    values={{description: <bdi key='description'>{token.description}</bdi>}}
                />
            </p>
            <div className='TokenAudit__secret'>
                <code ref={shown}>{secret.reveal()}</code>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={() => void copy()}
                >
                    <Icon name='copy'/>
                    <FormattedMessage
                        id='token_audit.mine.secret.copy'
                        defaultMessage='Copy'
                    />
                </button>
            </div>
            <p
                className='TokenAudit__muted'
                role='status'
            >
                {copied === 'yes' && (
                    <FormattedMessage
                        id='token_audit.mine.secret.copied'
                        defaultMessage='Copied. Paste it where it belongs, then copy something else: other programs can read the clipboard.'
                    />
                )}
                {copied === 'by hand' && (
                    <FormattedMessage
                        id='token_audit.mine.secret.copy_by_hand'
                        defaultMessage='The browser does not let this page copy. The secret is selected: press Ctrl+C, or ⌘C on a Mac.'
                    />
                )}
            </p>
            <Snippet/>
            <Registration
                client={client}
                userId={userId}
                token={token}
                secret={secret}
            />
            <label
                className='TokenAudit__check'
                htmlFor={storedId}
            >
                <input
                    id={storedId}
                    type='checkbox'
                    checked={stored}
                    onChange={(event) => setStored(event.target.checked)}
                />
                <FormattedMessage
                    id='token_audit.mine.secret.stored'
                    defaultMessage='I have stored it'
                />
            </label>
        </Dialog>
    );
}

/** Notes the secret's fingerprint, and says what for. A failure is said and can be tried again; the token is none the worse. */
function Registration({client, userId, token, secret}: Omit<Props, 'onStored'>) {
    const [attempt, setAttempt] = useState(0);
    const [state, setState] = useState<'under way' | 'noted' | 'failed'>('under way');

    useEffect(() => {
        let left = false;
        setState('under way');
        registerFingerprint(client, userId, token.id, secret).then(() => left || setState('noted'), () => left || setState('failed'));
        return () => {
            left = true;
        };
    }, [client, userId, token.id, secret, attempt]);

    return (
        <p className='TokenAudit__muted'>
            {state === 'noted' && (
                <FormattedMessage
                    id='token_audit.mine.fingerprint.noted'
                    defaultMessage='Its fingerprint (SHA-256, from which the secret cannot be told) is noted in your preferences, so that a log in which the secret turns up names this token.'
                />
            )}
            {state === 'failed' && (
                <>
                    <FormattedMessage
                        id='token_audit.mine.fingerprint.failed'
                        defaultMessage='Its fingerprint could not be noted in your preferences. The token works, but logs will not name it.'
                    />
                    {' '}
                    <button
                        type='button'
                        className='TokenAudit__link'
                        onClick={() => setAttempt(attempt + 1)}
                    >
                        <FormattedMessage
                            id='token_audit.mine.fingerprint.retry'
                            defaultMessage='Try again'
                        />
                    </button>
                </>
            )}
        </p>
    );
}

import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {Dialog} from '../shared/dialog.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {Token} from '../../../server-bridge/tokens/token.ts';

interface Props {
    client: RestClient;
    token: Token;

    /** Called when it is gone. */
    onDone: () => Promise<void>;
    onClose: () => void;
}

/** Asks before a token is revoked, since nothing brings it back. One that is gone already counts as revoked. */
export function RevokeDialog({client, token, onDone, onClose}: Props) {
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<RestErrorKind>();
    const revoke = async () => {
        setBusy(true);
        try {
            await client.revokeUserAccessToken(token.id);
        } catch (thrown) {
            const {kind} = toRestError(thrown);
            if (kind !== 'not_found') {
                setError(kind);
                setBusy(false);
                return;
            }
        }
        onClose();
        await onDone();
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.bulk.revoke.title'
                    defaultMessage='{count, plural, one {Revoke # token?} other {Revoke # tokens?}}'
                    values={{count: 1}}
                />
            }
            onClose={busy ? undefined : onClose}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        disabled={busy}
                        onClick={onClose}
                    >
                        <FormattedMessage
                            id='token_audit.bulk.cancel'
                            defaultMessage='Cancel'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-danger'
                        disabled={busy}
                        onClick={() => void revoke()}
                    >
                        <FormattedMessage
                            id='token_audit.action.revoke'
                            defaultMessage='Revoke'
                        />
                    </button>
                </>
            }
        >
            <p><strong><bdi>{token.description || token.id}</bdi></strong></p>
            <p>
                <FormattedMessage
                    id='token_audit.trace.revoke_what'
                    defaultMessage='It is deleted, and what uses it stops working at once. This cannot be undone.'
                />
            </p>
            {error && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <RestErrorMessage
                        kind={error}
                        forAnyone
                    />
                </p>
            )}
        </Dialog>
    );
}

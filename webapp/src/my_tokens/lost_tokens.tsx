import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {changeToken} from '../../../server-bridge/bulk/token_action.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {Dialog} from '../shared/dialog.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {Token} from '../../../server-bridge/tokens/token.ts';

interface Props {
    client: RestClient;
    tokens: readonly Token[];
    onClose: () => void;
}

/** The server made a token, and its answer with the secret was lost on the way: nobody has it, so it should not exist. */
export function LostTokens({client, tokens, onClose}: Props) {
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<RestErrorKind>();
    const remove = async () => {
        setBusy(true);
        try {
            for (const {id} of tokens) {
                await changeToken(client, 'revoke', id);
            }
            onClose();
        } catch (thrown) {
            setError(toRestError(thrown).kind);
            setBusy(false);
        }
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.mine.lost.title'
                    defaultMessage='The secret was lost on the way'
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
                            id='token_audit.mine.lost.keep'
                            defaultMessage='Keep it'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-danger'
                        disabled={busy}
                        onClick={() => void remove()}
                    >
                        <FormattedMessage
                            id='token_audit.mine.lost.delete'
                            defaultMessage='Delete it'
                        />
                    </button>
                </>
            }
        >
            {error && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <RestErrorMessage kind={error} forAnyone/>
                </p>
            )}
            <p>
                <FormattedMessage
                    id='token_audit.mine.lost.explanation'
                    defaultMessage='The server made “{description}”, but the connection broke before its answer arrived. Nobody has seen the secret and nobody can. Delete the token and create another one.'
                    values={{description: <bdi key='description'>{tokens[0]?.description}</bdi>}}
                />
            </p>
        </Dialog>
    );
}

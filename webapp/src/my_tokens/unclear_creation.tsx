import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {Dialog} from '../shared/dialog.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {Creation} from '../../../server-bridge/my_tokens/create_token.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

interface Props {
    creation: Extract<Creation, {kind: 'unclear'}>;
    onFound: (found: Creation | RestError) => void;
    onClose: () => void;
}

/** Neither the server's answer arrived nor could be looked up what it did: another attempt before a look could make a second token. */
export function UnclearCreation({creation, onFound, onClose}: Props) {
    const [looking, setLooking] = useState(false);
    const look = async () => {
        setLooking(true);
        onFound(await creation.look().catch(toRestError));
        setLooking(false);
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.mine.unclear.title'
                    defaultMessage='Was the token made?'
                />
            }
            onClose={looking ? undefined : onClose}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        disabled={looking}
                        onClick={onClose}
                    >
                        <FormattedMessage
                            id='token_audit.mine.close'
                            defaultMessage='Close'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-primary'
                        disabled={looking}
                        onClick={() => void look()}
                    >
                        <FormattedMessage
                            id='token_audit.mine.unclear.look'
                            defaultMessage='Look again'
                        />
                    </button>
                </>
            }
        >
            <p
                className='TokenAudit__banner'
                role='alert'
            >
                <RestErrorMessage kind={creation.error.kind} forAnyone/>
            </p>
            <p>
                <FormattedMessage
                    id='token_audit.mine.unclear.explanation'
                    defaultMessage='The server may have made the token all the same, with a secret that nobody has seen. Look again when it answers: what was made is then found and offered for deletion.'
                />
            </p>
        </Dialog>
    );
}

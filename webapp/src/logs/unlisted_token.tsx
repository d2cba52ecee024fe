import React from 'react';
import {FormattedMessage} from 'react-intl';

import type {LoadState} from '../tokens/inventory_store.ts';

interface Props {
    name: string;

    /** Whether the page's list had it before. */
    isGone: boolean;
    load: LoadState;
    onReload: () => void;
}

/** A token that the page's list does not have. The logs' own look at the server is newer than the list: only one that was in it is known to be gone. */
export function UnlistedToken({name, isGone, load: {phase}, onReload}: Props) {
    return (
        <>
            <bdi>{name}</bdi>
            <span className='TokenAudit__muted'>
                {isGone ? (
                    <FormattedMessage
                        id='token_audit.logs.token_gone'
                        defaultMessage='Not in the list any more: it was revoked'
                    />
                ) : phase === 'loaded' || phase === 'failed' ? (
                    <>
                        <FormattedMessage
                            id='token_audit.logs.token_unlisted'
                            defaultMessage='Not in this page’s list: it was made after that was read, or was gone before'
                        />
                        {' '}
                        <button
                            type='button'
                            className='TokenAudit__link'
                            onClick={onReload}
                        >
                            <FormattedMessage
                                id='token_audit.logs.read_list'
                                defaultMessage='Read the list again'
                            />
                        </button>
                    </>
                ) : (
                    <FormattedMessage
                        id='token_audit.logs.list_awaited'
                        defaultMessage='The list of tokens is still being read …'
                    />
                )}
            </span>
        </>
    );
}

import React from 'react';
import {FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {LoadState} from '../tokens/inventory_store.ts';

interface Props {

    /** The notes of what was deactivated: whether they are read, or why they are not. */
    notes: 'reading' | 'read' | RestErrorKind;

    /** The tokens, which say what of it is inactive still. */
    load: LoadState;
    isEmpty: boolean;
}

/** That nothing is in quarantine, once notes and tokens are read; until then, that they are not. */
export function QuarantineStatus({notes, load, isEmpty}: Props) {
    if (notes !== 'reading' && notes !== 'read') {
        return <Banner><RestErrorMessage kind={notes}/></Banner>;
    }
    if (load.phase === 'failed') {
        return (
            <Banner>
                <FormattedMessage
                    id='token_audit.quarantine.tokens_failed'
                    defaultMessage='The tokens could not all be read: more may be in quarantine than is listed here.'
                />
                {' '}
                <RestErrorMessage kind={load.error.kind}/>
            </Banner>
        );
    }
    if (notes === 'reading' || load.phase === 'listing') {
        return (
            <p className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.quarantine.reading'
                    defaultMessage='Reading …'
                />
            </p>
        );
    }
    return isEmpty ? (
        <p>
            <FormattedMessage
                id='token_audit.quarantine.empty'
                defaultMessage='Nothing is in quarantine.'
            />
        </p>
    ) : null;
}

function Banner({children}: {children: React.ReactNode}) {
    return (
        <p
            className='TokenAudit__banner'
            role='alert'
        >
            {children}
        </p>
    );
}

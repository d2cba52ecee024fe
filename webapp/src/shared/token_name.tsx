import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Description, isBlank} from './description.tsx';

interface Props {
    id: string;

    /** Undefined for a token that is not in the list. */
    description: string | undefined;
}

/** A token's description over its id; one that is not in the list says so. */
export function TokenName({id, description}: Props) {
    return (
        <span className='TokenAudit__token-name'>
            <span
                className={`TokenAudit__ellipsis ${isBlank(description ?? '') ? 'TokenAudit__muted' : ''}`}
                title={description}
            >
                {description === undefined ? (
                    <FormattedMessage
                        id='token_audit.activity.not_listed'
                        defaultMessage='Not in the list'
                    />
                ) : <Description text={description}/>}
            </span>
            <code className='TokenAudit__id TokenAudit__ellipsis'>{id}</code>
        </span>
    );
}

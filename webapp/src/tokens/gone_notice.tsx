import React from 'react';
import {FormattedMessage} from 'react-intl';

import {CloseButton} from '../shared/close_button.tsx';

/** A link led to a token that the complete list does not have. */
export function GoneNotice({id, onClose}: {id: string; onClose: () => void}) {
    return (
        <div
            className='TokenAudit__notes TokenAudit__gone'
            role='status'
        >
            <span>
                <FormattedMessage
                    id='token_audit.gone'
                    defaultMessage='There is no token {id} on this server any more: it was revoked, or never was one.'
                    values={{id: <code className='TokenAudit__id'>{id}</code>}}
                />
            </span>
            <CloseButton onClose={onClose}/>
        </div>
    );
}

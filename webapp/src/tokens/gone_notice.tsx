import React from 'react';
import {FormattedMessage} from 'react-intl';

import {CloseButton} from '../shared/close_button.tsx';

/** A link led to a token that the complete list does not have. Its id is not repeated: somebody's secret may stand in its place. */
export function GoneNotice({onClose}: {onClose: () => void}) {
    return (
        <div
            className='TokenAudit__notes TokenAudit__gone'
            role='status'
        >
            <span>
                <FormattedMessage
                    id='token_audit.gone'
                    defaultMessage='The token that the link names is not on this server: it was revoked, or never was one.'
                />
            </span>
            <CloseButton onClose={onClose}/>
        </div>
    );
}

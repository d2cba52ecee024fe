import React from 'react';
import {useIntl} from 'react-intl';

import {Icon} from './icons.tsx';

/** The cross in the corner of a dialog or a panel. */
export function CloseButton({onClose}: {onClose: () => void}) {
    const {formatMessage} = useIntl();
    return (
        <button
            type='button'
            className='TokenAudit__icon-button'
            aria-label={formatMessage({id: 'token_audit.dialog.close', defaultMessage: 'Close'})}
            onClick={onClose}
        >
            <Icon
                name='close'
                size={20}
            />
        </button>
    );
}

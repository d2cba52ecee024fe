import React from 'react';
import {FormattedMessage} from 'react-intl';

/** Active or inactive, as a word with a coloured dot. */
export function TokenState({active}: {active: boolean}) {
    return (
        <span className={`TokenAudit__state TokenAudit__state--${active ? 'active' : 'inactive'}`}>
            {active ? (
                <FormattedMessage
                    id='token_audit.state.active'
                    defaultMessage='Active'
                />
            ) : (
                <FormattedMessage
                    id='token_audit.state.inactive'
                    defaultMessage='Inactive'
                />
            )}
        </span>
    );
}

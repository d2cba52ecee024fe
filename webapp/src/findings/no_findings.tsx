import React from 'react';
import {FormattedMessage} from 'react-intl';

/** Nothing was found, or nothing in what is known so far. */
export function NoFindings({partial}: {partial: boolean}) {
    return (
        <span className='TokenAudit__muted'>
            {partial ? (
                <FormattedMessage
                    id='token_audit.findings.none_so_far'
                    defaultMessage='None so far'
                />
            ) : (
                <FormattedMessage
                    id='token_audit.findings.none'
                    defaultMessage='None'
                />
            )}
        </span>
    );
}

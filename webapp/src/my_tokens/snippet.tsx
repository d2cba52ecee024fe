import React from 'react';
import {FormattedMessage} from 'react-intl';

import {basePath} from '../shared/host.ts';

/** How to try a token in a terminal. The secret is typed there, unseen: it is not in the snippet, nor in the shell's history. */
export function Snippet() {
    const site = `${window.location.origin}${basePath()}`;
    return (
        <details className='TokenAudit__snippet'>
            <summary>
                <FormattedMessage
                    id='token_audit.mine.snippet.title'
                    defaultMessage='Try it in a terminal'
                />
            </summary>
            <pre>
                {`export MM_SERVICESETTINGS_SITEURL='${site}'\nread -rs MM_ADMIN_TOKEN && export MM_ADMIN_TOKEN   # `}
                <FormattedMessage
                    id='token_audit.mine.snippet.paste'
                    defaultMessage='paste the secret, then press Enter'
                />
                {'\ncurl -H "Authorization: Bearer $MM_ADMIN_TOKEN" "$MM_SERVICESETTINGS_SITEURL/api/v4/users/me"'}
            </pre>
        </details>
    );
}

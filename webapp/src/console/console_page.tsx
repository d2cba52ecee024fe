import React from 'react';
import {FormattedMessage} from 'react-intl';

import {entryMessages} from '../shared/entry_texts.ts';

import {AccessTokens} from './access_tokens.tsx';

/** System Console → User Management → Access Tokens, in the host's own frame for a page with a table. */
export default function ConsolePage() {
    return (
        <div className='wrapper--fixed'>
            <div className='admin-console__header'><FormattedMessage {...entryMessages.title}/></div>
            <div className='admin-console__wrapper TokenAudit__console'>
                <div className='admin-console__container ignore-marking'>
                    <AccessTokens/>
                </div>
            </div>
        </div>
    );
}

import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {ACCESS_TOKENS_URL, basePath} from '../shared/host.ts';
import {MessagesProvider} from '../shared/messages_provider.tsx';

import {AccessTokens} from './access_tokens.tsx';
import {isConsolePageShown} from './add_console_page.ts';

/** The plugin's own settings page: the way to the page in the System Console, and its home where the host has no place for it. */
export default function SettingsPage() {
    const [here, setHere] = useState(!isConsolePageShown());
    if (here) {
        return (
            <div className='TokenAudit__settings-home'>
                <AccessTokens/>
            </div>
        );
    }
    return (
        <MessagesProvider>
            <div style={{paddingBottom: 24}}>
                <p>
                    <FormattedMessage
                        id='token_audit.settings.where'
                        defaultMessage='Every personal access token of this server is listed under User Management.'
                    />
                </p>
                <a
                    className='btn btn-primary'
                    href={`${basePath()}/admin_console/${ACCESS_TOKENS_URL}`}
                >
                    <FormattedMessage
                        id='token_audit.settings.open'
                        defaultMessage='Open Access Tokens'
                    />
                </a>
                {' '}
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={() => setHere(true)}
                >
                    <FormattedMessage
                        id='token_audit.settings.here'
                        defaultMessage='Show them here'
                    />
                </button>
            </div>
        </MessagesProvider>
    );
}

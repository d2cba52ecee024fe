import {Settings} from 'luxon';
import React, {useEffect} from 'react';
import {IntlProvider} from 'react-intl';
import {useSelector} from 'react-redux';

import {currentLocale, loadTranslations} from './translations.ts';

import type {HostState} from './state/state.ts';
import type {ReactNode} from 'react';

/** The user's language for everything inside. A change of language mounts it all anew, as in the host. */
export function HostIntl({children}: {children: ReactNode}) {
    const locale = useSelector(currentLocale);
    const messages = useSelector(({views}: HostState) => views.i18n.translations[locale]);

    useEffect(() => {
        loadTranslations(locale);
        Settings.defaultLocale = locale;
    }, [locale]);

    if (!messages) {
        return null;
    }
    return (
        <IntlProvider
            key={locale}
            locale={locale}
            messages={messages}
            textComponent='span'
            wrapRichTextChunksInFragment={false}
        >
            {children}
        </IntlProvider>
    );
}

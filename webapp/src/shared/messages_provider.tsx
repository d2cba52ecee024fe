import React from 'react';
import {IntlProvider, useIntl} from 'react-intl';

/** Our texts in the host's language, dates and numbers in its locale. Texts fall back to English where not translated. */
export function MessagesProvider({children}: {children: React.ReactNode}) {
    const {locale, timeZone} = useIntl();
    return (
        <IntlProvider
            locale={locale}
            timeZone={timeZone}
            defaultLocale='en'
            onError={ignoreUntranslated}
        >
            {children}
        </IntlProvider>
    );
}

function ignoreUntranslated(error: {code: string}) {
    if (error.code !== 'MISSING_TRANSLATION') {
        throw error;
    }
}

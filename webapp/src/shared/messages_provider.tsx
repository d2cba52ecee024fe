import React from 'react';
import {IntlProvider, useIntl} from 'react-intl';

import {useTexts} from './use_texts.ts';

/**
 * Our texts in the host's language, dates and numbers in its locale. A text that is not translated, or cannot be formatted
 * as translated, is in English. Shows nothing while the language loads.
 */
export function MessagesProvider({children}: {children: React.ReactNode}) {
    const {locale, timeZone} = useIntl();
    const messages = useTexts(locale);
    if (!messages) {
        return null;
    }
    return (
        <IntlProvider
            locale={locale}
            messages={messages}
            timeZone={timeZone}
            defaultLocale='en'
            onError={reportFault}
        >
            {children}
        </IntlProvider>
    );
}

// Throwing here would take the whole surface down for one text; react-intl goes on with the English one.
function reportFault(error: {code: string}) {
    if (error.code !== 'MISSING_TRANSLATION') {
        // eslint-disable-next-line no-console -- a fault in a text, for whoever translates
        console.error(error);
    }
}

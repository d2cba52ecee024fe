import React from 'react';
import {IntlProvider, useIntl} from 'react-intl';

import {languageOf} from './texts.ts';
import {useTexts} from './use_texts.ts';

/**
 * Our texts in the host's language, dates and numbers in its locale. A text that is not translated, or cannot be formatted
 * as translated, is in English with English dates. Shows nothing while the language loads.
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

            // English texts are formatted in this locale: that of Australia keeps its own dates.
            defaultLocale={languageOf(locale) === 'en' ? locale : 'en'}
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

import React from 'react';
import {renderToStaticMarkup} from 'react-dom/server';
import {IntlProvider} from 'react-intl';

/** What an element says, with the messages as written. Any fault in one throws. */
export function textOf(element: React.ReactElement): string {
    const fail = (error: {code: string; message: string}) => {
        if (error.code !== 'MISSING_TRANSLATION') {
            throw new Error(error.message);
        }
    };
    const html = renderToStaticMarkup(
        <IntlProvider
            locale='en'
            timeZone='UTC'
            onError={fail}
        >
            {element}
        </IntlProvider>,
    );
    return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim();
}

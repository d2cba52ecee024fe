import React from 'react';
import {renderToStaticMarkup} from 'react-dom/server';
import {IntlProvider} from 'react-intl';

/** What an element says, with the messages as written and `gap` where a tag was. Any fault in a message throws. */
export function textOf(element: React.ReactElement, gap = ' '): string {
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
    return html.replace(/<[^>]+>/g, gap).replace(/\s+/g, ' ').trim();
}

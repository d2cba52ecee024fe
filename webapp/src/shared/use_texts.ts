import {useEffect, useState} from 'react';

import {loadTexts, textsAtHand} from './texts.ts';

import type {Texts} from './texts.ts';

/** The texts for a locale, undefined until they are there. */
export function useTexts(locale: string): Texts | undefined {
    const [answer, setAnswer] = useState<{locale: string; texts: Texts}>();
    const texts = textsAtHand(locale) ?? (answer?.locale === locale ? answer.texts : undefined);
    const missing = !texts;

    useEffect(() => {
        let wanted = missing;
        if (missing) {
            void loadTexts(locale).then((loaded) => wanted && setAnswer({locale, texts: loaded}));
        }
        return () => {
            wanted = false;
        };
    }, [locale, missing]);

    return texts;
}

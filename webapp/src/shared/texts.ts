export type Texts = Record<string, string>;

/** Translations by language. Each is a chunk of its own, so that nobody downloads a language other than theirs. */
const languages: Record<string, () => Promise<{default: Texts}>> = {
    de: () => import(/* webpackChunkName: "de" */ '../../i18n/de.json'),
};

const loaded: Record<string, Texts> = {};
const untranslated: Texts = {};

/** The language of a locale: `de` of `de`, `de-AT` and `de_CH`. */
export function languageOf(locale: string): string {
    return locale.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** The texts for a locale where nothing has to be loaded first; undefined where `loadTexts` has to. */
export function textsAtHand(locale: string): Texts | undefined {
    const language = languageOf(locale);
    return Object.hasOwn(languages, language) ? loaded[language] : untranslated;
}

/** Loads the texts for a locale. Never rejects: without them the page is in English, and the next one to open tries again. */
export async function loadTexts(locale: string): Promise<Texts> {
    const language = languageOf(locale);
    try {
        const texts = (await languages[language]?.())?.default ?? untranslated;
        loaded[language] = texts;
        return texts;
    } catch {
        return untranslated;
    }
}

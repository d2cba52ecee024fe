import {defineMessages} from 'react-intl';

import {languageOf} from './texts.ts';

import type {Texts} from './texts.ts';

/** Texts under this prefix are in the entry in all languages: build/webpack_config.ts takes them from the translations. */
declare const ENTRY_TRANSLATIONS: Record<string, Texts>;

/** What the host shows by itself, or what shows when no chunk can be loaded. The host formats these, so they must be in its own messages. */
export const entryMessages = defineMessages({
    title: {id: 'token_audit.entry.title', defaultMessage: 'Access Tokens'},
    searchWords: {id: 'token_audit.entry.search_words', defaultMessage: 'personal access tokens, revoke, deactivate'},
    failed: {id: 'token_audit.entry.failed', defaultMessage: 'Token Audit could not show this page. If the plugin was updated meanwhile, reload the browser tab.'},
    traceMenu: {id: 'token_audit.entry.trace_menu', defaultMessage: 'Trace access tokens'},
    tracePostMenu: {id: 'token_audit.entry.trace_post_menu', defaultMessage: 'Trace token ids in this message'},
    tryAgain: {id: 'token_audit.entry.try_again', defaultMessage: 'Try again'},
});

const english: Texts = Object.fromEntries(Object.values(entryMessages).map(({id, defaultMessage}) => [id, defaultMessage]));

/** The entry's texts for a locale, as `registerTranslations` asks for them: at once. */
export function entryTexts(locale: string): Texts {
    return {...english, ...ENTRY_TRANSLATIONS[languageOf(locale)]};
}

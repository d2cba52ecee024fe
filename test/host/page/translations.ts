import {client} from './client.ts';
import {hostMessages} from './messages.ts';
import {currentUser} from './state/load.ts';
import {store} from './state/store.ts';

import type {HostState} from './state/state.ts';

/** A plugin's texts for a locale: message id → text. */
export type TranslationsSource = (locale: string) => Record<string, string>;

// The languages the host offers; any other falls back to English.
const locales = ['bg', 'de', 'en', 'en-AU', 'es', 'fa', 'fr', 'hu', 'it', 'ja', 'ko', 'nl', 'pl', 'pt-BR', 'ro', 'ru', 'sv', 'tr', 'uk', 'vi', 'zh-CN', 'zh-TW'];

const sources = new Map<string, TranslationsSource>();

export function currentLocale(state: HostState): string {
    const wanted = currentUser(state)?.locale || state.entities.general.config.DefaultClientLocale || 'en';
    return locales.includes(wanted) ? wanted : 'en';
}

/** Adds a plugin's texts, at once to the locale that is shown, and to others when they are loaded. */
export function registerTranslations(pluginId: string, source: TranslationsSource): void {
    sources.set(pluginId, source);
    const locale = currentLocale(store.getState());
    const loaded = store.getState().views.i18n.translations[locale];
    if (loaded) {
        receive(locale, {...loaded, ...source(locale)});
    }
}

export function unregisterTranslations(pluginId: string): void {
    sources.delete(pluginId);
}

/** Loads a locale's texts: English first, then the plugins' over it. (The host's own translations stay with the host.) */
export function loadTranslations(locale: string): void {
    client.setAcceptLanguage(locale);
    if (!store.getState().views.i18n.translations[locale]) {
        receive(locale, Object.assign({}, hostMessages, ...[...sources.values()].map((source) => source(locale))));
    }
}

function receive(locale: string, translations: Record<string, string>): void {
    store.dispatch({type: 'RECEIVED_TRANSLATIONS', data: {locale, translations}});
}

import type {Definition, SubSection, Text} from './types.ts';
import type {PluginRedux} from '@mattermost/types/plugins';
import type {IntlShape} from 'react-intl';

/**
 * URLs of the pages whose texts hold the term. Like the host it formats every text of every page at the first search,
 * so that a page with texts of the wrong kind breaks the search (utils/admin_console_index.tsx).
 */
export function searchPages(term: string, definition: Definition, plugins: Record<string, PluginRedux>, intl: IntlShape): Set<string> {
    const texts = Object.values(definition).flatMap((section) => Object.values(section.subsections)).map((page) => [page.url, textsOf(page, intl)] as const);
    const ofPlugins = Object.values(plugins).map(({id, name}) => [`plugins/plugin_${id}`, `${id} ${name}`] as const);
    const wanted = term.toLowerCase().split(' ').filter(Boolean);
    return new Set([...texts, ...ofPlugins].filter(([, text]) => wanted.every((word) => text.toLowerCase().includes(word))).map(([url]) => url));
}

function textsOf({title, searchableStrings = [], schema, isDiscovery}: SubSection, intl: IntlShape): string {
    if (isDiscovery) {
        return '';
    }
    const words = (text: Text) => (typeof text === 'string' ? text : intl.formatMessage(text));
    return [
        ...(title ? [words(title)] : []),
        ...(schema.name ? [words(schema.name)] : []),
        ...searchableStrings.map((text) => (Array.isArray(text) ? intl.formatMessage(...text) : words(text))),
    ].join(' ');
}

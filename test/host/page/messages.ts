import type {MessageDescriptor} from 'react-intl';

/** The English texts of the stand-in itself; the host's come from its i18n/en.json. */
export const hostMessages: Record<string, string> = {};

/** Names a text of the stand-in by the host's message id. */
export function message(id: string, defaultMessage: string): MessageDescriptor {
    hostMessages[id] = defaultMessage;
    return {id, defaultMessage};
}

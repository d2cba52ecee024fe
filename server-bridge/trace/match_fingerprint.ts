import {readRegistered, registrarsOf} from '../attribution/registered.ts';
import {loadBotOwners} from '../owners/bots.ts';
import {orUndefined} from '../rest/or_undefined.ts';
import {listTokens} from '../tokens/list_tokens.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';
import type {FingerprintMatch} from './answer.ts';
import type {Known} from './known.ts';

/** Token ids by the fingerprint that their owners registered; `is_complete` when every owner could be asked. */
export interface Registered {
    ids: ReadonlyMap<string, string>;
    is_complete: boolean;
}

/** The tokens that a fingerprint, whole or its first digits, was registered for. */
export function matchFingerprint(fingerprint: string, known: Known, registered?: Registered): FingerprintMatch {
    const all = [...known.registered, ...registered?.ids ?? []].filter(([one]) => one.startsWith(fingerprint)).map(([, id]) => id);
    return {token_ids: [...new Set(all)], searched: registered ? registered.is_complete ? 'all_owners' : 'some_owners' : 'own'};
}

/**
 * The fingerprints that owners of tokens registered, everybody's: for an admin. One request per owner, so `onProgress`
 * tells how many owners are done and the client is best an abortable one. Throws RestError.
 */
export async function loadRegistered(client: RestClient, onProgress: (done: number, total: number) => void = () => undefined): Promise<Registered> {
    const tokens = new Map<string, Token>();
    const {proven} = await listTokens(client, {onPage: (page) => page.forEach((token) => tokens.set(token.id, token))});
    const owners = [...new Set([...tokens.values()].map(({user_id}) => user_id))];
    const bots = await orUndefined(loadBotOwners(client));
    const botOwners = bots ?? new Map<string, string>();
    const registrars = registrarsOf(owners, botOwners);
    let [done, unread] = [0, 0];
    const ids = await readRegistered(registrars, tokens, botOwners, async (userId) => {
        const preferences = await orUndefined(client.getUserPreferences(userId));
        unread += Number(preferences === undefined);
        onProgress(++done, registrars.length);
        return preferences;
    });
    return {ids, is_complete: proven && bots !== undefined && unread === 0};
}

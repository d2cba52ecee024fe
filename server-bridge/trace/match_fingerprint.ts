import {readRegistered, registrarsOf} from '../attribution/registered.ts';
import {loadBotOwners} from '../owners/bots.ts';
import {orUndefined} from '../rest/or_undefined.ts';
import {listTokens} from '../tokens/list_tokens.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';
import type {FingerprintMatch} from './answer.ts';
import type {Known} from './known.ts';

/** Token ids by the fingerprint that their owners registered. */
export type Registered = ReadonlyMap<string, string>;

/** The most owners whose preferences are read: one request each. */
const MOST_OWNERS = 2000;

/** The tokens that a fingerprint, whole or its first digits, was registered for. */
export function matchFingerprint(fingerprint: string, known: Known, registered?: Registered): FingerprintMatch {
    const all = [...known.registered, ...registered ?? []].filter(([one]) => one.startsWith(fingerprint)).map(([, id]) => id);
    return {token_ids: [...new Set(all)], searched: registered ? 'all_owners' : 'own'};
}

/** The fingerprints that owners of tokens registered, everybody's: for an admin, one request per owner. Throws RestError. */
export async function loadRegistered(client: RestClient): Promise<Registered> {
    const tokens = new Map<string, Token>();
    await listTokens(client, {onPage: (page) => page.forEach((token) => tokens.set(token.id, token))});
    const owners = [...new Set([...tokens.values()].map(({user_id}) => user_id))];
    const botOwners = await orUndefined(loadBotOwners(client)) ?? new Map<string, string>();
    return readRegistered(registrarsOf(owners, botOwners).slice(0, MOST_OWNERS), tokens, botOwners, (userId) => orUndefined(client.getUserPreferences(userId)));
}

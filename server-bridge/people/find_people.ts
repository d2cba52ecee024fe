import {isShareable} from '../inventory/filter.ts';
import {parseOwners} from '../owners/owner.ts';

import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';

/** How many are offered; who is not among them is found by typing more. */
export const MOST_FOUND = 20;

/** Whether a term may be searched for: a word that looks like a secret stays here. */
export function isSearchable(term: string): boolean {
    return term.trim() !== '' && isShareable(term, () => false);
}

/** People whose username, name, nickname or e-mail address begins with `term`; deactivated accounts are none. Throws RestError. */
export async function findPeople(client: RestClient, term: string): Promise<Owner[]> {
    return isSearchable(term) ? parseOwners(await client.searchUsers(term.trim(), {limit: MOST_FOUND})) : [];
}

import {useEffect, useState} from 'react';

import {findPeople, isSearchable} from '../../../server-bridge/people/find_people.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

/** Time to go on typing, in ms. */
const PAUSE_MS = 250;

export type Found =
    | {state: 'nothing_asked'}
    | {state: 'not_searchable'}
    | {state: 'searching'}
    | {state: 'found'; people: Owner[]}
    | {state: 'failed'; error: RestErrorKind};

/** Searches as the term changes; an answer to an older term is never shown. */
export function useFoundPeople(client: RestClient, term: string): Found {
    const [answer, setAnswer] = useState<{term: string; found: Found}>();
    useEffect(() => {
        if (!isSearchable(term)) {
            return undefined;
        }
        const abort = new AbortController();
        const set = (found: Found) => !abort.signal.aborted && setAnswer({term, found});
        const timer = setTimeout(() => findPeople(client.abortable(abort.signal), term).then(
            (people) => set({state: 'found', people}),
            (error: unknown) => set({state: 'failed', error: toRestError(error).kind}),
        ), PAUSE_MS);
        return () => {
            clearTimeout(timer);
            abort.abort();
        };
    }, [client, term]);

    if (term.trim() === '') {
        return {state: 'nothing_asked'};
    }
    if (!isSearchable(term)) {
        return {state: 'not_searchable'};
    }
    return answer?.term === term ? answer.found : {state: 'searching'};
}

import {useCallback, useEffect, useRef, useState} from 'react';

import {installedRight} from '../../../server-bridge/people/create_right.ts';
import {loadPeople} from '../../../server-bridge/people/list_people.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {loadServerSettings} from '../../../server-bridge/rest/server_settings.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {People} from '../../../server-bridge/people/list_people.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

export type PeopleLoad =
    | {phase: 'reading'}
    | {phase: 'read'; at: number}
    | {phase: 'failed'; error: RestError};

export interface PeopleState extends People {
    load: PeopleLoad;

    /** Whether personal access tokens are switched on; undefined while that is read. */
    token_switch: 'on' | 'off' | 'unknown' | undefined;
}

const nothing: PeopleState = {load: {phase: 'reading'}, right: installedRight, people: new Map(), complete: true, token_switch: undefined};

/** Reads who may create tokens when it is first shown, and again on `reload`. What was read stays while it is read again. */
export function usePeople(client: RestClient): {state: PeopleState; reload: () => void; set: (owner: Owner) => void} {
    const [state, setState] = useState(nothing);
    const abort = useRef<AbortController>();

    const reload = useCallback(() => {
        abort.current?.abort();
        const {signal} = abort.current = new AbortController();
        const update = (change: Partial<PeopleState>) => !signal.aborted && setState((before) => ({...before, ...change}));
        const reader = client.abortable(signal);
        update({load: {phase: 'reading'}});
        loadServerSettings(reader).then(
            ({tokens_enabled: on}) => update({token_switch: on === undefined ? 'unknown' : on ? 'on' : 'off'}),
            () => update({token_switch: 'unknown'}),
        );
        loadPeople(reader).then(
            (people) => update({...people, load: {phase: 'read', at: Date.now()}}),
            (error: unknown) => update({load: {phase: 'failed', error: toRestError(error)}}),
        );
    }, [client]);

    useEffect(() => {
        reload();
        return () => abort.current?.abort();
    }, [reload]);

    const set = useCallback((owner: Owner) => setState((before) => ({...before, people: new Map(before.people).set(owner.id, owner)})), []);
    return {state, reload, set};
}

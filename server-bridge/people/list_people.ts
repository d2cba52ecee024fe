import {parseOwners} from '../owners/owner.ts';
import {DEFAULT_CONCURRENCY} from '../rest/throttle.ts';

import {CREATE_ROLE, everybodysRights, loadCreateRight, POST_ALL_ROLE, POST_PUBLIC_ROLE} from './create_right.ts';

import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {CreateRight} from './create_right.ts';

/** The most the server gives per page. */
export const USERS_PER_PAGE = 200;

const MAX_PASSES = 5;

/** Who holds a role that matters for tokens, deactivated accounts and bots included. */
export interface People {
    right: CreateRight;

    /** By user id. */
    people: ReadonlyMap<string, Owner>;

    /** False when people came and went all the time while the lists were read. */
    complete: boolean;
}

/** Reads everyone who may create tokens or post anywhere; where everybody may create, those whom a role of their own lets. Throws RestError. */
export async function loadPeople(client: RestClient): Promise<People> {
    const right = await loadCreateRight(client);
    const everybody = everybodysRights(right);
    const roles = new Set([...right.roles, CREATE_ROLE, POST_ALL_ROLE, POST_PUBLIC_ROLE].filter((role) => !everybody.includes(role)));
    const lists = await Promise.all([...roles].map((role) => listHolders(client, role)));
    const people = new Map(lists.flatMap(({holders}) => holders.map((owner) => [owner.id, owner] as const)));
    return {right, people, complete: lists.every(({complete}) => complete)};
}

/**
 * Everyone with `role`, of the whole server. The server sorts by username and finds the role as a part of the roles' text:
 * whoever has only one of a longer name is left out here. (`roles=` would ignore this role and answer with everybody.)
 *
 * Someone who loses the role moves all later ones up, past the edge of a page: more than one page is read until two passes
 * in a row saw the same people. Throws RestError.
 */
export async function listHolders(client: RestClient, role: string): Promise<{holders: Owner[]; complete: boolean}> {
    let before: Owner[] | undefined;
    for (let pass = 1; ; pass++) {
        const found = await readPass(client, role);
        const complete = found.length < USERS_PER_PAGE || (before !== undefined && idsOf(before) === idsOf(found));
        if (complete || pass === MAX_PASSES) {
            return {holders: found.filter(({roles}) => roles.includes(role)), complete};
        }
        before = found;
    }
}

// Twice as many pages at once with every round, so that a short list takes one request.
async function readPass(client: RestClient, role: string): Promise<Owner[]> {
    const found: Owner[] = [];
    for (let page = 0, wave = 1; ; page += wave, wave = Math.min(wave * 2, DEFAULT_CONCURRENCY)) {
        const pages = await Promise.all(Array.from({length: wave}, async (_, i) => parseOwners(await client.getProfiles(page + i, USERS_PER_PAGE, {role}))));
        found.push(...pages.flat());
        if (pages.some(({length}) => length < USERS_PER_PAGE)) {
            return found;
        }
    }
}

function idsOf(owners: readonly Owner[]): string {
    return owners.map(({id}) => id).join();
}

import * as v from 'valibot';

import {parse} from '../rest/parse.ts';
import {RestError} from '../rest/rest_error.ts';

import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';

export const CREATE_PERMISSION = 'create_user_access_token';

/** The role by which the System Console gives someone the right to create tokens. */
export const CREATE_ROLE = 'system_user_access_token';
export const POST_ALL_ROLE = 'system_post_all';
export const POST_PUBLIC_ROLE = 'system_post_all_public';

/** Every account has one of these: a right of theirs is everybody's. */
const everybodysRoles = ['system_user', 'system_guest'];

/** What gives the right to create tokens. It is a right of the whole system: roles of teams and channels, and so their schemes, cannot give it. */
export interface CreateRight {

    /** Names of the roles that give it. */
    roles: ReadonlySet<string>;

    /** False where the server's roles could not be read: then these are those of a server as it is installed. */
    known: boolean;
}

/** Those of a server as it is installed. */
export const installedRight: CreateRight = {roles: new Set(['system_admin', CREATE_ROLE]), known: false};

const rolesSchema = v.array(v.object({
    name: v.string(),
    permissions: v.optional(v.nullable(v.array(v.string()))),
    delete_at: v.optional(v.number(), 0),
}));

/** Reads which roles give the right (`GET /roles`, needs manage_system; without that, the installed ones). Throws RestError. */
export async function loadCreateRight(client: RestClient): Promise<CreateRight> {
    try {
        const roles = parse(rolesSchema, await client.getAllRoles());
        return {
            roles: new Set(roles.filter(({permissions, delete_at}) => delete_at === 0 && permissions?.includes(CREATE_PERMISSION)).map(({name}) => name)),
            known: true,
        };
    } catch (error) {
        if (error instanceof RestError && error.kind === 'forbidden') {
            return installedRight;
        }
        throw error;
    }
}

/** The roles of everybody, or of every guest, that give the right; in most servers none. */
export function everybodysRights({roles}: CreateRight): string[] {
    return everybodysRoles.filter((role) => roles.has(role));
}

/** The roles by which someone may create tokens; none = they may not. A bot never may, whatever its roles (measured: 403). */
export function rolesToCreate({roles}: CreateRight, owner: Pick<Owner, 'roles' | 'is_bot'>): string[] {
    return owner.is_bot ? [] : owner.roles.filter((role) => roles.has(role));
}

/** Where someone may post without being a member. */
export type PostReach = 'everywhere' | 'public' | 'member';

export function postReach({roles}: Pick<Owner, 'roles'>): PostReach {
    if (roles.includes('system_admin') || roles.includes(POST_ALL_ROLE)) {
        return 'everywhere';
    }
    return roles.includes(POST_PUBLIC_ROLE) ? 'public' : 'member';
}

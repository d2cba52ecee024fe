import {parseOwners} from '../owners/owner.ts';
import {toRestError, RestError} from '../rest/rest_error.ts';
import {parseTokens} from '../tokens/token.ts';

import {CREATE_ROLE, POST_ALL_ROLE, POST_PUBLIC_ROLE, postReach} from './create_right.ts';

import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';
import type {PostReach} from './create_right.ts';

const TOKENS_PER_PAGE = 200;

/** Roles to give and to take away; everything else someone holds stays. */
export interface RoleChange {
    give: string[];
    take: string[];
}

/** The change from what someone holds to what is wanted, as far as these rights are held by the roles of the System Console's own "Manage Roles". */
export function roleChange(owner: Pick<Owner, 'roles'>, wanted: {create: boolean; post: PostReach}): RoleChange {
    const change: RoleChange = {give: [], take: []};
    const set = (role: string, on: boolean) => {
        if (on !== owner.roles.includes(role)) {
            change[on ? 'give' : 'take'].push(role);
        }
    };
    set(CREATE_ROLE, wanted.create);
    if (postReach(owner) !== wanted.post) {
        set(POST_ALL_ROLE, wanted.post === 'everywhere');
        set(POST_PUBLIC_ROLE, wanted.post === 'public');
    }
    return change;
}

/** `roles` after the change, the untouched ones in their order. */
export function rolesAfter(roles: readonly string[], {give, take}: RoleChange): string[] {
    return [...roles.filter((role) => !take.includes(role)), ...give.filter((role) => !roles.includes(role))];
}

/**
 * Changes some of a user's roles: reads what they hold now, writes, and reads back what became of it. `owner` is what the
 * server then says; `done` is false where it took the change and yet holds something else. Throws RestError.
 */
export async function changeRoles(client: RestClient, userId: string, change: RoleChange): Promise<{owner: Owner; done: boolean}> {
    const before = await readUser(client, userId);

    // Every account has a role: one without any is one whose roles were kept from us, and writing would take them all.
    if (before.roles.length === 0) {
        throw new RestError('malformed');
    }
    const wanted = rolesAfter(before.roles, change);
    let failed: RestError | undefined;
    if (wanted.join(' ') !== before.roles.join(' ')) {
        failed = await client.updateUserRoles(userId, wanted.join(' ')).then(() => undefined, toRestError);
        if (failed && !failed.outcome_unknown) {
            throw failed;
        }
    }
    const owner = await readUser(client, userId);
    const done = change.give.every((role) => owner.roles.includes(role)) && !change.take.some((role) => owner.roles.includes(role));
    if (failed && !done) {
        throw failed;
    }
    return {owner, done};
}

/** Every token of one user, as the server has it now. Throws RestError. */
export async function tokensOfUser(client: RestClient, userId: string): Promise<Token[]> {
    const tokens = new Map<string, Token>();
    for (let page = 0; ; page++) {
        const found = parseTokens(await client.getUserAccessTokensForUser(userId, page, TOKENS_PER_PAGE));
        found.forEach((token) => tokens.set(token.id, token));
        if (found.length < TOKENS_PER_PAGE) {
            return [...tokens.values()];
        }
    }
}

async function readUser(client: RestClient, userId: string): Promise<Owner> {
    const [user] = parseOwners([await client.getUser(userId)]);
    if (!user) {
        throw new RestError('malformed');
    }
    return user;
}

import * as v from 'valibot';

import {idSchema, parse, textSchema, timeSchema} from '../rest/parse.ts';

const text = v.optional(v.fallback(textSchema, ''), '');

const roleLists = new Map<string, readonly string[]>();

// Nearly everybody has the same roles: they share one list, which of 200,000 owners saves a tenth of all the memory.
function rolesOf(roles: string): readonly string[] {
    const list = roleLists.get(roles) ?? roles.split(' ').filter(Boolean);
    roleLists.set(roles, list);
    return list;
}

const ownerSchema = v.pipe(
    v.object({
        id: idSchema,
        username: textSchema,
        first_name: text,
        last_name: text,
        nickname: text,
        roles: text,
        is_bot: v.optional(v.boolean(), false),
        delete_at: v.optional(timeSchema, 0),
    }),
    v.transform((user) => ({...user, roles: rolesOf(user.roles)})),
);

/** Who a token belongs to: a person, a guest or a bot. `delete_at` is ms since 1970, 0 while the account is active. */
export type Owner = v.InferOutput<typeof ownerSchema>;

/** Users out of a REST answer. Throws a `malformed` RestError for anything else. */
export function parseOwners(answer: unknown): Owner[] {
    return parse(v.array(ownerSchema), answer);
}

/** What stands beside an owner's name, most telling first. */
export type OwnerMark = 'deactivated' | 'system_admin' | 'bot' | 'guest';

export function ownerMarks(owner: Owner): OwnerMark[] {
    const marks: OwnerMark[] = [];
    if (owner.delete_at > 0) {
        marks.push('deactivated');
    }
    if (owner.roles.includes('system_admin')) {
        marks.push('system_admin');
    }
    if (owner.is_bot) {
        marks.push('bot');
    }
    if (owner.roles.includes('system_guest')) {
        marks.push('guest');
    }
    return marks;
}

/** First and last name, else the nickname, else nothing. */
export function fullName(owner: Owner): string {
    return `${owner.first_name} ${owner.last_name}`.trim() || owner.nickname;
}

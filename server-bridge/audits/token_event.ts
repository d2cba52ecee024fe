import * as v from 'valibot';

import {idOrNoneSchema, idSchema, parse, timeSchema} from '../rest/parse.ts';

const auditSchema = v.object({
    id: idSchema,
    create_at: timeSchema,
    user_id: idOrNoneSchema,
    action: v.optional(v.string(), ''),
    extra_info: v.optional(v.string(), ''),
    ip_address: v.optional(v.string(), ''),
    session_id: idOrNoneSchema,
});

/** One row of the server's audits. `create_at` is ms since 1970. */
export type Audit = v.InferOutput<typeof auditSchema>;

/** Audits out of a REST answer. Throws a `malformed` RestError for anything else. */
export function parseAudits(answer: unknown): Audit[] {
    // For a page without rows the server says null.
    return parse(v.nullable(v.array(auditSchema)), answer) ?? [];
}

export type TokenEventKind = 'created' | 'revoked' | 'deactivated' | 'activated';

/** Something that was done to a token, by whom and from where. */
export interface TokenEvent {

    /** The audit's id. */
    id: string;
    kind: TokenEventKind;
    token_id: string;

    /** Ms since 1970. */
    at: number;

    /** Who did it; empty when the server did not note it. */
    actor_id: string;

    /** Whose token it is. Only the audit of its creation tells; empty on the others. */
    owner_id: string;
    ip_address: string;

    /** The session it was done with; a token's session leads to that token. */
    session_id: string;
}

const CREATED = /\/users\/([a-z0-9]{26}|me)\/tokens$/;

const kinds: ReadonlyArray<readonly [RegExp, TokenEventKind]> = [
    [CREATED, 'created'],
    [/\/users\/tokens\/revoke$/, 'revoked'],
    [/\/users\/tokens\/disable$/, 'deactivated'],
    [/\/users\/tokens\/enable$/, 'activated'],
];

/** The token event an audit row tells of; undefined for any other row and for the row that only says it was attempted. */
export function toTokenEvent(audit: Audit): TokenEvent | undefined {
    const kind = kinds.find(([action]) => action.test(audit.action))?.[1];
    const token = /^success - token_id=([a-z0-9]{26})$/.exec(audit.extra_info)?.[1];
    if (!kind || !token) {
        return undefined;
    }
    const owner = CREATED.exec(audit.action)?.[1] ?? '';
    return {
        id: audit.id,
        kind,
        token_id: token,
        at: audit.create_at,
        actor_id: audit.user_id,
        owner_id: owner === 'me' ? audit.user_id : owner,
        ip_address: audit.ip_address,
        session_id: audit.session_id,
    };
}

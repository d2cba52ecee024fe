import * as v from 'valibot';

import {parseOwners} from '../owners/owner.ts';
import {idOrNoneSchema, idSchema, parse, timeSchema} from '../rest/parse.ts';
import {parseTokens} from '../tokens/token.ts';

import type {Owner} from '../owners/owner.ts';
import type {Token} from '../tokens/token.ts';

const time = v.fallback(timeSchema, 0);
const text = v.fallback(v.string(), '');

const sessionSchema = v.object({
    id: idSchema,
    create_at: time,
    props: v.fallback(v.nullish(v.object({type: v.optional(text), user_access_token_id: idOrNoneSchema})), null),
});

const auditSchema = v.object({create_at: time, user_id: idOrNoneSchema, action: text, extra_info: text, ip_address: text, session_id: idOrNoneSchema});
const birthSchema = v.object({id: idSchema, create_at: v.optional(time, 0)});
const stateSchema = v.object({
    tokens: v.array(v.unknown()),
    users: v.array(v.unknown()),
    sessions: v.optional(v.record(v.string(), v.nullable(v.array(sessionSchema))), {}),
    audits: v.optional(v.array(auditSchema), []),
});

/** A live session; `token_id` is null for a login, in a browser or an app. */
export interface Session {
    id: string;
    create_at: number;
    token_id: string | null;
}

/** A row of `GET /audits`. */
export type AuditRow = v.InferOutput<typeof auditSchema>;

/** What the server says over REST, read after the log was written. Times are ms since 1970. */
export interface ServerState {
    tokens: Token[];
    owners: Owner[];

    /** When accounts were created, where the answer says so. */
    births: Map<string, number>;

    /** By user; a user who is missing was not asked for. */
    sessions: Map<string, Session[]>;

    /** Newest first and without gaps, back to where the server's memory or the reading ends. */
    audits: AuditRow[];
}

/** Server state out of a file or out of REST answers put together. Throws a `malformed` RestError for anything else. */
export function parseServerState(answer: unknown): ServerState {
    const state = parse(stateSchema, answer);
    const births = parse(v.array(birthSchema), state.users).filter((user) => user.create_at > 0);
    return {
        tokens: parseTokens(state.tokens),
        owners: parseOwners(state.users),
        births: new Map(births.map((user) => [user.id, user.create_at])),
        sessions: new Map(Object.entries(state.sessions).map(([userId, sessions]) => [userId, (sessions ?? []).map(toSession)])),
        audits: state.audits,
    };
}

function toSession({id, create_at, props}: v.InferOutput<typeof sessionSchema>): Session {
    return {id, create_at, token_id: props?.type === 'UserAccessToken' ? props.user_access_token_id ?? '' : null};
}

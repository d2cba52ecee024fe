import * as v from 'valibot';

import {parseAudits} from '../audits/token_event.ts';
import {loadBotsOf} from '../owners/bots.ts';
import {parseOwners} from '../owners/owner.ts';
import {CATEGORY} from '../preferences/preferences.ts';
import {orUndefined} from '../rest/or_undefined.ts';
import {idSchema, parse, timeSchema} from '../rest/parse.ts';
import {RestError} from '../rest/rest_error.ts';
import {parseTokens} from '../tokens/token.ts';


import type {Audit} from '../audits/token_event.ts';
import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';

const PER_PAGE = 200;
const MAX_AUDIT_PAGES = 5;

const sessionsSchema = v.array(v.object({
    id: idSchema,
    user_id: idSchema,
    create_at: timeSchema,
    last_activity_at: v.optional(timeSchema, 0),
    props: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
}));
const preferencesSchema = v.array(v.object({name: v.string(), value: v.string()}));

/** A session, a login's or a token's (`token_id`). Times are ms since 1970. */
export interface AnySession {
    id: string;
    user_id: string;
    token_id: string | null;
    create_at: number;
    last_activity_at: number;
}

/** Sessions of every kind out of a REST answer. Throws a `malformed` RestError for anything else. */
export function parseSessions(answer: unknown): AnySession[] {
    return parse(sessionsSchema, answer).map(({props, ...session}) => {
        const token = props?.type === 'UserAccessToken' ? props.user_access_token_id : null;
        return {...session, token_id: v.is(idSchema, token) ? token : null};
    });
}

/** What may be known of the caller without asking about anybody else. */
export interface Known {
    me: Owner;
    is_admin: boolean;

    /** Own tokens and those of own bots; undefined where the right to see them is missing. */
    tokens: Token[] | undefined;

    /** Whose tokens are all in `tokens`. */
    listed: ReadonlySet<string>;
    bots: Owner[];
    sessions: AnySession[];

    /** Own ones, newest first, and since when they were read; undefined = to the beginning. */
    audits: Audit[];
    audits_back_to: number | undefined;

    /** Token ids by the fingerprint that was registered for them. */
    registered: ReadonlyMap<string, string>;
}

/** Reads what concerns the caller alone. Throws RestError; `unauthorized` when nobody is signed in. */
export async function loadKnown(client: RestClient): Promise<Known> {
    const [me] = parseOwners([await client.getMe()]);
    if (!me) {
        throw new RestError('malformed');
    }
    const [bots, sessions, audits, preferences] = await Promise.all([
        loadBotsOf(client, me.id),
        orUndefined(client.getSessions(me.id)),
        ownAudits(client, me.id),
        orUndefined(client.getPreferencesOfCategory(me.id, CATEGORY)),
    ]);
    const owners = [me, ...bots];
    const lists = await Promise.all(owners.map(({id}) => orUndefined(tokensOfUser(client, id))));
    const registered = v.safeParse(preferencesSchema, preferences);
    return {
        me,
        is_admin: me.roles.includes('system_admin'),
        tokens: lists[0] && lists.flatMap((some) => some ?? []),
        listed: new Set(owners.flatMap(({id}, i) => (lists[i] ? id : []))),
        bots,
        sessions: sessions ? parseSessions(sessions) : [],
        ...audits,
        registered: new Map((registered.success ? registered.output : []).
            filter(({name, value}) => v.is(idSchema, name) && (/^[0-9a-f]{64}$/).test(value)).
            map(({name, value}) => [value, name])),
    };
}

/** Whether this is an id of something that is loaded, so that it is no secret. */
export function knows({me, tokens, bots, sessions, audits}: Known): (id: string) => boolean {
    const ids = new Set([
        me.id,
        ...(tokens ?? []).flatMap(({id, user_id}) => [id, user_id]),
        ...bots.map(({id}) => id),
        ...sessions.flatMap(({id, token_id}) => (token_id ? [id, token_id] : [id])),
        ...audits.flatMap(({id, user_id, session_id, extra_info}) => [id, user_id, session_id, (/token_id=([a-z0-9]{26})$/).exec(extra_info)?.[1] ?? '']),
    ]);
    return (id) => ids.has(id);
}

async function tokensOfUser(client: RestClient, userId: string): Promise<Token[]> {
    const tokens = new Map<string, Token>();
    for (let page = 0; ; page++) {
        const some = parseTokens(await client.getUserAccessTokensForUser(userId, page, PER_PAGE));
        some.forEach((token) => tokens.set(token.id, token));
        if (some.length < PER_PAGE) {
            return [...tokens.values()];
        }
    }
}

async function ownAudits(client: RestClient, userId: string): Promise<Pick<Known, 'audits' | 'audits_back_to'>> {
    return readAudits((page) => client.getUserAudits(userId, page, PER_PAGE), MAX_AUDIT_PAGES);
}

/** At most `maxPages` of audits, newest first. Good for what is looked up once: rows that arrive meanwhile may shift a page. Throws RestError. */
export async function readAudits(ask: (page: number) => Promise<unknown>, maxPages: number): Promise<Pick<Known, 'audits' | 'audits_back_to'>> {
    const audits = new Map<string, Audit>();
    for (let page = 0; page < maxPages; page++) {
        const answer = await orUndefined(ask(page));
        const some = answer === undefined ? [] : parseAudits(answer);
        some.forEach((audit) => audits.set(audit.id, audit));
        if (some.length < PER_PAGE) {
            return {audits: [...audits.values()], audits_back_to: undefined};
        }
    }
    const all = [...audits.values()];
    return {audits: all, audits_back_to: all.at(-1)?.create_at};
}

import * as v from 'valibot';

import {loadBotOwners} from '../owners/bots.ts';
import {orUndefined} from '../rest/or_undefined.ts';
import {parse} from '../rest/parse.ts';
import {listTokens} from '../tokens/list_tokens.ts';

import {readRegistered, registrarsOf} from './registered.ts';
import {parseServerState} from './server_state.ts';

import type {LogEvent} from '../log/event.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';
import type {ServerState} from './server_state.ts';

const PER_PAGE = 200;
const IDS_PER_CALL = 200;

/** Sessions and preferences are one call per user: whose are not asked for count as not known. */
const MOST_USERS = 2000;

/** 100,000 audits. What is older counts as not known. */
const MOST_AUDIT_PAGES = 500;

export interface LoadedState {
    state: ServerState;

    /** Token ids by the fingerprint that their owners registered, or their bots' owners. */
    registered: Map<string, string>;

    /** Whether the list of tokens is proven complete; without it nothing can be the sole one. */
    is_complete: boolean;
}

/** How many of the calls that are needed are done. */
export type OnProgress = (done: number, total: number) => void;

/**
 * Reads from the server what attributing `events` needs: every token, whom they concern, and their sessions and audits.
 * To be read after the log. What is left out for its size or for a missing right makes attributions weaker, never wrong.
 * Throws RestError.
 */
export async function loadState(client: RestClient, events: readonly LogEvent[], onProgress: OnProgress = () => undefined): Promise<LoadedState> {
    const tokens = new Map<string, Token>();
    const {proven} = await listTokens(client, {onPage: (page) => page.forEach((token) => tokens.set(token.id, token))});
    const hasSecrets = events.some((event) => event.fingerprint);
    const concerned = usersConcerned(events, [...tokens.values()]);
    const pages = Array.from({length: Math.ceil(concerned.length / IDS_PER_CALL)}, (_, i) => concerned.slice(i * IDS_PER_CALL, (i + 1) * IDS_PER_CALL));
    let total = pages.length + (Math.min(MOST_USERS, concerned.length) * (hasSecrets ? 2 : 1));
    let done = 0;
    const count = async <T>(answer: Promise<T>): Promise<T> => {
        const result = await answer;
        onProgress(++done, total);
        return result;
    };
    onProgress(0, total);
    const users = (await Promise.all(pages.map((ids) => count(client.getProfilesByIds(ids))))).flat();

    // Whom the server does not know has nothing to be asked for: a log of another server names nobody else.
    const known = new Set(users.map((user) => user.id));
    const asked = concerned.filter((id) => known.has(id)).slice(0, MOST_USERS);
    const botOwners = hasSecrets && users.some((user) => user.is_bot) ? await orUndefined(loadBotOwners(client)) ?? new Map<string, string>() : new Map<string, string>();
    const registrars = hasSecrets ? registrarsOf(asked, botOwners) : [];
    total = pages.length + asked.length + registrars.length;
    // Of a user who is gone, or whom one may not ask about, nothing is known.
    const sessions = await Promise.all(asked.map(async (id) => [id, await count(orUndefined(client.getSessions(id)))] as const));
    const audits = await readAudits(client, events.reduce((least, event) => Math.min(least, event.at ?? Infinity), Infinity));
    const state = parseServerState({tokens: [...tokens.values()], users, sessions: Object.fromEntries(sessions.filter(([, live]) => live)), audits});
    const registered = await readRegistered(registrars, tokens, botOwners, (id) => count(orUndefined(client.getUserPreferences(id))));
    return {state, registered, is_complete: proven};
}

/**
 * Whom `events` may concern, those first of whom it matters most what sessions they have: who is named and has tokens,
 * then owners of inactive tokens, where secrets were refused, then the other owners, then who is named and has none.
 */
function usersConcerned(events: readonly LogEvent[], tokens: readonly Token[]): string[] {
    const named = new Map<string, number>();
    for (const {user_id} of events) {
        if (user_id) {
            named.set(user_id, (named.get(user_id) ?? 0) + 1);
        }
    }
    const owners = new Set(tokens.map((token) => token.user_id));
    const byCount = [...named].sort((a, b) => b[1] - a[1]).map(([id]) => id);
    const isByAnybody = events.some((event) => event.user_id === null);
    return [...new Set([
        ...byCount.filter((id) => owners.has(id)),
        ...(isByAnybody ? tokens.filter((token) => !token.is_active).map((token) => token.user_id) : []),
        ...(isByAnybody ? owners : []),
        ...byCount,
    ])];
}

const auditSchema = v.array(v.looseObject({id: v.optional(v.string(), ''), create_at: v.number()}));

async function readAudits(client: RestClient, since: number): Promise<unknown[]> {
    // Rows that are written meanwhile move others to the next page, where they come again.
    const audits = new Map<string, unknown>();
    for (let page = 0; page < MOST_AUDIT_PAGES; page++) {
        const answer = await orUndefined(client.getAudits(page, PER_PAGE));
        const rows = parse(auditSchema, answer ?? []);
        rows.forEach((row, i) => audits.set(row.id || `${page} ${i}`, row));
        if (rows.length < PER_PAGE || (rows.at(-1)?.create_at ?? 0) < since - 60_000) {
            break;
        }
    }
    return [...audits.values()];
}

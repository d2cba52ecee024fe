import * as v from 'valibot';

import {idSchema, parse} from '../rest/parse.ts';
import {RestError} from '../rest/rest_error.ts';
import {listTokens} from '../tokens/list_tokens.ts';

import {parseServerState} from './server_state.ts';

import type {LogEvent} from '../log/event.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Token} from '../tokens/token.ts';
import type {ServerState} from './server_state.ts';

const PER_PAGE = 200;
const IDS_PER_CALL = 200;

/** Sessions are one call per user: those of users whom the log does not name are only asked for up to here. */
const MOST_OWNERS = 2000;
const CATEGORY = 'token_audit';

export interface LoadedState {
    state: ServerState;

    /** Fingerprints that owners registered for tokens of theirs. */
    registered: Map<string, string>;

    /** Whether the list of tokens is proven complete; without it nothing can be the sole one. */
    is_complete: boolean;
}

/** Reads from the server what attributing `events` needs: every token, whom they concern, and their sessions and audits. Throws RestError. */
export async function loadState(client: RestClient, events: readonly LogEvent[]): Promise<LoadedState> {
    const tokens = new Map<string, Token>();
    const {proven} = await listTokens(client, {onPage: (page) => page.forEach((token) => tokens.set(token.id, token))});
    const named = events.flatMap((event) => event.user_id ?? []);
    const wanted = [...new Set([...named, ...[...tokens.values()].map((token) => token.user_id)])];
    const asked = wanted.slice(0, Math.max(MOST_OWNERS, new Set(named).size));
    const pages = Array.from({length: Math.ceil(wanted.length / IDS_PER_CALL)}, (_, i) => wanted.slice(i * IDS_PER_CALL, (i + 1) * IDS_PER_CALL));
    const users = (await Promise.all(pages.map((ids) => client.getProfilesByIds(ids)))).flat();
    const sessions = Object.fromEntries(await Promise.all(asked.map(async (id) => [id, await orNull(client.getSessions(id))])));
    const audits = await readAudits(client, events.reduce((least, event) => Math.min(least, event.at ?? Infinity), Infinity));
    const state = parseServerState({tokens: [...tokens.values()], users, sessions, audits});
    return {state, registered: events.some((event) => event.fingerprint) ? await readRegistered(client, asked, tokens) : new Map(), is_complete: proven};
}

async function readAudits(client: RestClient, since: number): Promise<unknown[]> {
    const audits: unknown[] = [];
    for (let page = 0; ; page++) {
        const rows = parse(v.array(v.looseObject({create_at: v.number()})), await client.getAudits(page, PER_PAGE));
        audits.push(...rows);
        if (rows.length < PER_PAGE || (rows.at(-1)?.create_at ?? 0) < since - 60_000) {
            return audits;
        }
    }
}

const preferencesSchema = v.array(v.object({category: v.string(), name: v.string(), value: v.string()}));

/** Token ids by the fingerprint that their owners registered; one request per user. Throws RestError. */
export async function readRegistered(client: RestClient, userIds: readonly string[], tokens: ReadonlyMap<string, Token>): Promise<Map<string, string>> {
    const registered = new Map<string, string>();
    await Promise.all(userIds.map(async (userId) => {
        const preferences = v.safeParse(preferencesSchema, await orNull(client.getUserPreferences(userId)));
        for (const {category, name, value} of preferences.success ? preferences.output : []) {
            // Anybody can write into their own preferences: a fingerprint counts for a token of theirs only.
            if (category === CATEGORY && v.is(idSchema, name) && (/^[0-9a-f]{64}$/).test(value) && tokens.get(name)?.user_id === userId) {
                registered.set(value, name);
            }
        }
    }));
    return registered;
}

// A user who is gone has no sessions to be read.
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
    return answer.catch((error: unknown) => {
        if (error instanceof RestError && (error.kind === 'not_found' || error.kind === 'forbidden')) {
            return null;
        }
        throw error;
    });
}

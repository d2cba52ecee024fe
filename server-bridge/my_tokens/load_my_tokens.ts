import * as v from 'valibot';

import {lifecycles} from '../audits/lifecycles.ts';
import {loadTokenEvents} from '../audits/load_token_events.ts';
import {TokenEventLog} from '../audits/token_event_log.ts';
import {evaluate} from '../findings/evaluate.ts';
import {defaultPolicy} from '../findings/policy.ts';
import {loadBotsOf} from '../owners/bots.ts';
import {parseOwners} from '../owners/owner.ts';
import {orUndefined} from '../rest/or_undefined.ts';
import {daysSchema, parse} from '../rest/parse.ts';
import {RestError} from '../rest/rest_error.ts';
import {parseTokenSessions} from '../sessions/session.ts';
import {parseTokens} from '../tokens/token.ts';

import type {Lifecycle} from '../audits/lifecycles.ts';
import type {TokenEvent} from '../audits/token_event.ts';
import type {Finding} from '../findings/finding.ts';
import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {TokenSession} from '../sessions/session.ts';
import type {Token} from '../tokens/token.ts';

const PER_PAGE = 200;
const MAX_AUDIT_PAGES = 20;

/** One token of the user or of a bot of theirs, with what its owner may know of it. */
export interface MyToken {
    token: Token;
    owner: Owner;

    /** Its own sessions; undefined where they may not be read. */
    sessions: readonly TokenSession[] | undefined;
    lifecycle: Lifecycle | undefined;

    /** Worst first, by the plugin's default thresholds: only an admin can read those in its settings. */
    findings: Finding[];
}

/** What is left to see of a token when the right to list tokens is gone. Times are ms since 1970. */
export interface TokenTrace {
    token_id: string;
    last_seen: number | undefined;
    created_at: number | undefined;
}

/** Everything about the user's tokens. */
export interface MyTokens {
    me: Owner;

    /** Whether the server lets tokens be used; undefined where it does not say. */
    tokens_enabled: boolean | undefined;

    /** Days a new token may last at most; 0 = no limit; undefined = the server does not know expiry. */
    maximum_lifetime_days: number | undefined;

    /** `forbidden`: the server refuses the list; `traces` is then all there is. */
    list: 'complete' | 'forbidden';
    tokens: MyToken[];
    traces: TokenTrace[];

    /** Active bots of the user, where they may be seen. */
    bots: Owner[];
}

const configSchema = v.object({
    EnableUserAccessTokens: v.optional(v.string()),
    MaximumPersonalAccessTokenLifetimeDays: daysSchema,
});

/** Reads what the signed-in user may know of their own tokens. `now` is ms since 1970. Throws RestError. */
export async function loadMyTokens(client: RestClient, now = Date.now()): Promise<MyTokens> {
    const [me] = parseOwners([await client.getMe()]);
    if (!me) {
        throw new RestError('malformed');
    }
    const [config, bots] = await Promise.all([
        client.getClientConfig().then((answer) => parse(configSchema, answer)),
        loadBotsOf(client, me.id),
    ]);
    const owners = [me, ...bots];
    const lists = await Promise.all(owners.map((owner) => tokensOf(client, owner)));

    // After the lists: of every token in them they tell what there is to tell.
    const [log, sessions] = await Promise.all([
        myEvents(client),
        Promise.all(owners.map((owner) => orUndefined(client.getSessions(owner.id).then(parseTokenSessions)))),
    ]);
    const known = lifecycles(log.events);
    const server = {maximum_lifetime_days: config.MaximumPersonalAccessTokenLifetimeDays};
    const tokens = owners.flatMap((owner, i) => (lists[i] ?? []).map((token): MyToken => {
        const own = sessions[i]?.filter((session) => session.token_id === token.id);
        const lifecycle = known.get(token.id);
        const created = lifecycle?.created;
        return {token, owner, sessions: own, lifecycle, findings: evaluate({
            token,
            owner,
            bot_owner: owner.is_bot ? me : undefined,
            sessions: own,
            active_tokens_of_owner: (lists[i] ?? []).filter(({is_active}) => is_active).length,

            // What one's own audits do not tell may be old, or made by an admin a minute ago.
            created: created && {...created, by_token_id: created.by_token_id},
            deactivated_at: lifecycle?.deactivated_at,
            secrets_seen_in_log: 0,
        }, defaultPolicy, server, now)};
    }));
    return {
        me,
        tokens_enabled: config.EnableUserAccessTokens === undefined ? undefined : config.EnableUserAccessTokens === 'true',
        maximum_lifetime_days: server.maximum_lifetime_days ?? (tokens.some(({token}) => token.expires_at !== undefined) ? 0 : undefined),
        list: lists[0] ? 'complete' : 'forbidden',
        tokens,
        traces: lists[0] ? [] : tracesOf(sessions[0] ?? [], known, me.id, log.events),
        bots: bots.filter(({delete_at}, i) => delete_at === 0 && lists[i + 1]),
    };
}

/** Every token of one owner; undefined where the server refuses. */
async function tokensOf(client: RestClient, owner: Owner): Promise<Token[] | undefined> {
    return orUndefined((async () => {
        const tokens = new Map<string, Token>();
        for (let page = 0; ; page++) {
            const some = parseTokens(await client.getUserAccessTokensForUser(owner.id, page, PER_PAGE));
            some.forEach((token) => tokens.set(token.id, token));
            if (some.length < PER_PAGE) {
                return [...tokens.values()];
            }
        }
    })());
}

// Of one's own, the server gives the same rows as an admin gets of everybody, under another route.
async function myEvents(client: RestClient): Promise<TokenEventLog> {
    const log = new TokenEventLog();
    const mine = {getAudits: (page?: number, perPage?: number) => client.getUserAudits('me', page, perPage)};
    await orUndefined(loadTokenEvents(mine, log, {max_pages: MAX_AUDIT_PAGES}));
    return log;
}

function tracesOf(sessions: readonly TokenSession[], known: ReadonlyMap<string, Lifecycle>, userId: string, events: readonly TokenEvent[]): TokenTrace[] {
    const revoked = new Set(events.filter(({kind}) => kind === 'revoked').map(({token_id}) => token_id));
    const traces = new Map<string, TokenTrace>();
    for (const {kind, token_id, owner_id, at} of events) {
        if (kind === 'created' && owner_id === userId && !revoked.has(token_id) && known.get(token_id)?.deactivated_at === undefined) {
            traces.set(token_id, {token_id, last_seen: undefined, created_at: at});
        }
    }
    for (const {token_id, last_activity_at, create_at} of sessions) {
        const last_seen = Math.max(traces.get(token_id)?.last_seen ?? 0, last_activity_at, create_at);
        traces.set(token_id, {created_at: undefined, ...traces.get(token_id), token_id, last_seen});
    }
    return [...traces.values()];
}

import {loadTokenEvents} from '../audits/load_token_events.ts';
import {parseAudits} from '../audits/token_event.ts';
import {TokenEventLog} from '../audits/token_event_log.ts';

import type {AuditReader} from '../audits/load_token_events.ts';
import type {TokenEventKind} from '../audits/token_event.ts';
import type {TokenState} from './token_action.ts';

/** The state a token is in after such an event. */
const after: Record<TokenEventKind, TokenState> = {created: 'active', activated: 'active', deactivated: 'inactive', revoked: 'gone'};

/** When the newest audit was written, in ms since 1970 by the server's clock, 0 where there is none; undefined where the audits cannot be read. */
export async function newestAuditAt(client: AuditReader): Promise<number | undefined> {
    return client.getAudits(0, 1).then((answer) => parseAudits(answer)[0]?.create_at ?? 0, () => undefined);
}

/**
 * Tells what state the audits written after `since` show tokens in, from the newest audit back; ends when `client` is
 * aborted. Does not throw. The server writes an audit after the change it tells of is stored, into the same database,
 * and every change over REST has one: a token whose audits since then all tell of one state is in that state. One with
 * others as well is left out, and so is what may have a neighbour on the next page.
 */
export async function readStatesFromAudits(client: AuditReader, since: number, onState: (id: string, state: TokenState) => void): Promise<void> {
    const log = new TokenEventLog();
    const tell = () => {
        const {back_to = Infinity, complete, may_miss} = log.reach;
        const states = new Map<string, Set<TokenState>>();
        for (const {token_id, kind, at} of may_miss ? [] : log.events) {
            if (at > since && (complete || at > back_to)) {
                states.set(token_id, (states.get(token_id) ?? new Set()).add(after[kind]));
            }
        }
        for (const [id, [state, ...others]] of states) {
            if (state && others.length === 0) {
                onState(id, state);
            }
        }
    };
    await loadTokenEvents(client, log, {max_pages: Infinity, until: since, onPage: tell}).catch(() => undefined);
}

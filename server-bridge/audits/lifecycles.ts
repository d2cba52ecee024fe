import type {Acting} from './acting_token.ts';
import type {TokenEvent} from './token_event.ts';

/** What the audits tell of one token; what lies before their reach is absent. Times are ms since 1970. */
export interface Lifecycle {
    created?: {at: number; actor_id: string; by_token_id?: string};

    /** Since when it is deactivated; absent when it was activated later. */
    deactivated_at?: number;
}

/** Each token's lifecycle by its id. `actingOf` names what an event was done with, where that is known already. */
export function lifecycles(events: Iterable<TokenEvent>, actingOf: (event: TokenEvent) => Acting | undefined = () => undefined): Map<string, Lifecycle> {
    const found = new Map<string, Lifecycle>();
    for (const event of [...events].sort((a, b) => a.at - b.at)) {
        const lifecycle = found.get(event.token_id) ?? {};
        found.set(event.token_id, lifecycle);
        switch (event.kind) {
        case 'created': {
            const acting = actingOf(event);
            lifecycle.created = {at: event.at, actor_id: event.actor_id, ...(acting?.by === 'token' && {by_token_id: acting.token_id})};
            break;
        }
        case 'deactivated':
            // Deactivating what is deactivated already is an audit as well: the first one counts.
            lifecycle.deactivated_at ??= event.at;
            break;
        case 'activated':
            delete lifecycle.deactivated_at;
            break;
        case 'revoked':
            break;
        }
    }
    return found;
}

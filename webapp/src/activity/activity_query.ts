import {fold} from '../../../server-bridge/inventory/fold.ts';
import {fullName} from '../../../server-bridge/owners/owner.ts';

import type {TokenEvent, TokenEventKind} from '../../../server-bridge/audits/token_event.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';

export const KINDS: readonly TokenEventKind[] = ['created', 'deactivated', 'activated', 'revoked'];

/** What is known of a token elsewhere; undefined for one that is gone. */
export type DescribeToken = (tokenId: string) => {description: string; user_id: string} | undefined;

/** Which events are shown. */
export interface ActivityQuery {

    /** Found in the token's description or id, its owner, the actor or the address; empty finds all. */
    text: string;
    kinds: ReadonlySet<TokenEventKind>;

    /** Ms since 1970, from the first to just before the second; undefined is open. */
    from: number | undefined;
    until: number | undefined;
}

export const everything: ActivityQuery = {text: '', kinds: new Set(KINDS), from: undefined, until: undefined};

/** An event with what is known around it. `owner_id` and `description` are undefined where nothing tells. */
export interface ActivityRow {
    event: TokenEvent;
    description: string | undefined;
    owner_id: string | undefined;

    /** Folded, for searching. */
    text: string;
}

/** Events with their tokens' descriptions and owners: from `describeToken`, or for a token that is gone from its creation. */
export function describeEvents(events: readonly TokenEvent[], describeToken: DescribeToken, owners: ReadonlyMap<string, Owner>): ActivityRow[] {
    const createdFor = new Map(events.filter(({owner_id}) => owner_id).map(({token_id, owner_id}) => [token_id, owner_id]));
    const nameOf = (userId: string | undefined) => {
        const owner = userId ? owners.get(userId) : undefined;
        return owner ? `${owner.username}\n${fullName(owner)}\n${owner.nickname}` : '';
    };
    return events.map((event) => {
        const token = describeToken(event.token_id);
        const owner = token?.user_id ?? createdFor.get(event.token_id);
        const text = [event.token_id, token?.description, owner, nameOf(owner), event.actor_id, nameOf(event.actor_id), event.ip_address];
        return {event, description: token?.description, owner_id: owner, text: fold(text.join('\n'))};
    });
}

/** The rows that match text and times, whatever their kind: what the plot's legend counts. */
export function matchingButKind(rows: readonly ActivityRow[], {text, from = -Infinity, until = Infinity}: ActivityQuery): ActivityRow[] {
    const needle = fold(text.trim().replace(/^@/, ''));
    return rows.filter((row) => row.event.at >= from && row.event.at < until && row.text.includes(needle));
}

/** Whether anything is hidden. */
export function isFiltering({text, kinds, from, until}: ActivityQuery): boolean {
    return text.trim() !== '' || kinds.size < KINDS.length || from !== undefined || until !== undefined;
}

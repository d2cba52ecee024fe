import {accountHistoryOf, sessionsOf} from './session_history.ts';
import {tokenHistoriesOf} from './token_changes.ts';

import type {AuditRecord} from '../log/event.ts';
import type {Owner} from '../owners/owner.ts';
import type {ServerState} from './server_state.ts';
import type {AccountHistory, KnownSession} from './session_history.ts';
import type {KnownToken} from './token_history.ts';

/** Everything known about tokens, owners and sessions, over time. */
export interface Knowledge {
    tokens: Map<string, KnownToken>;
    tokensOfUser: Map<string, KnownToken[]>;

    /** Deleted tokens whose owner nobody remembers: they may have been anybody's. */
    ownerless: KnownToken[];
    owners: Map<string, Owner>;

    /** By session id: live ones, and ended ones that the audits tell of. */
    sessions: Map<string, KnownSession>;
    accounts: Map<string, AccountHistory>;

    /** Since when every change to tokens is known (ms since 1970); Infinity when nothing is. */
    known_since: number;
    state: ServerState;
    records: readonly AuditRecord[];
}

/** Puts together what REST says after the run and what the audit file told during it. */
export function gatherKnowledge(state: ServerState, records: readonly AuditRecord[]): Knowledge {
    const {tokens, known_since} = tokenHistoriesOf(state, records);
    const tokensOfUser = new Map<string, KnownToken[]>();
    for (const token of tokens.values()) {
        if (token.user_id !== null) {
            const others = tokensOfUser.get(token.user_id);
            if (others) {
                others.push(token);
            } else {
                tokensOfUser.set(token.user_id, [token]);
            }
        }
    }
    const sessions = sessionsOf(state, records);
    return {
        tokens,
        tokensOfUser,
        ownerless: [...tokens.values()].filter((token) => token.user_id === null),
        owners: new Map(state.owners.map((owner) => [owner.id, owner])),
        sessions,
        accounts: accountHistoryOf(state, records, sessions),
        known_since,
        state,
        records,
    };
}

/** Every token that may have been this user's at some time. */
export function tokensOf(knowledge: Knowledge, userId: string): KnownToken[] {
    return [...knowledge.tokensOfUser.get(userId) ?? [], ...knowledge.ownerless];
}

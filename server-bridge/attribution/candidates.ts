import {tokensOf} from './knowledge.ts';
import {mayHaveSession, surelyHadSession} from './session_history.ts';
import {statesAt} from './token_history.ts';

import type {LogEvent} from '../log/event.ts';
import type {Knowledge} from './knowledge.ts';
import type {KnownSession} from './session_history.ts';
import type {Caution, KnownToken} from './token_history.ts';

/** Beyond this many tokens that fit a reason, nothing is learnt from going through them. */
const LARGEST_POOL = 5000;

/** Finds the tokens that an event can have been made with, by what each token was at that moment. */
export class Candidates {
    readonly #live = new Map<string, KnownSession[]>();
    readonly #everInactive: KnownToken[];
    readonly #deleted: KnownToken[];
    readonly #all: KnownToken[];

    constructor(readonly knowledge: Knowledge) {
        for (const userId of knowledge.state.sessions.keys()) {
            this.#live.set(userId, []);
        }
        for (const session of knowledge.sessions.values()) {
            if (session.is_live) {
                this.#live.get(session.user_id)?.push(session);
            }
        }
        this.#all = [...knowledge.tokens.values()];
        this.#everInactive = this.#all.filter((token) => !token.is_active || token.changes.some((change) => change.kind !== 'create'));
        this.#deleted = this.#all.filter((token) => token.is_deleted);
    }

    /** Tokens that fit every one of `events`; undefined when there are too many to tell. */
    thatFit(events: readonly LogEvent[], caution: Caution): KnownToken[] | undefined {
        const [first] = events;
        const pool = first && this.#smallestPool(events);
        if (!pool || pool.length > LARGEST_POOL) {
            return undefined;
        }
        return pool.filter((token) => {
            // What never changed fits everywhere or nowhere.
            const telling = token.changes.length > 0 || token.expires_at ? events : [first, events.at(-1) ?? first];
            return telling.every((event) => this.fits(token, event, caution));
        });
    }

    /** Whether `event` can have been made with `token`. */
    fits(token: KnownToken, event: LogEvent, caution: Caution): boolean {
        const {at, user_id, reason} = event;
        if (user_id !== null && token.user_id !== null && token.user_id !== user_id) {
            return false;
        }
        if (at === null || isOpen(event)) {
            return true;
        }
        const states = statesAt(token, at, caution);
        switch (reason) {
        case 'inactive_token': return states.has('inactive');
        case 'deleted_or_unknown': return states.has('deleted');
        case 'inactive_owner': return states.has('active') && !this.#surelyHadSession(token, at, caution);
        case 'expired_token': return (states.has('active') || states.has('inactive')) && mayBeExpired(token, at, caution);
        case 'tokens_switched_off': return states.has('active') && !this.#isBots(token) && (user_id === null ? !this.#surelyHadSession(token, at, caution) : this.mayHaveSession(token, at, caution));
        default: return states.has('active') && this.mayHaveSession(token, at, caution);
        }
    }

    /** The user's live sessions; undefined when they were not read. */
    liveSessionsOf(userId: string): readonly KnownSession[] | undefined {
        return this.#live.get(userId);
    }

    mayHaveSession(token: KnownToken, at: number, caution: Caution): boolean {
        const user = token.user_id ?? '';
        return mayHaveSession(token, this.#live.get(user), this.knowledge.accounts.get(user), this.knowledge.known_since, at, caution);
    }

    #surelyHadSession(token: KnownToken, at: number, caution: Caution): boolean {
        return surelyHadSession(token, this.#live.get(token.user_id ?? ''), at, caution);
    }

    #isBots(token: KnownToken): boolean {
        return this.knowledge.owners.get(token.user_id ?? '')?.is_bot ?? false;
    }

    #smallestPool(events: readonly LogEvent[]): KnownToken[] {
        const userId = events.find((event) => event.user_id)?.user_id;
        if (userId) {
            return tokensOf(this.knowledge, userId);
        }
        const reasons = new Set(events.map((event) => event.reason));
        if (reasons.has('inactive_token')) {
            return this.#everInactive;
        }
        return reasons.has('deleted_or_unknown') ? this.#deleted : this.#all;
    }
}

// A refusal that does not tell what the credential was.
function isOpen({reason, user_id}: LogEvent): boolean {
    return reason === 'rate_limited' || (reason === 'client_error' && user_id === null);
}

// A rotation may have changed when a token expires.
function mayBeExpired(token: KnownToken, at: number, {slack}: Caution): boolean {
    return (token.expires_at !== undefined && token.expires_at <= at + slack) || token.changes.some((change) => change.kind === 'rotate' && change.to >= at - slack);
}

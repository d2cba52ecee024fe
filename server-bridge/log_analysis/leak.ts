import {fingerprintOf} from '../log/fingerprint.ts';

import type {Attribution} from '../attribution/attribution.ts';
import type {LoadedState} from '../attribution/load_state.ts';
import type {LogEvent, Reason} from '../log/event.ts';
import type {ScanResult} from '../log/scan_files.ts';
import type {LeakReport} from './log_query.ts';

type Life = 'live' | 'revivable' | 'dead';

const lifeByReason: Partial<Record<Reason, Life>> = {inactive_token: 'revivable', inactive_owner: 'revivable', tokens_switched_off: 'revivable', token_in_query: 'live', rate_limited: 'live'};

/** What the logs give away: by the server's state where it tells whose a secret is, else by the last that the log says of it. */
export function leakOf({secrets, events}: Pick<ScanResult, 'secrets' | 'events'>, attributions: readonly Attribution[], loaded: LoadedState | undefined): LeakReport {
    const tokenOf = new Map<string, string>();
    const seen = new Map<string, number>();
    const reasonOf = new Map<string, Reason>();
    events.forEach((event, i) => {
        if (event.fingerprint === null) {
            return;
        }
        const {level, token_ids: [token]} = attributions[i] ?? {level: 'none', token_ids: []};
        reasonOf.set(event.fingerprint, event.reason);
        seen.set(event.fingerprint, (seen.get(event.fingerprint) ?? 0) + 1);
        if (token && (level === 'exact' || level === 'sole')) {
            tokenOf.set(event.fingerprint, token);
        }
    });
    const tokens = new Map(loaded?.state.tokens.map((token) => [token.id, token]));
    const gone = new Set(loaded?.state.owners.filter((owner) => owner.delete_at > 0).map((owner) => owner.id));
    const lifeOf = (fingerprint: string): Life | undefined => {
        const id = tokenOf.get(fingerprint);
        const token = tokens.get(id ?? '');
        const reason = reasonOf.get(fingerprint);
        if (token && reason !== 'expired_token') {
            return token.is_active && !gone.has(token.user_id) ? 'live' : 'revivable';
        }
        return id && loaded?.is_complete ? 'dead' : reason && lifeByReason[reason];
    };
    const times = new Map<string, number>();
    const lives: Array<Life | undefined> = [];
    for (const fingerprint of withoutUserIds(secrets, events, loaded)) {
        const registered = loaded?.registered.get(fingerprint);
        if (registered) {
            tokenOf.set(fingerprint, registered);
        }
        lives.push(lifeOf(fingerprint));
        const id = tokenOf.get(fingerprint);
        if (id) {
            times.set(id, (times.get(id) ?? 0) + Math.max(1, seen.get(fingerprint) ?? 0));
        }
    }
    return {
        secrets: lives.length,
        revivable: lives.filter((life) => life === 'revivable').length,
        live: lives.filter((life) => life === 'live').length,
        token_ids: [...times.keys()],
        seen: [...times.values()],
    };
}

// Where requests are counted by account, what is throttled is a user id and not a secret.
function withoutUserIds(secrets: ReadonlySet<string>, events: readonly LogEvent[], loaded: LoadedState | undefined): string[] {
    const isThrottled = events.some((event) => event.reason === 'rate_limited');
    const ids = new Set(isThrottled ? loaded?.state.owners.map((owner) => fingerprintOf(owner.id)) : []);
    return [...secrets].filter((fingerprint) => !ids.has(fingerprint));
}

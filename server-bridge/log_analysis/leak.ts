import {fingerprintOf} from '../log/fingerprint.ts';

import type {Attribution} from '../attribution/attribution.ts';
import type {LoadedState} from '../attribution/load_state.ts';
import type {LogEvent, Reason} from '../log/event.ts';
import type {ScanResult} from '../log/scan_files.ts';
import type {LeakReport} from './log_query.ts';

/** Whether a secret works, works again once somebody allows it, or never again. */
export type Life = 'live' | 'revivable' | 'dead';

// What is refused for the rate was not looked at: it may be anything that a client sent.
const lifeByReason: Partial<Record<Reason, Life>> = {inactive_token: 'revivable', inactive_owner: 'revivable', tokens_switched_off: 'revivable', token_in_query: 'live', deleted_or_unknown: 'dead'};

/** What is known of a secret: its token, how often it was seen in a failed request, whether it works (undefined = not known). */
interface LeakedSecret {
    token_id: string | undefined;
    seen: number;
    life: Life | undefined;
}

type Secrets = Pick<ScanResult, 'secrets' | 'events'>;

/** What the logs give away, in numbers. */
export function leakOf(scan: Secrets, attributions: readonly Attribution[], loaded: LoadedState | undefined): LeakReport {
    const leaked = [...leakedSecrets(scan, attributions, loaded).values()];
    const times = new Map<string, number>();
    for (const {token_id, seen} of leaked) {
        if (token_id) {
            times.set(token_id, (times.get(token_id) ?? 0) + Math.max(1, seen));
        }
    }
    return {
        secrets: leaked.length,
        revivable: leaked.filter(({life}) => life === 'revivable').length,
        live: leaked.filter(({life}) => life === 'live').length,
        token_ids: [...times.keys()],
        seen: [...times.values()],
    };
}

/** The secrets that stand in the logs, by fingerprint: by the server's state where it tells whose one is, else by the last that the log says of it. */
export function leakedSecrets({secrets, events}: Secrets, attributions: readonly Attribution[], loaded: LoadedState | undefined): Map<string, LeakedSecret> {
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
    return new Map(withoutUserIds(secrets, events, loaded).map((fingerprint) => {
        const registered = loaded?.registered.get(fingerprint);
        if (registered) {
            tokenOf.set(fingerprint, registered);
        }
        return [fingerprint, {token_id: tokenOf.get(fingerprint), seen: seen.get(fingerprint) ?? 0, life: lifeOf(fingerprint)}];
    }));
}

// Where requests are counted by account, what is throttled is a user id and not a secret.
function withoutUserIds(secrets: ReadonlySet<string>, events: readonly LogEvent[], loaded: LoadedState | undefined): string[] {
    const isThrottled = events.some((event) => event.reason === 'rate_limited');
    const ids = new Set(isThrottled ? loaded?.state.owners.map((owner) => fingerprintOf(owner.id)) : []);
    return [...secrets].filter((fingerprint) => !ids.has(fingerprint));
}

/** What a token can be at a moment; `unborn` is before its creation. */
export type TokenState = 'unborn' | 'active' | 'inactive' | 'deleted';

/** A change to a token, which took effect between `from` and `to` (ms since 1970). */
export interface TokenChange {
    kind: 'create' | 'enable' | 'disable' | 'rotate' | 'delete';
    from: number;
    to: number;
}

/** A token that exists, or that the audits tell of. */
export interface KnownToken {
    id: string;

    /** Null for a deleted token of which only the deletion is known. */
    user_id: string | null;
    is_deleted: boolean;
    is_active: boolean;
    expires_at: number | undefined;

    /** In order of time. */
    changes: TokenChange[];
}

/** How careful to be: what is called `exact` or `sole` must hold however badly clocks agree. */
export interface Caution {

    /** How far two clocks may disagree, ms. */
    slack: number;

    /** Count what is merely possible, such as deactivating a token that was deactivated already. */
    strict: boolean;
}

export const strict: Caution = {slack: 1000, strict: true};
export const plain: Caution = {slack: 20, strict: false};

const after: Record<TokenChange['kind'], TokenState | 'same'> = {create: 'active', enable: 'active', disable: 'inactive', rotate: 'same', delete: 'deleted'};

/** Every state the token may have been in at `at`. */
export function statesAt(token: KnownToken, at: number, {slack, strict: careful}: Caution): Set<TokenState> {
    if (!isConsistent(token)) {
        return new Set(['active', 'inactive', 'deleted']);
    }
    const states = new Set<TokenState>();
    const changes = token.changes.filter((change) => change.kind !== 'rotate');
    for (let i = 0; i <= changes.length; i++) {
        const begins = changes[i - 1]?.from ?? -Infinity;
        const ends = changes[i]?.to ?? Infinity;
        if (at + slack >= begins && at - slack <= ends) {
            statesBetween(token, changes, i, careful).forEach((state) => states.add(state));
        }
    }
    return states;
}

// The state that holds before the i-th change, and so after the one before it.
function statesBetween(token: KnownToken, changes: TokenChange[], i: number, careful: boolean): TokenState[] {
    const before = changes[i - 1];
    const next = changes[i];
    if (before) {
        const state = after[before.kind];
        return state === 'same' ? ['active', 'inactive'] : [state];
    }
    if (!next) {
        return [token.is_deleted ? 'deleted' : token.is_active ? 'active' : 'inactive'];
    }
    if (next.kind === 'create') {
        return ['unborn'];
    }
    if (careful || next.kind === 'delete') {
        return ['active', 'inactive'];
    }
    return [next.kind === 'enable' ? 'inactive' : 'active'];
}

/** Whether what is known of the token's changes leads to what it is now; if not, something happened that no audit tells. */
export function isConsistent(token: KnownToken): boolean {
    const last = token.changes.findLast((change) => change.kind !== 'rotate');
    if (!last) {
        return true;
    }
    return last.kind === 'delete' ? token.is_deleted : !token.is_deleted && token.is_active === (last.kind !== 'disable');
}

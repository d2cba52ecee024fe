import type {AuditRecord} from '../log/event.ts';
import type {AuditRow, ServerState} from './server_state.ts';
import type {KnownToken, TokenChange} from './token_history.ts';

/** One change as an audit tells it. */
interface ToldChange extends TokenChange {
    token_id: string;
    user_id: string | null;
}

const kindOfAction: Readonly<Record<string, TokenChange['kind']>> = {revoke: 'delete', disable: 'disable', enable: 'enable', rotate: 'rotate'};
const kindOfEvent: ReadonlyArray<[RegExp, TokenChange['kind']]> = [
    [/^createUserAccessToken$/, 'create'], [/^revokeUserAccessToken$/, 'delete'], [/^disableUserAccessToken$/, 'disable'],
    [/^enableUserAccessToken$/, 'enable'], [/^rotateUserAccessToken$/, 'rotate'],
];

/** An audit's row follows what it tells of within this time, ms, where no row tells when it began. */
const TOLD_WITHIN = 1000;
const SAME_CHANGE_MS = 1500;

/** Every token that exists or that audits tell of with its changes, and since when no change is missing. */
export function tokenHistoriesOf(state: ServerState, records: readonly AuditRecord[]): {tokens: Map<string, KnownToken>; known_since: number} {
    const tokens = new Map<string, KnownToken>();
    for (const {id, user_id, is_active, expires_at} of state.tokens) {
        tokens.set(id, {id, user_id, is_active, expires_at: expires_at || undefined, is_deleted: false, changes: []});
    }
    for (const {token_id, user_id, ...change} of [...toldByRows(state.audits), ...toldByRecords(records)]) {
        const token = tokens.get(token_id) ?? {id: token_id, user_id, is_active: false, expires_at: undefined, is_deleted: true, changes: []};
        tokens.set(token_id, token);
        token.user_id ??= user_id;
        addChange(token, change);
    }
    for (const token of tokens.values()) {
        token.changes.sort((a, b) => a.to - b.to);

        // Gone without a word, as when its owner was deleted for good: some time after what was last heard of it.
        if (token.is_deleted && token.changes.at(-1)?.kind !== 'delete') {
            token.changes.push({kind: 'delete', from: token.changes.at(-1)?.to ?? -Infinity, to: Infinity});
        }
    }
    return {tokens, known_since: knownSince(state, records)};
}

// The file and the table tell of the same change: what both agree on is the narrower time.
function addChange(token: KnownToken, change: TokenChange): void {
    const same = token.changes.find((other) => other.kind === change.kind && Math.abs(other.to - change.to) < SAME_CHANGE_MS);
    if (same) {
        same.from = Math.max(same.from, change.from);
        same.to = Math.max(same.from, Math.min(same.to, change.to));
    } else {
        token.changes.push(change);
    }
}

function toldByRows(audits: readonly AuditRow[]): ToldChange[] {
    // A request writes one row when it begins and one when it succeeded.
    const begun = new Map<string, number>();
    const told: ToldChange[] = [];
    for (const {action, extra_info, session_id, create_at} of [...audits].sort((a, b) => a.create_at - b.create_at)) {
        const match = (/\/users\/(?:([a-z0-9]{26})\/tokens|tokens\/(revoke|disable|enable|rotate))$/).exec(action);
        const token_id = (/^success - token_id=([a-z0-9]{26})$/).exec(extra_info)?.[1];
        const key = `${action} ${session_id}`;
        if (match && token_id) {
            const from = Math.max(begun.get(key) ?? 0, create_at - TOLD_WITHIN);
            told.push({token_id, user_id: match[1] ?? null, kind: match[2] ? kindOfAction[match[2]] ?? 'rotate' : 'create', from, to: create_at});
            begun.delete(key);
        } else if (match) {
            begun.set(key, create_at);
        }
    }
    return told;
}

function toldByRecords(records: readonly AuditRecord[]): ToldChange[] {
    return records.flatMap(({at, event_name, succeeded, token_id, subject_id}) => {
        const kind = kindOfEvent.find(([name]) => name.test(event_name))?.[1];
        return kind && succeeded && token_id ? [{token_id, user_id: subject_id, kind, from: at - TOLD_WITHIN, to: at}] : [];
    });
}

/**
 * Audits come newest first and without gaps, so they reach back to their oldest; the audit file carries on from there
 * where the two overlap. What changes tokens without naming them (a bulk revocation) ends the knowledge of before.
 */
function knownSince(state: ServerState, records: readonly AuditRecord[]): number {
    let since = minOf(state.audits.map((row) => row.create_at));
    const [fileBegins, fileEnds] = [minOf(records.map((record) => record.at)), maxOf(records.map((record) => record.at))];
    if (fileEnds >= since || since === Infinity) {
        since = Math.min(since, fileBegins);
    }
    const unnamed = state.audits.filter((row) => (/\/tokens\/(?:.+\/)?[a-z_]+$/).test(row.action) && (/^success/).test(row.extra_info) && !row.extra_info.includes('token_id='));
    return Math.max(since, maxOf(unnamed.map((row) => row.create_at)));
}

function minOf(times: number[]): number {
    return times.reduce((least, time) => Math.min(least, time), Infinity);
}

function maxOf(times: number[]): number {
    return times.reduce((most, time) => Math.max(most, time), -Infinity);
}

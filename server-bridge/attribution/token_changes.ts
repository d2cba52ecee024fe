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

/** The table and the file tell of one change within this time, ms. */
const SAME_CHANGE_MS = 250;

/** Every token that exists or that audits tell of with its changes, and since when no change is missing. */
export function tokenHistoriesOf(state: ServerState, records: readonly AuditRecord[]): {tokens: Map<string, KnownToken>; known_since: number} {
    const tokens = new Map<string, KnownToken>();
    for (const {id, user_id, is_active, expires_at} of state.tokens) {
        tokens.set(id, {id, user_id, is_active, expires_at: expires_at || undefined, is_deleted: false, changes: []});
    }
    const rows = toldByRows(state.audits);
    for (const {token_id, user_id, ...change} of [...rows, ...toldOnlyByRecords(records, rows)]) {
        const token = tokens.get(token_id) ?? {id: token_id, user_id, is_active: false, expires_at: undefined, is_deleted: true, changes: []};
        tokens.set(token_id, token);
        token.changes.push(change);
    }

    // The table does not say whose token was deleted, the file does.
    for (const {token_id, user_id} of [...rows, ...toldByRecords(records)]) {
        const token = tokens.get(token_id);
        if (token) {
            token.user_id ??= user_id;
        }
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

// The table tells more exactly when a change was made, so the file only adds what the table does not have.
function toldOnlyByRecords(records: readonly AuditRecord[], rows: readonly ToldChange[]): ToldChange[] {
    const untold = new Map<string, ToldChange[]>();
    for (const row of rows) {
        const key = `${row.kind} ${row.token_id}`;
        untold.set(key, [...untold.get(key) ?? [], row]);
    }
    return toldByRecords(records).filter((change) => {
        const same = untold.get(`${change.kind} ${change.token_id}`) ?? [];
        const nearest = same.reduce<ToldChange | undefined>((best, row) => (best && Math.abs(best.to - change.to) <= Math.abs(row.to - change.to) ? best : row), undefined);
        if (!nearest || Math.abs(nearest.to - change.to) > SAME_CHANGE_MS) {
            return true;
        }
        same.splice(same.indexOf(nearest), 1);
        return false;
    });
}

function toldByRows(audits: readonly AuditRow[]): ToldChange[] {
    // A request writes one row when it begins and one when it succeeded.
    const begun = new Map<string, number[]>();
    const told: ToldChange[] = [];
    for (const {action, extra_info, session_id, create_at} of [...audits].sort((a, b) => a.create_at - b.create_at)) {
        const match = (/\/users\/(?:([a-z0-9]{26})\/tokens|tokens\/(revoke|disable|enable|rotate))$/).exec(action);
        const token_id = (/^success - token_id=([a-z0-9]{26})$/).exec(extra_info)?.[1];
        const key = `${action} ${session_id}`;
        if (match && token_id) {
            // Of several that are under way, the one that began first: it may be this one.
            const open = (begun.get(key) ?? []).filter((at) => at >= create_at - TOLD_WITHIN);
            const from = open.shift() ?? create_at - TOLD_WITHIN;
            begun.set(key, open);
            told.push({token_id, user_id: match[1] ?? null, kind: match[2] ? kindOfAction[match[2]] ?? 'rotate' : 'create', from, to: create_at});
        } else if (match) {
            begun.set(key, [...begun.get(key) ?? [], create_at]);
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

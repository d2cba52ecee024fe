import type {AttributedEvent, IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';

/** An incident for tests, `known` over the default. */
export function incident(known: Partial<IncidentRow>): IncidentRow {
    return {
        key: 'key', reason: 'inactive_token', level: 'exact', user_ids: [], token_ids: [], token_count: known.token_ids?.length ?? 0, fingerprint: null, evidence: [], count: 1,
        first: null, last: null, addresses: [], paths: [], trend: 'once', histogram: Array<number>(12).fill(0), ...known,
    };
}

/** An event for tests, `known` over the default. */
export function attributedEvent(known: Partial<AttributedEvent['event']>): AttributedEvent {
    return {
        log: 'mattermost.log',
        event: {
            source: 0, line: 1, at: null, reason: 'inactive_token', status: 401, request_id: null, ip: null, path: null, method: null, user_id: null,
            fingerprint: null, is_login_session: false, is_plain: false, mentions: [], ...known,
        },
        attribution: {level: 'exact', user_ids: [], token_ids: [], evidence: []},
    };
}

import {createHash} from 'node:crypto';

import {attribute} from '../../server-bridge/attribution/attribute.ts';
import {parseServerState} from '../../server-bridge/attribution/server_state.ts';

import type {Attribution} from '../../server-bridge/attribution/attribution.ts';
import type {AuditRecord, LogEvent} from '../../server-bridge/log/event.ts';

/** Noon of the day everything here happens, ms since 1970; times are seconds after it. */
export const NOON = Date.UTC(2026, 10, 25, 12);

/** An id that can be read: `alice` becomes `alice0…`. */
export const idOf = (name: string) => name.replaceAll('-', '').padEnd(26, '0').slice(0, 26);
export const fingerprintOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** A server made up for one test: what REST would say of it. */
export class World {
    readonly tokens: unknown[] = [];
    readonly users: unknown[] = [];
    sessions: Record<string, unknown[]> = {};
    readonly audits: Array<Record<string, unknown>> = [];
    readonly records: AuditRecord[] = [];

    constructor() {
        // The audits reach back to the morning: changes to tokens since then are known.
        this.audit(-3600, 'admin', '/api/v4/config', '');
    }

    user(name: string, more: Record<string, unknown> = {}): this {
        this.users.push({id: idOf(name), username: name, roles: 'system_user', is_bot: false, delete_at: 0, ...more});
        this.sessions[idOf(name)] ??= [];
        return this;
    }

    bot(name: string): this {
        return this.user(name, {is_bot: true});
    }

    token(name: string, owner: string, is_active = true): this {
        this.tokens.push({id: idOf(name), user_id: idOf(owner), description: name, is_active});
        return this;
    }

    /** A live session, of a token or of a login. */
    session(owner: string, name: string, since: number, token?: string): this {
        const props = token ? {type: 'UserAccessToken', user_access_token_id: idOf(token)} : {os: 'Linux', csrf: idOf('csrf')};
        this.sessions[idOf(owner)]?.push({id: idOf(name), create_at: NOON + (since * 1000), last_activity_at: 0, props});
        return this;
    }

    /** The user's sessions were not asked for. */
    withoutSessionsOf(owner: string): this {
        this.sessions = Object.fromEntries(Object.entries(this.sessions).filter(([id]) => id !== idOf(owner)));
        return this;
    }

    audit(at: number, who: string, action: string, extra_info: string, session = '', ip = '127.0.0.1'): this {
        this.audits.unshift({id: idOf('audit'), create_at: NOON + (at * 1000), user_id: who && idOf(who), action, extra_info, ip_address: ip, session_id: session && idOf(session)});
        this.audits.sort((a, b) => Number(b.create_at) - Number(a.create_at));
        return this;
    }

    change(at: number, kind: 'revoke' | 'disable' | 'enable', token: string): this {
        return this.audit(at, 'admin', `/api/v4/users/tokens/${kind}`, `success - token_id=${idOf(token)}`, 'adminsession');
    }

    created(at: number, token: string, owner: string): this {
        return this.audit(at, 'admin', `/api/v4/users/${idOf(owner)}/tokens`, `success - token_id=${idOf(token)}`, 'adminsession');
    }

    login(at: number, owner: string, session: string, ip: string): this {
        return this.audit(at, owner, '/api/v4/users/login', 'success', session, ip);
    }

    /** A row of the audit file. */
    record(at: number, who: string, session: string, more: Partial<AuditRecord> = {}): this {
        this.records.push({
            at: NOON + (at * 1000), event_name: 'getAudits', succeeded: false, user_id: idOf(who), session_id: idOf(session), client: '', ip: '10.0.0.1', path: '/api/v4/audits',
            status_code: 403, token_id: null, subject_id: null, subject_create_at: null, ...more,
        });
        return this;
    }

    attribute(events: LogEvent[], registered?: ReadonlyMap<string, string>): Attribution[] {
        const {tokens, users, sessions, audits, records} = this;
        return attribute(events, {state: parseServerState({tokens, users, sessions, audits}), records, registered});
    }
}

/** An event at `at` seconds after noon. */
export function event(at: number, more: Partial<LogEvent>): LogEvent {
    return {
        source: 0, line: 1, at: NOON + (at * 1000), reason: 'denied', status: 403, request_id: null, ip: '10.0.0.1', path: '/api/v4/audits', method: 'GET',
        user_id: null, fingerprint: null, is_login_session: false, is_plain: false, mentions: [], ...more,
    };
}

/** A request refused for its credential. */
export function refused(at: number, reason: LogEvent['reason'], secret: string, more: Partial<LogEvent> = {}): LogEvent {
    return event(at, {reason, status: 401, path: '/api/v4/users/me', fingerprint: fingerprintOf(secret), ...more});
}

/** A request of a user whom the server names. */
export function denied(at: number, who: string, more: Partial<LogEvent> = {}): LogEvent {
    return event(at, {user_id: idOf(who), ...more});
}

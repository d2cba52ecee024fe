import {LAST_DATE} from '../rest/parse.ts';

import {parseTime} from './parse_time.ts';

import type {AuditRecord} from './event.ts';

type Row = Readonly<Record<string, unknown>>;

/** A row of the server's audit file; undefined when it lacks time or actor. Keeps no free text. */
export function parseAudit(row: Row): AuditRecord | undefined {
    const at = parseTime(row.timestamp);
    const actor = record(row.actor);
    const event = record(row.event);
    const parameters = record(event.parameters);
    const meta = record(row.meta);
    if (at === null || !row.actor || typeof row.event_name !== 'string') {
        return undefined;
    }
    const subject = [record(event.resulting_state), record(parameters.user), record(event.prior_state)].find((state) => 'username' in state && id(state.id));
    const status = record(row.error).status_code;
    return {
        at,
        event_name: row.event_name.slice(0, 120),
        succeeded: row.status === 'success',
        user_id: id(actor.user_id),
        session_id: id(actor.session_id),
        client: typeof actor.client === 'string' ? actor.client.slice(0, 120) : '',
        ip: typeof actor.ip_address === 'string' ? actor.ip_address.slice(0, 45) : '',
        path: typeof meta.api_path === 'string' ? meta.api_path.slice(0, 500) : '',
        status_code: typeof status === 'number' && Number.isFinite(status) ? status : null,
        token_id: (/AccessToken/i).test(row.event_name) ? id(parameters.token_id) || id(meta.token_id) || null : null,
        subject_id: (subject && id(subject.id)) || id(parameters.user_id) || null,
        subject_create_at: typeof subject?.create_at === 'number' && subject.create_at > 0 && subject.create_at <= LAST_DATE ? subject.create_at : null,
    };
}

function record(value: unknown): Row {
    return typeof value === 'object' && value !== null ? value as Row : {};
}

function id(value: unknown): string {
    return typeof value === 'string' && (/^[a-z0-9]{26}$/).test(value) ? value : '';
}

import {csvOf} from '../export/csv.ts';

import {timeOf} from './report.ts';

import type {Report} from './report.ts';

const columns = ['file', 'line', 'at', 'reason', 'status', 'request_id', 'ip', 'path', 'user_id', 'fingerprint', 'level', 'user_ids', 'usernames', 'token_ids', 'evidence'];

/** One row an event. Nothing in it runs as a formula: see `csvOf`. */
export function* writeCsv({scan, events, attributions, state}: Report): Generator<string> {
    const usernames = new Map(state?.owners.map((owner) => [owner.id, owner.username]));
    yield csvOf([columns]);
    for (const [i, {source, line, at, reason, status, request_id, ip, path, user_id, fingerprint}] of events.entries()) {
        const {level = 'none', user_ids = [], token_ids = [], evidence = []} = attributions[i] ?? {};
        yield csvOf([[
            scan.files[source], line, timeOf(at), reason, status, request_id, ip, path, user_id, fingerprint,
            level, user_ids.join(' '), user_ids.map((id) => usernames.get(id) ?? '').join(' ').trim(), token_ids.join(' '), evidence.join('; '),
        ]]);
    }
}

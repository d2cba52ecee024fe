import {createReadStream} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

import {attribute} from '../../server-bridge/attribution/attribute.ts';
import {parseServerState} from '../../server-bridge/attribution/server_state.ts';
import {scanLog} from '../../server-bridge/log/scan_log.ts';

import type {Attribution} from '../../server-bridge/attribution/attribution.ts';
import type {ServerState} from '../../server-bridge/attribution/server_state.ts';
import type {AuditRecord, LogEvent} from '../../server-bridge/log/event.ts';

/** What really happened in one request, as the client that made it knows. */
export interface TrueRequest {
    request_id: string;
    kind: string;
    token_id: string | null;
    user_id: string | null;
}

/** How attributions compare with what really happened. */
export interface Score {
    events: number;
    unmatched: number;
    wrong_exact_or_sole: string[];
    likely: number;
    likely_right: number;
    candidates: number;
    candidates_right: number;
    with_owner: number;
    owner_right: number;
    owner_wrong: number;
    of_tokens: number;
    token_found: number;
    exact: number;
    sole: number;

    /** Found tokens by what the client did. */
    kinds: Record<string, string>;
}

export const corpora = path.dirname(fileURLToPath(import.meta.url));

/** Scans a folder's log and attributes it, with or without its audit file. */
export async function attributeFolder(folder: string, withAuditFile: boolean): Promise<{events: LogEvent[]; attributions: Attribution[]; state: ServerState}> {
    const events: LogEvent[] = [];
    const records: AuditRecord[] = [];
    const sink = {onEvent: (event: LogEvent) => events.push(event), onAudit: (record: AuditRecord) => records.push(record)};
    for (const file of ['mattermost.log', ...withAuditFile ? ['audit.log'] : []]) {
        await scanLog(createReadStream(path.join(folder, file)), sink);
    }
    const state = parseServerState(JSON.parse(await readFile(path.join(folder, 'server-state.json'), 'utf8')));
    return {events, attributions: attribute(events, {state, records}), state};
}

/** Compares attributions with the truth. */
export function score(events: readonly LogEvent[], attributions: readonly Attribution[], truth: readonly TrueRequest[]): Score {
    const trueOf = new Map(truth.map((request) => [request.request_id, request]));
    const result: Score = {
        events: 0, unmatched: 0, wrong_exact_or_sole: [], likely: 0, likely_right: 0, candidates: 0, candidates_right: 0,
        with_owner: 0, owner_right: 0, owner_wrong: 0, of_tokens: 0, token_found: 0, exact: 0, sole: 0, kinds: {},
    };
    const kinds = new Map<string, [number, number]>();
    events.forEach((event, i) => {
        const request = trueOf.get(event.request_id ?? '');
        const attribution = attributions[i];
        if (!request || !attribution) {
            result.unmatched++;
            return;
        }
        const {level, token_ids, user_ids} = attribution;
        const isRight = token_ids.length === 1 && token_ids[0] === request.token_id;
        result.events++;
        if (level === 'exact' || level === 'sole') {
            result[level]++;
            if (!isRight) {
                result.wrong_exact_or_sole.push(`${event.request_id} ${request.kind}: ${level}, ${attribution.evidence.join('; ')}`);
            }
        }
        if (level === 'likely') {
            result.likely++;
            result.likely_right += Number(isRight);
        }
        if (level === 'candidates') {
            result.candidates++;
            result.candidates_right += Number(request.token_id !== null && token_ids.includes(request.token_id));
        }
        if (request.user_id !== null) {
            result.with_owner++;
            result.owner_right += Number(user_ids.length === 1 && user_ids[0] === request.user_id);
        }
        result.owner_wrong += Number(user_ids.length === 1 && user_ids[0] !== request.user_id);
        if (request.token_id !== null) {
            const found = isRight && level !== 'candidates' && level !== 'none';
            result.of_tokens++;
            result.token_found += Number(found);
            const [all, some] = kinds.get(request.kind) ?? [0, 0];
            kinds.set(request.kind, [all + 1, some + Number(found)]);
        }
    });
    result.kinds = Object.fromEntries([...kinds].map(([kind, [all, found]]) => [kind, `${found}/${all}`]));
    return result;
}

/** A score in one line of a table. */
export function row(name: string, s: Score): Record<string, string | number> {
    const share = (part: number, whole: number) => (whole === 0 ? '–' : `${part}/${whole} ${((100 * part) / whole).toFixed(1)}%`);
    return {
        log: name,
        'wrong exact/sole': s.wrong_exact_or_sole.length,
        exact: s.exact,
        sole: s.sole,
        'likely right': share(s.likely_right, s.likely),
        'truth among candidates': share(s.candidates_right, s.candidates),
        'owner right': share(s.owner_right, s.with_owner),
        'owner wrong': s.owner_wrong,
        'token found': share(s.token_found, s.of_tokens),
    };
}

import {scanLog} from '../../server-bridge/log/scan_log.ts';

import type {AuditRecord, LogEvent} from '../../server-bridge/log/event.ts';
import type {ScanStats} from '../../server-bridge/log/scan_log.ts';

export interface Read {
    events: LogEvent[];
    records: AuditRecord[];
    secrets: Set<string>;
    stats: ScanStats;
}

/** `text` as a stream of chunks of `size` bytes. */
export async function* chunksOf(text: string | Uint8Array, size = 1 << 16): AsyncGenerator<Uint8Array> {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    for (let at = 0; at < bytes.length; at += size) {
        yield bytes.slice(at, at + size);
    }
}

/** Everything that a scan of `text`, cut into chunks of `size` bytes, hands on. */
export async function readEvents(text: string | Uint8Array, size?: number): Promise<Read> {
    const read: Omit<Read, 'stats'> = {events: [], records: [], secrets: new Set()};
    const stats = await scanLog(chunksOf(text, size), {
        onEvent: (event) => read.events.push(event),
        onAudit: (record) => read.records.push(record),
        onSecret: (fingerprint) => read.secrets.add(fingerprint),
    });
    return {...read, stats};
}

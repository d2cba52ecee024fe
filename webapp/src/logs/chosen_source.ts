import {unpack} from '../../../server-bridge/log/unpack.ts';
import {ClusterLog} from '../../../server-bridge/log_sources/cluster_log.ts';
import {FileSource} from '../../../server-bridge/log_sources/file_source.ts';
import {LokiClient} from '../../../server-bridge/log_sources/loki_client.ts';
import {LokiSource} from '../../../server-bridge/log_sources/loki_source.ts';
import {ServerLog} from '../../../server-bridge/log_sources/server_log.ts';
import {TextSource} from '../../../server-bridge/log_sources/text_source.ts';

import type {ReadLog} from '../../../server-bridge/log/log_collection.ts';
import type {LogSource} from '../../../server-bridge/log_sources/log_source.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {ChosenLog} from './log_snapshot.ts';

/** The source that somebody chose. `onReach` hears up to when it has read, in ms since 1970, where it is read by time. */
export function sourceOf(chosen: ChosenLog, client: RestClient, onReach: (at: number) => void): LogSource {
    switch (chosen.kind) {
    case 'server': return new ServerLog(client);
    case 'nodes': return new ClusterLog(client, chosen.name);
    case 'loki': return new LokiSource(new LokiClient(chosen.settings, {openSocket}), {query: chosen.settings.query, onReach});
    case 'file': return new FileSource(chosen.file.name, chosen.file);
    case 'text': return new TextSource(chosen.name, chosen.text);
    }
}

/** A worker's own address is of the host that a path is meant on. */
function openSocket(address: string): WebSocket {
    const url = new URL(address, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    return new WebSocket(url);
}

/** The bytes of one log out of a source, unpacked, from byte `from` on. `inputName` is the name it or its archive came under. */
export async function* bytesOf(source: LogSource, inputName: string, log: ReadLog, from: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    if (source.readFrom && !log.is_packed) {
        yield* source.readFrom(inputName, from, signal);
        return;
    }
    let skip = from;
    for await (const {name, bytes} of source.readFrom ? [{name: inputName, bytes: source.readFrom(inputName, 0, signal)}] : source.read({}, signal)) {
        if (name !== inputName) {
            continue;
        }
        for await (const file of unpack(name, bytes)) {
            if (file.name === log.name) {
                for await (const chunk of file.bytes) {
                    yield chunk.subarray(Math.min(skip, chunk.length));
                    skip -= Math.min(skip, chunk.length);
                }
                return;
            }
        }
    }
}

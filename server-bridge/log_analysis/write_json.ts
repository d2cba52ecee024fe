import type {Report} from './report.ts';

/** The report as JSON, in pieces: together they may be longer than a string can be. */
export function* writeJson({scan, events, attributions, incidents, gaps}: Report): Generator<string> {
    const {lines, bytes, unparsed, secrets, dropped, files} = scan;
    yield `${JSON.stringify({lines, bytes, unparsed, secrets: secrets.size, dropped}).slice(0, -1)},"events":[`;
    for (const [i, event] of events.entries()) {
        const {source, line, at, reason, status, request_id, ip, path, user_id, fingerprint} = event;

        // With one file the line says it all.
        const file = files.length > 1 ? {file: files[source]} : {};
        yield `${i > 0 ? ',' : ''}\n${JSON.stringify({...file, line, at, reason, status, request_id, ip, path, user_id, fingerprint, attribution: attributions[i]})}`;
    }
    yield '\n],"incidents":[';
    for (const [i, incident] of incidents.entries()) {
        yield `${i > 0 ? ',' : ''}\n${JSON.stringify(incident)}`;
    }
    yield `\n]${gaps ? `,"gaps":${JSON.stringify(gaps)}` : ''}}\n`;
}

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {formats as outputs} from '../../server-bridge/cli/scan.ts';
import {LogCollection} from '../../server-bridge/log/log_collection.ts';
import {redact} from '../../server-bridge/log/redact.ts';
import {scanFiles} from '../../server-bridge/log/scan_files.ts';
import {contextOf} from '../../server-bridge/log_analysis/context.ts';
import {LogAnalysis} from '../../server-bridge/log_analysis/log_analysis.ts';
import {noLogFilter} from '../../server-bridge/log_analysis/log_query.ts';
import {makeReport} from '../../server-bridge/log_analysis/report.ts';

import {deadCredential, failedRequest, formats, REQUEST_ID, USER_ID, wrappers} from './formats.ts';
import {chunksOf, readEvents} from './read_events.ts';

import type {jsonLine} from './formats.ts';

const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769';
const id = fc.string({unit: fc.constantFrom(...alphabet), minLength: 26, maxLength: 26}).filter((text) => text !== REQUEST_ID && text !== USER_ID);

// What clients send as a credential is mostly a secret of the server's shape, but may be anything that fits into a header.
const anyText = fc.string({unit: fc.constantFrom(...`${alphabet}ABC XYZ,;:="'\\/-_.~%+é[]{}`), minLength: 12, maxLength: 50});
const odd = fc.oneof(anyText, fc.tuple(anyText, anyText).map((parts) => parts.join(', err='))).
    map((text) => text.trim()).filter((text) => text.length >= 12 && !(/token=|"|\\|\[secret/).test(text));

/** Every place where a secret gets into a log, as one request's lines. */
const places: Record<string, (line: typeof jsonLine, secret: string) => string[]> = {
    'a deactivated token': (line, secret) => deadCredential(line, secret, 'inactive_token'),
    'an unknown token': (line, secret) => deadCredential(line, secret, `resource "UserAccessToken" not found, id: token=${secret}`),
    'a deactivated owner': (line, secret) => deadCredential(line, secret, `inactive_user_id=${USER_ID}`),
    'an expired login': (line, secret) => [line('info', 'Invalid session', [['error', `GetSession: Invalid session token=${secret}, err=, session is either nil or expired`]])],
    'the query string': (line, secret) => [failedRequest(line, 401, {user_id: '', msg: 'Session is not OAuth but token was provided in the query string.', error: `ServeHTTP: Session is not OAuth but token was provided in the query string., token=${secret}`})],
    'a password in what a plugin logs': (line, secret) => [failedRequest(line, 500, {error: `plugin: ${JSON.stringify({password: secret, retry: true})}`})],
    'a forged form': (line, secret) => [failedRequest(line, 401, {user_id: '', error: `ServeHTTP: Invalid or expired session, please login again., token=${secret} Appears to be a CSRF attempt`})],
};
const placesOfIds: typeof places = {
    'a throttled request': (line, secret) => [line('debug', 'Denied due to throttling settings code=429', [['key', secret]])],
    'a throttled request with a header': (line, secret) => [line('debug', 'Denied due to throttling settings code=429', [['key', `${secret}10.0.0.1`]])],
    'a path with a query': (line, secret) => [failedRequest(line, 404, {path: `/api/v4/files/x?access_token=${secret}`})],
    'an encoded query': (line, secret) => [failedRequest(line, 404, {path: `/api/v4/redirect_location?url=https%3A%2F%2Fchat%2F%3Faccess_token%3D${secret}`})],
    'a hook': (line, secret) => [failedRequest(line, 400, {path: `/hooks/${secret}`, user_id: ''})],
    'an invitation': (line, secret) => [failedRequest(line, 404, {path: `/api/v4/teams/invite/${secret}`, error: `GetTeamByInviteId: not found., token_id=${secret}`})],
    'a header in an error': (line, secret) => [failedRequest(line, 500, {error: `proxy: Authorization: Bearer ${secret} refused`})],
    'a cookie in an error': (line, secret) => [failedRequest(line, 500, {error: `proxy: Cookie: MMAUTHTOKEN=${secret}; MMCSRF=${secret} refused`})],
    'a path, by mistake, and elsewhere as a secret': (line, secret) => [failedRequest(line, 404, {path: `/api/v4/users/${secret}`}), ...deadCredential(line, secret, 'inactive_token')],
};

/** Every way an output may write `secret`. */
function spellings(secret: string): string[] {
    return [...new Set([
        secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), secret.replaceAll('"', '""'),
        Buffer.from(secret).toString('base64').replace(/=+$/, ''), Buffer.from(secret).toString('hex'),
    ])];
}

const cases = (secrets: fc.Arbitrary<string>, from: typeof places) => fc.array(fc.record({
    secret: secrets, place: fc.constantFrom(...Object.values(from)), line: fc.constantFrom(...Object.values(formats)), wrap: fc.constantFrom(...Object.values(wrappers)),
}), {minLength: 1, maxLength: 6});

describe.each([['secrets', cases(id, {...places, ...placesOfIds})], ['whatever else clients send', cases(odd, places)]])('of %s', (_, generated) => {
    test('nothing is left in events, records, reports of any format, or redacted lines', async () => {
        await fc.assert(fc.asyncProperty(generated, async (requests) => {
            const lines = requests.flatMap(({secret, place, line, wrap}) => place(line, secret).map(wrap));
            const text = lines.join('\n');
            const read = await readEvents(text);
            const report = makeReport(await scanFiles([{name: 'mattermost.log', bytes: chunksOf(text)}]));

            // A path is cleared of secrets that stand elsewhere once the whole log is read: one event cannot know.
            const {events, ...rest} = read;
            const written = [
                JSON.stringify({...rest, secrets: [...read.secrets], events: events.map((event) => ({...event, path: null}))}),
                JSON.stringify(report.events),
                ...Object.values(outputs).map((write) => [...write(report)].join('')),
                ...lines.map((line) => redact(line, () => false, (fingerprint) => report.scan.secrets.has(fingerprint))),
            ].join('\n');
            for (const {secret} of requests) {
                for (const spelling of spellings(secret)) {
                    expect(written).not.toContain(spelling);
                }
            }
        }), {numRuns: 300});
    });
});

describe.each([['secrets', cases(id, {...places, ...placesOfIds})], ['whatever else clients send', cases(odd, places)]])('of %s', (_, generated) => {
    test('nothing is left in what the page is given: views, incidents, lines in context, exports, leaks', async () => {
        await fc.assert(fc.asyncProperty(generated, async (requests) => {
            const text = requests.flatMap(({secret, place, line, wrap}) => place(line, secret).map(wrap)).join('\n');
            const logs = new LogCollection();
            await logs.read({name: 'mattermost.log', bytes: chunksOf(text)});
            const analysis = new LogAnalysis();
            analysis.attribute(logs.result(), undefined);
            const view = analysis.view(noLogFilter);
            const [log] = logs.logs;
            const given: unknown[] = [view, analysis.leak(), ...analysis.export('csv', noLogFilter), ...analysis.export('json', noLogFilter)];
            for (const {key} of view.incidents) {
                given.push(analysis.detail(key, noLogFilter));
            }
            for (const event of logs.result().events) {
                given.push(log && await contextOf(event, log, (from) => chunksOf(Buffer.from(text).subarray(from)), analysis.redaction));
            }
            expect(view.events).toBeGreaterThan(0);
            const written = given.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
            for (const {secret} of requests) {
                for (const spelling of spellings(secret)) {
                    expect(written).not.toContain(spelling);
                }
            }
        }), {numRuns: 300});
    });
});

test('a redacted line keeps what is no secret, and says which secret stood where', () => {
    const fingerprint = '932d320c1f3e67c0a68f7d9320fc0bdc4014bdcc2d2faf454b16801fa0c4aa0c';
    expect(redact('token=cgfo7sfkwtbwddiksuxnz797rw')).toBe(`token=[secret ${fingerprint.slice(0, 8)}]`);
    const line = failedRequest(formats.json ?? ((text) => text), 403, {error: `Permissions: no., userId=${USER_ID}, permission=get_logs`, path: `/api/v4/users/${USER_ID}/sessions`});
    expect(redact(line)).toBe(line);
    expect(redact('{"token_id":"orasqj8hzpr39m3csytmbwz6wc"}')).not.toContain('orasqj8hzpr39m3csytmbwz6wc');
    expect(redact('{"token_id":"orasqj8hzpr39m3csytmbwz6wc"}', () => true)).toContain('orasqj8hzpr39m3csytmbwz6wc');
});

import {describe, expect, test} from 'vitest';

import {fingerprintOf} from '../../server-bridge/log/fingerprint.ts';
import {scanLog} from '../../server-bridge/log/scan_log.ts';
import {LONGEST_LINE} from '../../server-bridge/log/split_lines.ts';

import {deadCredential, failedRequest, formats, jsonLine, plainLine, REQUEST_ID, USER_ID, wrappers} from './formats.ts';
import {chunksOf, readEvents} from './read_events.ts';

const SECRET = 'pzj895j76pngpp5rjnfgny37xe';
const OTHER_ID = '99mgp67co3gwzncm3d56mtg1ur';
const AT = Date.UTC(2026, 10, 25, 1, 15, 3, 848);

describe.each(Object.entries(formats))('%s lines', (_, line) => {
    test.each(Object.entries(wrappers))('are read with %s around them', async (__, wrap) => {
        const lines = [...deadCredential(line, SECRET, 'inactive_token'), failedRequest(line, 403).replaceAll(REQUEST_ID, OTHER_ID)].map(wrap);
        const {events, stats} = await readEvents(`${lines.join('\n')}\n`);
        expect(stats).toMatchObject({lines: 3, unparsed: 0});
        expect(events).toMatchObject([{line: 1, at: AT, reason: 'inactive_token', status: 401, request_id: REQUEST_ID, ip: '10.1.6.10', path: '/api/v4/users/me', fingerprint: fingerprintOf(SECRET)}, {line: 3, reason: 'denied', request_id: OTHER_ID, user_id: USER_ID}]);
    });

    test.each([
        ['inactive_token', 'inactive_token', null],
        [`resource "UserAccessToken" not found, id: token=${SECRET}`, 'deleted_or_unknown', null],
        [`inactive_user_id=${USER_ID}`, 'inactive_owner', USER_ID],
        ['EnableUserAccessTokens=false', 'tokens_switched_off', null],
        ['expired_token', 'expired_token', null],
    ])('a credential refused with "%s" is %s', async (tail, reason, user_id) => {
        const {events} = await readEvents(deadCredential(line, SECRET, tail).join('\n'));
        expect(events).toMatchObject([{reason, user_id, status: 401, fingerprint: fingerprintOf(SECRET)}]);
    });

    test.each([[400, 'client_error'], [403, 'denied'], [404, 'client_error'], [429, 'rate_limited'], [500, 'server_error'], [503, 'server_error']] as const)('status %i is %s', async (status, reason) => {
        const {events} = await readEvents(failedRequest(line, status));
        expect(events).toMatchObject([{reason, status, user_id: USER_ID, ip: '10.1.5.11', fingerprint: null}]);
    });

    test('a secret in the query string, a throttled secret, a throttled address, and tokens switched off under a live session', async () => {
        const {events} = await readEvents([
            failedRequest(line, 401, {user_id: '', msg: 'Session is not OAuth but token was provided in the query string.', error: `ServeHTTP: Session is not OAuth but token was provided in the query string., token=${SECRET}`}),
            line('debug', 'Denied due to throttling settings code=429', [['key', SECRET]]),
            line('debug', 'Denied due to throttling settings code=429', [['key', '10.9.8.7']]),
        ].join('\n'));
        expect(events).toMatchObject([
            {reason: 'token_in_query', status: 401, fingerprint: fingerprintOf(SECRET)},
            {reason: 'rate_limited', status: 429, fingerprint: fingerprintOf(SECRET), ip: null},
            {reason: 'rate_limited', status: 429, fingerprint: null, ip: '10.9.8.7'},
        ]);
        const off = await readEvents(failedRequest(line, 401, {error: ': Invalid or expired session, please login again., UserAccessToken'}));
        expect(off.events).toMatchObject([{reason: 'tokens_switched_off', user_id: USER_ID}]);
    });

    test('the last line of a request adds to its event, and makes one where it is all there is', async () => {
        const received = (id: string, status: string) => line('debug', 'Received HTTP request', [['method', 'GET'], ['url', '/api/v4/x'], ['request_id', id], ['user_id', USER_ID], ['status_code', status]]);
        const {events} = await readEvents([failedRequest(line, 403, {user_id: ''}), received(REQUEST_ID, '403'), received(OTHER_ID, '413'), received(OTHER_ID, '200')].join('\n'));
        expect(events).toMatchObject([{request_id: REQUEST_ID, status: 403, user_id: USER_ID}, {request_id: OTHER_ID, status: 413, reason: 'client_error', path: '/api/v4/x'}]);
    });

    test('what a client sends as its credential cannot pretend to be the server\'s verdict', async () => {
        for (const sent of [`inactive_user_id=${USER_ID}`, 'x, inactive_token', 'a, err=<no value>, b, inactive_token', 'EnableUserAccessTokens=false', `x" user_id=${USER_ID} y="`]) {
            const {events} = await readEvents(deadCredential(line, sent, `resource "UserAccessToken" not found, id: token=${sent}`).join('\n'));
            expect(events.every((event) => event.user_id === null && event.reason !== 'inactive_token' && event.reason !== 'inactive_owner')).toBe(true);
        }
    });
});

test('a token\'s id that a client sends as its credential is the credential\'s, and no word of the server', async () => {
    const sent = `x, err=${OTHER_ID}`;
    const {events} = await readEvents([
        ...deadCredential(jsonLine, sent, `resource "UserAccessToken" not found, id: token=${sent}`),
        failedRequest(jsonLine, 401, {user_id: '', request_id: OTHER_ID, error: `ServeHTTP: Invalid or expired session, please login again., token=${sent}`}),
    ].join('\n'));
    expect(events.length).toBeGreaterThan(0);
    expect(events.map(({fingerprint, mentions}) => ({fingerprint, mentions}))).toEqual(events.map(() => ({fingerprint: fingerprintOf(sent), mentions: []})));
});

describe('plain text, which the server does not escape', () => {
    test('a path cannot write fields into its line', async () => {
        const victim = 'ocqgkbweat839mknbf436rd9dy';
        for (const path of [
            `/api/v4/x" request_id=${REQUEST_ID} ip_addr=1.2.3.4 user_id=${victim} method="GET`,
            `/api/v4/x" request_id=${REQUEST_ID} ip_addr=1.2.3.4 user_id=${victim} method=GET err_where=x http_code=403 error="x`,
        ]) {
            const {events} = await readEvents(failedRequest(plainLine, 403, {path}));
            expect(events.filter((event) => event.user_id === victim)).toEqual([]);
        }
    });

    test('a path cannot write whole lines', async () => {
        const victim = 'ocqgkbweat839mknbf436rd9dy';
        const [forged = ''] = deadCredential(plainLine, SECRET, `inactive_user_id=${victim}`);
        const honest = failedRequest(plainLine, 404, {path: `/api/v4/a b\n${forged}\n${forged}\nc`});
        const {events} = await readEvents(`${failedRequest(plainLine, 403)}\n${honest}\n${failedRequest(plainLine, 403)}\n`);
        expect(events.filter((event) => event.user_id === victim)).toEqual([]);
    });
});

describe('damaged and foreign input', () => {
    test('cut first and last lines, broken UTF-8, NULs and lines of other programs are counted and harm nothing', async () => {
        const good = failedRequest(jsonLine, 403);
        const text = new TextEncoder().encode([good.slice(40), 'panic: runtime error', '\tmain.go:12 +0x1d', '', good, '\0\0\0', '{"level":"info"', jsonLine('info', 'fine', [])].join('\n'));
        const bytes = Uint8Array.from([...text, 0x0a, 0xff, 0xfe, 0xc3, 0x28, 0x0a, ...new TextEncoder().encode(good.slice(0, 150))]);
        const {events, stats} = await readEvents(bytes);
        expect(events).toHaveLength(1);
        expect(stats).toMatchObject({lines: 10, unparsed: 6});
    });

    test('a line of 5 MB is counted and not kept, and the lines around it are read', async () => {
        const good = failedRequest(jsonLine, 403);
        const {events, stats} = await readEvents(`${good}\n${'x'.repeat(5 * LONGEST_LINE)}Invalid session\n${good.replaceAll(REQUEST_ID, OTHER_ID)}\n`);
        expect(events.map((event) => event.line)).toEqual([1, 3]);
        expect(stats).toMatchObject({lines: 3, unparsed: 1});
    });

    test('nothing at all is nothing', async () => {
        expect((await readEvents('')).stats).toEqual({lines: 0, bytes: 0, unparsed: 0});
        expect((await readEvents('\n\n')).stats).toEqual({lines: 2, bytes: 2, unparsed: 0});
    });
});

test('however a log is cut into chunks, the same comes out', async () => {
    const text = Object.values(formats).flatMap((line) => [
        ...deadCredential(line, SECRET, 'inactive_token'), line('info', 'Größe', [['a', 'ü']]), failedRequest(line, 404).replaceAll(REQUEST_ID, OTHER_ID),
    ]).join('\r\n');
    const whole = await readEvents(text);
    expect(whole.events).toHaveLength(1 + Object.keys(formats).length);
    for (const size of [1, 2, 3, 7, 61, 256, 4096]) {
        expect(await readEvents(text, size)).toEqual(whole);
    }
});

test('requests of one credential that overlap stay apart', async () => {
    const [first = '', refused = ''] = deadCredential(jsonLine, SECRET, 'inactive_token');
    const other = refused.replaceAll(REQUEST_ID, OTHER_ID);
    const {events} = await readEvents([first, first, refused, other, first].join('\n'));
    expect(events.map(({reason, status}) => [reason, status])).toEqual([['inactive_token', 401], ['inactive_token', 401], ['inactive_token', null]]);
    expect(new Set(events.map((event) => event.request_id)).size).toBe(3);
});

test('an abort ends a scan between two chunks', async () => {
    const abort = new AbortController();
    const scan = scanLog(chunksOf('x\n'.repeat(1000), 10), {onEvent: () => undefined, onProgress: () => abort.abort()}, {signal: abort.signal});
    await expect(scan).rejects.toMatchObject({name: 'AbortError'});
});

test('a row of the audit file gives who, from where, with which session, and which token it is about', async () => {
    const row = {
        timestamp: '2026-11-25 01:15:04.290 Z', event_name: 'enableUserAccessToken', status: 'success',
        actor: {user_id: USER_ID, session_id: '8jawyr8jwjnm5b77pmgakodd6w', client: 'node', ip_address: '127.0.0.1'},
        event: {parameters: {token_id: 'nwrfk7qdhtbj7yxysw1p6xy8uc', user: {id: 'wop4rumfkj8qdbarp1g8ggim5c', username: 'x', create_at: 5}}}, meta: {api_path: '/api/v4/users/tokens/enable'}, error: {},
    };
    const {records} = await readEvents(JSON.stringify(row));
    expect(records).toEqual([{
        at: AT + 442, event_name: 'enableUserAccessToken', succeeded: true, user_id: USER_ID, session_id: '8jawyr8jwjnm5b77pmgakodd6w', client: 'node', ip: '127.0.0.1',
        path: '/api/v4/users/tokens/enable', status_code: null, token_id: 'nwrfk7qdhtbj7yxysw1p6xy8uc', subject_id: 'wop4rumfkj8qdbarp1g8ggim5c', subject_create_at: 5,
    }]);
});

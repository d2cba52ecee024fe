import {expect, test} from 'vitest';

import {renderOwnerMessage} from '../../server-bridge/bulk/owner_message.ts';
import {csvOf} from '../../server-bridge/export/csv.ts';
import {parseLine} from '../../server-bridge/log/parse_line.ts';
import {redact} from '../../server-bridge/log/redact.ts';
import {scanFiles} from '../../server-bridge/log/scan_files.ts';
import {makeReport} from '../../server-bridge/log_analysis/report.ts';
import {writeCsv} from '../../server-bridge/log_analysis/write_csv.ts';
import {errorOfAnswer} from '../../server-bridge/rest/rest_error.ts';
import {parseTokenSessions} from '../../server-bridge/sessions/session.ts';
import {parseTokens} from '../../server-bridge/tokens/token.ts';
import {chunksOf} from '../logs/read_events.ts';

// The cases that once failed. Archives' stand in archives.test.ts, Loki's in command_line.test.ts, where their tools are.
const id = (letter: string) => letter.repeat(26);
const reportOf = async (line: string) => makeReport(await scanFiles([{name: 'x.log', bytes: chunksOf(line)}]));

test('a status that is an object', async () => {
    // Number() asked the object for its value: a TypeError ended the whole scan.
    expect((await reportOf('{"msg":"x","http_code":{"valueOf":1,"toString":1}}')).events).toEqual([]);
});

test('a time that no Date holds', async () => {
    // Every format threw a RangeError while it wrote, and so did the panel.
    const report = await reportOf('{"ts":1e300,"msg":"x","http_code":404}');
    expect([report.events.map(({at}) => at), [...writeCsv(report)].length]).toEqual([[null], 2]);
});

test('the end of a token that its owner chose, and the times of a session', () => {
    // Where the server takes any number, one such token made lists and exports throw.
    const token = {id: id('t'), user_id: id('u'), description: '', is_active: true};
    expect(parseTokens([{...token, expires_at: 2 ** 63}, {...token, expires_at: -1}]).map(({expires_at}) => expires_at)).toEqual([8.64e15, 0]);
    const session = {id: id('s'), user_id: id('u'), create_at: 1e300, last_activity_at: -5, props: {type: 'UserAccessToken', user_access_token_id: id('t')}};
    expect(parseTokenSessions([session])).toEqual([{id: id('s'), token_id: id('t'), create_at: 8.64e15, last_activity_at: 0}]);
});

test('a session that names something else than a token', () => {
    // Any text passed for a token's id.
    expect(parseTokenSessions([{id: id('s'), user_id: id('u'), create_at: 1, props: {type: 'UserAccessToken', user_access_token_id: '<b>'}}])).toEqual([]);
});

test('a credential of one letter', () => {
    // It was looked for in the marks that had just been put in, three times over: a line grew a hundredfold.
    const shown = redact(JSON.stringify({msg: 'Invalid session', error: 'GetSession: Invalid session token=e, err=<no value>'}));
    expect(shown).not.toContain('[s[secret');
    expect(parseLine(shown)?.kind).toBe('log');
});

test('a formula behind a semicolon, and one with a line break in the log\'s CSV', () => {
    // A spreadsheet whose separator is the semicolon, as in German, ran the first; Papa's own pattern misses the second.
    expect(csvOf([['x;=1+1;y', ' =1\n2']])).toBe('x;\'=1+1;y," \'=1\n2"\r\n');
});

test('a message that is cut within a code span', () => {
    // What the span hid came alive as a link.
    const tokens = Array.from({length: 40}, () => ({id: id('t'), description: 'http://evil.example/'.repeat(12)}));
    const message = renderOwnerMessage(`${'x'.repeat(1900)} {{tokens}} {{tokens}}`, {action: 'revoke', reason: '', admin: 'root', tokens});
    expect(message.replace(/`[^`\n]*`/g, '')).not.toContain('evil.example');
});

test('an error\'s id with terminal escapes, from something before the server', () => {
    // The command line printed it as it came.
    expect(errorOfAnswer(404, {id: '\x1b[2Jx'}, undefined, 0).message).toBe('Mattermost request failed: not_found (404)');
});

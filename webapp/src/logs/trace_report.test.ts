import {expect, test} from 'vitest';

import {attributedEvent, incident} from './incident_fixture.ts';
import {tracedToken, traceReport} from './trace_report.ts';

import type {TraceFacts} from './trace_report.ts';

const fingerprint = 'abcdef0123456789'.repeat(4);
const at = Date.parse('2026-11-25T01:02:03Z');
const facts = (known: Partial<TraceFacts> = {}): TraceFacts => ({
    incident: incident({count: 2, first: at, last: at + 60_000, user_ids: ['u'], token_ids: ['t'], fingerprint, addresses: [['10.0.0.1', 2]], paths: [['/api/v4/users/me', 2]], evidence: ['The line names the token by its id']}),
    events: [attributedEvent({at, ip: '10.0.0.1', method: 'GET', path: '/api/v4/users/me', line: 7, request_id: 'r'.repeat(26)})],
    words: {reason: 'Deactivated token used', reason_means: 'Something still uses it.', level: 'Proven', level_means: 'A session proves it.'},
    username: (id) => (id === 'u' ? 'alice' : undefined),
    tokens: [{id: 't', description: 'deploy', state: 'inactive'}],
    server: 'https://chat.example.com',
    made_at: at,
    ...known,
});

test('a report says what, when, who, how sure and why', () => {
    const report = traceReport(facts());
    for (const line of [
        '### Deactivated token used: 2 requests',
        '- **When:** 2026-11-25 01:02:03 UTC to 2026-11-25 01:03:03 UTC',
        '- **Who:** `alice` (`u`)',
        '- **Token:** `deploy` (`t`), inactive',
        '- **How sure:** Proven. A session proves it.',
        '- **Addresses:** `10.0.0.1` (2)',
        '1. The line names the token by its id',
        `| 2026-11-25 01:02:03 UTC | \`10.0.0.1\` | \`GET /api/v4/users/me\` | 401 | \`${'r'.repeat(26)}\` | \`mattermost.log\`, 7 |`,
    ]) {
        expect(report.split('\n')).toContain(line);
    }
});

test('what is not known is said to be unknown', () => {
    const report = traceReport(facts({incident: incident({level: 'none'}), tokens: [], events: []}));
    expect(report).toContain('- **When:** at an unknown time');
    expect(report).toContain('- **Who:** not known');
    expect(report).toContain('- **Token:** not known');
    expect(report).toContain('- **Addresses:** not in the log');
    expect(report).not.toContain('| Time');
});

test('a fingerprint is cut: nobody can look for the secret with it', () => {
    const report = traceReport(facts({events: [attributedEvent({fingerprint, at})]}));
    expect(report).toContain('`abcdef012345`');
    expect(report).not.toContain(fingerprint.slice(0, 13));
});

test('hostile text stays in its place: no mention, no link, no markup, no new cell or line', () => {
    const hostile = '@all `x` | [a](http://e) <b>\n# head\u202E';
    const report = traceReport(facts({
        incident: incident({addresses: [[hostile, 1]], paths: [[hostile, 1]], evidence: [hostile]}),
        events: [attributedEvent({ip: hostile, path: hostile, method: hostile, request_id: hostile})],
        tokens: [{id: 't', description: hostile, state: 'active'}],
    }));
    expect(report).not.toMatch(/@all|\u202E|^# head/m);
    const table = report.split('\n').filter((line) => line.startsWith('|'));
    expect(table.map((line) => line.split('|').length)).toEqual([8, 8, 8]);

    // Outside of code nothing of it is markup any more.
    const outside = report.replace(/`[^`\n]*`/g, '');
    expect(outside).not.toMatch(/(?<!\\)\[a|http:\/\/e|(?<!\\)<b/);
});

test('only a token that was in the list is said to be gone from it', () => {
    const listed = new Map([['there', {description: 'ci', user_id: 'u', row: 0}], ['gone', {description: 'old', user_id: 'u', row: undefined}]]);
    const tokens = ['there', 'gone', 'new'].map((id) => tracedToken(id, {token: (token) => listed.get(token)}, () => true));
    expect(tokens.map(({state}) => state)).toEqual(['active', 'gone', 'unlisted']);
    expect(traceReport(facts({tokens}))).toContain('`ci` (`there`), active; `old` (`gone`), not in the list of tokens any more; `new`, not in the list of tokens that was read');
});

test('of thousands of requests the newest stand in the table', () => {
    const events = Array.from({length: 200}, (_, i) => attributedEvent({line: i + 1}));
    const report = traceReport(facts({incident: incident({count: 5000}), events}));
    expect(report).toContain('**The last 20 of 5000 requests**');
    expect(report).toContain('`mattermost.log`, 200 |');
    expect(report).not.toContain('`mattermost.log`, 180 |');
});

test('of many tokens that fit the first are named, and how many more there are', () => {
    const tokens = Array.from({length: 100}, (_, i) => ({id: `token${i}`, description: undefined, state: 'active' as const}));
    const report = traceReport(facts({tokens, incident: incident({token_ids: tokens.map(({id}) => id), token_count: 300, level: 'candidates'})}));
    expect(report).toContain('`token19`, active; and 280 more that fit');
    expect(report).not.toContain('token20');
});

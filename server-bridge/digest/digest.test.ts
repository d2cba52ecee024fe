import {expect, test} from 'vitest';

import {makeDigest, remember, rememberRows} from './digest.ts';

import type {ExportRow} from '../export/export_row.ts';
import type {RuleId} from '../findings/finding.ts';

const row = (findings: RuleId[], unjudged?: RuleId[]): ExportRow => ({id: 't'.repeat(26), user_id: 'u'.repeat(26), description: 'ci', is_active: true, findings, unjudged});

/** What each night's report tells of one token that was like this. */
function told(...nights: ExportRow[]): Array<readonly RuleId[]> {
    let before: Parameters<typeof makeDigest>[0];
    return nights.map((night) => {
        const now = {server: 'https://chat.example.com', complete: true, rows: [night], incidents: [], leaked: new Set<string>(), unclear: new Set<string>(), notes: []};
        const {dangerous} = makeDigest(before, now);
        const tokens = [...rememberRows(now.rows, before?.inventory)];
        before = {inventory: {info: {exported_at: 0, server: now.server, complete: true, filter: {}}, tokens}, log: remember(now, before?.log)};
        return dangerous.flatMap(({rules}) => rules);
    });
}

test.each<[string, ExportRow[], RuleId[][]]>([
    ['is told once', [row([]), row(['no_session']), row(['no_session'])], [[], ['no_session'], []]],
    ['that came while it could not be looked for is told the night after', [row([]), row([], ['no_session']), row(['no_session']), row(['no_session'])], [[], [], ['no_session'], []]],
    ['that was known is not told again after a night in which it could not be looked for', [row(['no_session']), row([], ['no_session']), row([], ['no_session']), row(['no_session'])], [['no_session'], [], [], []]],
    ['that could not be looked for at first is told once it can be', [row([], ['no_session']), row(['no_session']), row(['no_session'])], [[], ['no_session'], []]],
    ['that went away and came back is told again', [row(['no_session']), row([]), row(['no_session'])], [['no_session'], [], ['no_session']]],
])('a finding %s', (_, nights, expected) => {
    expect(told(...nights)).toEqual(expected);
});

test('a token that has expired is not usable again when it is activated', () => {
    const before = {...row(['expired', 'owner_is_system_admin']), is_active: false};
    const now = {server: 's', complete: true, rows: [{...before, is_active: true}], incidents: [], leaked: new Set<string>(), unclear: new Set<string>(), notes: []};
    const inventory = {info: {exported_at: 0, server: 's', complete: true, filter: {}}, tokens: [before]};
    expect(makeDigest({inventory, log: remember({...now, rows: []})}, now).revived).toEqual([]);
});
